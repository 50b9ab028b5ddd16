// A paper questionnaire by keyboard alone: a number ticks that answer and goes on to the next item; 0 or Backspace empties an
// item; arrows move between items. Numbers count the answers from the first, as they stand on the page.
const form = document.querySelector("[data-keyin]");
const items = form ? [...form.querySelectorAll("[data-item]")] : [];
const answers = (item) => [...item.querySelectorAll("input[type=radio]")];

function go(at) {
  const item = items[at];
  if (!item) return form.querySelector("button[type=submit]")?.focus();
  const all = answers(item);
  (all.find((a) => a.checked) ?? all[0])?.focus();
  item.scrollIntoView({ block: "nearest" });
}

form?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const item = event.target.closest("[data-item]");
  if (!item || event.target.type !== "radio") return;
  const at = items.indexOf(item);
  const all = answers(item);
  const typed = all.find((a) => a.dataset.key === event.key);
  if (typed) {
    event.preventDefault();
    typed.checked = true;
    typed.dispatchEvent(new Event("change", { bubbles: true }));
    go(at + 1);
  } else if (event.key === "Backspace" || event.key === "Delete") {
    event.preventDefault();
    for (const a of all) a.checked = false;
    if (event.key === "Backspace" && at > 0) go(at - 1);
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    go(Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)));
  }
});
if (form && !document.activeElement?.closest("[data-keyin]")) {
  const first = items.findIndex((item) => !answers(item).some((a) => a.checked));
  if (first >= 0 && !document.querySelector(".faults")) go(first);
}
