// The admin saves a page while somebody writes. What she then saves by hand goes after it, never beside it: a new page that is
// published while its first draft is on its way would be made twice, or refused because "its address is taken".

const drafts = new WeakSet(); // forms whose draft is on its way
const waiting = new WeakMap(); // forms that are to be sent after it, with the button that sends them
let leaving = new WeakSet(); // forms that were sent

function send(form, button) {
  // The button itself may be switched off by now, or gone with what came back for the draft.
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: button?.name ?? "", value: button?.value ?? "" });
  form.append(field);
  form.requestSubmit();
  field.remove();
}

addEventListener("w-autosave:save", (event) => {
  if (leaving.has(event.target)) event.preventDefault();
  else drafts.add(event.target);
});

for (const name of ["success", "error"]) {
  addEventListener(`w-autosave:${name}`, ({ target: form, detail }) => {
    drafts.delete(form);
    if (detail.type === "network_error" || !waiting.has(form)) return; // the draft is tried again, and this goes after it
    const button = waiting.get(form);
    waiting.delete(form);
    send(form, button);
  });
}

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("[data-edit-form]")) return;
  if (drafts.has(form)) {
    event.preventDefault();
    waiting.set(form, event.submitter);
  } else {
    leaving.add(form);
  }
});

addEventListener("pageshow", ({ persisted }) => {
  if (persisted) leaving = new WeakSet();
});
