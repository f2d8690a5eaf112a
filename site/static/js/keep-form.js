// Keeps what somebody writes in a form on this device until it has been sent. Nothing leaves the browser.

const PREFIX = "ingezonden:";
const DAYS = 14;
const NOT_KEPT = new Set(["stempel", "website"]);

const kept = (form) =>
  [...form.elements].filter((field) => field.name && field.type !== "file" && field.type !== "submit" && !NOT_KEPT.has(field.name));

function store() {
  try {
    localStorage.setItem(PREFIX, "");
    return localStorage;
  } catch {
    return null; // switched off, or full: the form works without
  }
}

function remember(storage, form) {
  const values = {};
  for (const field of kept(form)) {
    if (field.type === "checkbox") values[field.name] = field.checked;
    else if (field.value) values[field.name] = field.value;
  }
  try {
    storage.setItem(PREFIX + form.dataset.keep, JSON.stringify({ at: Date.now(), values }));
  } catch {
    return;
  }
}

function restore(storage, form) {
  let found;
  try {
    found = JSON.parse(storage.getItem(PREFIX + form.dataset.keep) || "null");
  } catch {
    found = null;
  }
  if (!found || Date.now() - found.at > DAYS * 86400_000) return;
  for (const field of kept(form)) {
    if (!(field.name in found.values)) continue;
    if (field.type === "checkbox") field.checked = found.values[field.name];
    else if (!field.value || field.tagName === "SELECT") field.value = found.values[field.name];
  }
}

const storage = store();
const form = document.querySelector("form[data-keep]");
const sent = document.querySelector("[data-sent]");
if (storage && sent?.dataset.sent) storage.removeItem(PREFIX + sent.dataset.sent);
if (storage && form) {
  if (!document.querySelector(".sendin__wrong")) restore(storage, form);
  document.querySelector("[data-kept]")?.removeAttribute("hidden");
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => remember(storage, form), 300);
  });
  window.addEventListener("pagehide", () => {
    if (waiting) remember(storage, form);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    remember(storage, form);
    waiting = 0;
  });
}
