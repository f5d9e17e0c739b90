"use strict";
/* Ideas of others near to what is being written: shown under the question, never in the way. */
for (const form of document.querySelectorAll("form[data-similar]")) {
  const box = document.querySelector("[data-similar-box]");
  const row = (idea) => {
    const item = document.createElement("li"), link = Object.assign(document.createElement("a"), { href: idea.href, textContent: idea.title, target: "_blank" });
    const line = (text, look) => Object.assign(document.createElement("span"), { textContent: text, className: look });
    item.append(link, " ", line(idea.facts, "small muted"), document.createElement("br"), line(idea.words, "small"));
    return item;
  };
  let pause, turn = 0;
  const ask = async () => {
    const mine = ++turn, typed = new FormData(form);
    for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
    const answer = await fetch(form.dataset.similar, { method: "POST", body: typed }).catch(() => null);
    if (!answer?.ok || mine !== turn) return;
    const { ideas } = await answer.json();
    box.querySelector("ul").replaceChildren(...ideas.map(row));
    box.hidden = !ideas.length;
  };
  form.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(ask, 1200); });
}
