/* The intake desk: Ctrl+Enter saves from anywhere; a phone that proposed before offers its name. The page works without this file. */
"use strict";
for (const form of document.querySelectorAll("form[data-desk]")) {
  const { phone, name } = form.elements;
  form.querySelector("[autofocus]")?.focus();
  form.addEventListener("keydown", (event) => {
    if (!event.ctrlKey || event.key !== "Enter") return;
    event.preventDefault();
    form.requestSubmit();
  });
  phone.addEventListener("change", async () => {
    const answer = await fetch(form.dataset.known, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    const { names, known } = await answer.json();
    form.querySelector("[data-live=known]").textContent = known;
    if (names.length !== 1 || name.value) return;
    name.value = names[0];
    if (document.activeElement === name) name.select();
  });
}
