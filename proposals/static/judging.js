/* The scoring screen: F marks for a second look; what another window has kept is shown beside what is here. Works without, as all does. */
"use strict";
for (const form of document.querySelectorAll("form[data-score]")) {
  const place = form.querySelector("[data-compare]"), flag = form.querySelector("[name=flagged]");
  form.addEventListener("keydown", (event) => {
    if (!event.target.closest("fieldset.criterion") || event.key.toLowerCase() !== "f" || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    flag.click();
  });
  form.addEventListener("kept", ({ detail }) => {
    place.hidden = !detail.compare;
    if (!detail.compare) return;
    const rows = detail.compare.map(([title, mine, theirs]) => {
      const row = document.createElement("tr");
      for (const [tag, text] of [["th", title], ["td", mine], ["td", theirs]]) row.append(Object.assign(document.createElement(tag), { textContent: text }));
      row.firstChild.scope = "row";
      return row;
    });
    place.querySelector("tbody").replaceChildren(...rows);
    place.querySelector("button").value = detail.over;
  });
}
