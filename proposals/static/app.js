/* Progressive enhancement only: every page works without this file. */
"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/* After a failed sending, focus goes to the list of what to mend; at the desk to the first wrong field. */
if (!document.querySelector("[autofocus]")) document.querySelector(".error-summary")?.focus();

/* Character count, spoken only when typing pauses. */
for (const area of all("textarea[data-count]")) {
  const note = area.parentElement.querySelector(".count");
  let pause;
  const show = () => {
    const left = area.dataset.count - [...area.value].length;
    note.textContent = (left < 0 ? note.dataset.over : note.dataset.left).replace("{n}", Math.abs(left));
    note.classList.toggle("is-over", left < 0);
  };
  note.setAttribute("role", "status");
  area.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(show, 300); });
  if (area.value) show();
}

/* A file that is too large is told before it is sent. */
for (const field of all("input[type=file][data-largest]")) {
  const note = Object.assign(document.createElement("p"), { className: "error" });
  note.setAttribute("role", "alert");
  field.after(note);
  field.addEventListener("change", () => {
    const large = [...field.files].some((file) => file.size > Number(field.dataset.largest));
    note.textContent = large ? field.dataset.tooLarge : "";
    if (large) field.value = "";
  });
}

/* Autosave: the server answers with texts and says where they belong ({"saved": …, "total": …}). */
const write = (form, texts) => {
  for (const place of all("[data-live]", form.closest(".review") || document))
    if (texts[place.dataset.live] !== undefined) place.textContent = texts[place.dataset.live];
};
for (const form of all("form[data-autosave]")) {
  let pause, turn = 0, last = Promise.resolve();
  const fail = (failed) => all(".saved").forEach((mark) => mark.classList.toggle("is-failed", failed));
  const save = async () => {
    const mine = ++turn;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      const texts = await answer.json();
      if (mine === turn) { write(form, texts); fail(!answer.ok); form.dispatchEvent(new CustomEvent("kept", { detail: texts })); }
    } catch {
      write(form, { saved: form.dataset.offline });
      fail(true);
    }
  };
  const later = () => { clearTimeout(pause); pause = setTimeout(() => { last = last.then(save); }, 800); };
  form.addEventListener("input", later);
  form.addEventListener("submit", () => clearTimeout(pause));
}

/* Scoring: 1 to 5 choose and move on, only while focus is in a criterion (WCAG 2.1.4); Ctrl+Enter sends. */
for (const form of all("form[data-score]")) {
  const criteria = all("fieldset.criterion", form);
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); form.requestSubmit(); return; }
    const here = event.target.closest("fieldset.criterion");
    if (!here || !/^[1-5]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    const choice = all("input[type=radio]", here)[event.key - 1];
    event.preventDefault();
    choice.checked = true;
    choice.dispatchEvent(new Event("input", { bubbles: true }));
    const next = criteria[criteria.indexOf(here) + 1];
    (next ? next.querySelector(":checked") || next.querySelector("input") : form.querySelector("textarea"))?.focus();
  });
}

/* Ready phrases go to the end of the comment. */
for (const box of all("[data-phrases]")) {
  const target = document.getElementById(box.dataset.phrases);
  if (!target) continue;
  box.hidden = false;
  box.addEventListener("click", (event) => {
    if (!event.target.closest("button")) return;
    target.value += (target.value && !/[\s；。;.]$/.test(target.value) ? "；" : "") + event.target.textContent;
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.focus();
  });
}
