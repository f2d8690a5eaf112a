// A form goes out once: a second press on its button does nothing while the answer to the first is on its way.

const PATIENCE_MS = 20_000; // no answer by then: the button works again
let out = new WeakSet();

function again(form) {
  out.delete(form);
  form.removeAttribute("aria-busy");
}

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.target === "_blank") return;
  if (out.has(form)) {
    event.preventDefault();
    return;
  }
  setTimeout(() => {
    if (event.defaultPrevented) return; // another script sends it itself, or later
    out.add(form);
    form.setAttribute("aria-busy", "true");
    setTimeout(again, PATIENCE_MS, form);
  });
});

// Whoever goes back to the page finds its buttons working.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  for (const form of document.forms) form.removeAttribute("aria-busy");
  out = new WeakSet();
});
