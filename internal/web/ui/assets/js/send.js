// While a form is on its way its button says so, at the same width, and a second press does nothing.
// The server must not need this: the same form sent twice is answered there.
addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const form = event.target;
  if ("sent" in form.dataset) return event.preventDefault();
  const button = event.submitter;
  if (!button?.dataset.busy) return;
  form.dataset.sent = "";
  button.style.minInlineSize = `${button.offsetWidth}px`;
  const words = button.querySelector("span") ?? button;
  button.dataset.was = words.textContent;
  words.textContent = button.dataset.busy;
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[data-was]")) (button.querySelector("span") ?? button).textContent = button.dataset.was;
  }
});
