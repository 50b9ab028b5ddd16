// Exit this page: blank at once, then leave. Shift three times within five seconds does the same.
// Without this script the link still works; with it nothing stays on the screen while the next page loads.
const link = document.querySelector("[data-exit]");
const dots = link?.querySelector(".count3");
const said = (link?.dataset.said ?? "").split("|");
const voice = document.createElement("div");
voice.className = "unseen";
voice.setAttribute("role", "status");
document.body.append(voice);

const patience = 5000;
let presses = 0;
let timer = 0;

function leave() {
  document.documentElement.dataset.left = "";
  document.title = "\u200e";
  location.replace(link.href);
}

function show() {
  dots.toggleAttribute("data-on", presses > 0);
  [...dots.children].forEach((dot, i) => dot.toggleAttribute("data-on", i < presses));
  voice.textContent = presses ? said[presses - 1] ?? "" : "";
}

function forget() {
  presses = 0;
  show();
}

// A Shift that goes with another key is somebody typing a capital, not somebody in danger.
let alone = false;
addEventListener("keydown", (event) => {
  alone = event.key === "Shift" && !event.repeat;
  if (event.key !== "Shift" && presses) { clearTimeout(timer); forget(); }
});
addEventListener("keyup", (event) => {
  if (event.key !== "Shift" || !alone || !link) return;
  presses++;
  clearTimeout(timer);
  show();
  if (presses === 3) return leave();
  timer = setTimeout(forget, patience);
});

link?.addEventListener("click", (event) => {
  if (event.button || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  leave();
});

// Coming back with the browser's own button must not bring the page back.
addEventListener("pageshow", (event) => {
  if (event.persisted && "left" in document.documentElement.dataset) leave();
});
