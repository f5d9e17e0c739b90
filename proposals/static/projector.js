/* The projector: a clock for talking and one for answers; the arrow keys go on and back. Without it the page shows the minutes and the links work. */
"use strict";
const shown = (seconds) => `${seconds < 0 ? "−" : ""}${Math.floor(Math.abs(seconds) / 60)}:${String(Math.abs(seconds) % 60).padStart(2, "0")}`;
for (const timer of document.querySelectorAll(".timer")) {
  const [run, again] = timer.querySelectorAll("button"), left = timer.querySelector(".timer-left"), start = run.textContent;
  const whole = timer.dataset.minutes * 60_000;
  let rest = whole, since = 0, ticking = 0;
  const show = () => {
    const seconds = Math.ceil((rest - (since ? Date.now() - since : 0)) / 1000);
    left.textContent = seconds < 0 ? `${left.dataset.over} ${shown(seconds)}` : shown(seconds);
    timer.classList.toggle("is-short", seconds <= 60 && seconds > 0);
    timer.classList.toggle("is-over", seconds <= 0);
  };
  const stop = () => { clearInterval(ticking); if (since) rest -= Date.now() - since; since = 0; run.textContent = start; show(); };
  run.parentElement.hidden = false;
  run.addEventListener("click", () => {
    if (since) { stop(); return; }
    since = Date.now();
    run.textContent = run.dataset.run;
    ticking = setInterval(show, 250);
  });
  again.addEventListener("click", () => { stop(); rest = whole; show(); });
}
addEventListener("keydown", (event) => {
  const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (way && !event.ctrlKey && !event.altKey && !event.metaKey) document.querySelector(`.projector-way [rel=${way}]`)?.click();
});
