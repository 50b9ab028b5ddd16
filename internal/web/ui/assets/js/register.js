// The register by keyboard: 1–4 mark the row, N goes to its note, U takes the last mark back, arrows change the row.
// Where the form has an address for it, every change is also sent at once, row by row; what does not get through says so and
// is sent again with the next change or with Done. Without this script Done sends the whole register.
const form = document.querySelector("[data-register]");
const rows = form ? [...form.querySelectorAll("[data-row]")] : [];
let current = rows.find((row) => !row.querySelector(".mark :checked")) ?? rows[0];

const typing = (node) => node.matches?.("input:not([type=radio],[type=checkbox]), textarea, select, [contenteditable]");
const marks = (row) => [...row.querySelectorAll(".mark input")];

function go(row) {
  if (!row) return;
  current = row;
  const all = marks(row);
  (all.find((mark) => mark.checked) ?? all[0])?.focus();
  row.scrollIntoView({ block: "nearest" });
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) {
    if (event.key === "Escape" || (event.key === "Enter" && event.target.matches("input"))) {
      event.preventDefault();
      go(rows[rows.indexOf(current) + 1] ?? current);
    }
    return;
  }
  if (event.target.closest?.("nav, .find")) return;
  const at = rows.indexOf(current);
  const mark = /^[1-9]$/.test(event.key) && marks(current)[event.key - 1];
  if (mark && !mark.disabled) {
    event.preventDefault();
    if (!mark.checked) mark.click();
    mark.focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    go(rows[at + (event.key === "ArrowDown" ? 1 : -1)]);
  } else if (event.key === "n" || event.key === "N") {
    const note = [...current.querySelectorAll(".said input, .said select, .said a")].find((node) => node.offsetParent);
    if (note) { event.preventDefault(); note.focus(); }
  } else if (event.key === "u" || event.key === "U") {
    event.preventDefault();
    // The last mark is known by its undo once it is stored, not the one before it.
    queue = queue.then(() => (current.querySelector(".undo button") ?? form.querySelector(".undo button"))?.click());
  }
}

const unsent = new Set();
// One after the other: a change must not overtake the one before it.
let queue = Promise.resolve();

async function send(row) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (name.startsWith(`${row.dataset.row}-`) || form.elements[name]?.type === "hidden") body.append(name, value);
  }
  body.set("row", row.dataset.row);
  const slot = row.querySelector("[data-slot]");
  try {
    const answer = await fetch(form.dataset.save, { method: "POST", body, headers: { Accept: "text/html-fragment" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const said = await answer.text();
    for (const other of form.querySelectorAll("[data-slot]")) other.replaceChildren();
    slot.innerHTML = said;
    unsent.delete(row);
    saved(row, body);
  } catch {
    unsent.add(row);
    const say = document.createElement("p");
    say.className = "err";
    say.setAttribute("role", "alert");
    say.textContent = form.dataset.failed ?? "";
    slot.replaceChildren(say);
  }
}

// What is stored now: what the row was before the next change, and the tally.
function saved(row, body) {
  for (const was of form.querySelectorAll(`input[type=hidden][name^="was-${row.dataset.row}-"]`)) was.value = body.get(was.name.slice(4)) ?? "";
  const tally = row.querySelector("template[data-tally]");
  if (!tally) return;
  for (const old of form.querySelectorAll(".tally > .short, .tally > .full")) old.remove();
  form.querySelector(".tally").prepend(tally.content);
  tally.remove();
}

if (form) {
  addEventListener("keydown", keys);
  form.addEventListener("focusin", (event) => { current = event.target.closest("[data-row]") ?? current; });
  if (form.dataset.save) {
    form.addEventListener("change", (event) => {
      const row = event.target.closest("[data-row]");
      if (!row || !row.querySelector(".mark :checked")) return;
      for (const late of new Set([...unsent, row])) queue = queue.then(() => send(late));
    });
    form.addEventListener("submit", () => unsent.clear());
    addEventListener("beforeunload", (event) => { if (unsent.size) event.preventDefault(); });
  }
}
