"use strict";
/* Long lists: j and k go to the next and the previous row, x ticks it, only while focus is in a row (WCAG 2.1.4); Enter opens it by itself. */
for (const form of document.querySelectorAll("form[data-rows]")) {
  const rows = [...form.querySelectorAll("tbody tr")];
  form.addEventListener("keydown", (event) => {
    const here = rows.indexOf(event.target.closest("tbody tr"));
    if (here < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "x") rows[here].querySelector("input[type=checkbox]").click();
    else if (event.key === "j" || event.key === "k") rows[here + (event.key === "j" ? 1 : -1)]?.querySelector("a").focus();
    else return;
    event.preventDefault();
  });
}
