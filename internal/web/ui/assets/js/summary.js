// The form came back: the summary takes the focus, and a link in it puts the cursor into the field, with its label in view.
const summary = document.querySelector(".faults");
summary?.focus({ preventScroll: false });
summary?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  const block = field.closest("fieldset, .field, li") ?? field;
  block.scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
});
