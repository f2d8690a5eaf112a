// Keeps what somebody writes in a form on this device until it has been sent. Nothing leaves the browser.

const PREFIX = "ingezonden:";
const DAYS = 14;
const NOT_KEPT = new Set(["stempel", "website"]);

const kept = (form) =>
  [...form.elements].filter((field) => field.name && field.type !== "file" && field.type !== "submit" && !NOT_KEPT.has(field.name));

function store() {
  try {
    localStorage.setItem(PREFIX, "");
    localStorage.removeItem(PREFIX);
    return localStorage;
  } catch {
    return null; // switched off, or full: the form works without
  }
}

// What was kept of these forms, those that begin with a name, or were left for too long.
function forget(storage, wanted) {
  for (const name of Object.keys(storage).filter((name) => name.startsWith(PREFIX))) {
    if (wanted(name.slice(PREFIX.length), storage.getItem(name))) storage.removeItem(name);
  }
}

function isOld(text) {
  try {
    return !(Date.now() - JSON.parse(text).at < DAYS * 86400_000);
  } catch {
    return true;
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
  const found = JSON.parse(storage.getItem(PREFIX + form.dataset.keep) || "null");
  if (!found) return;
  for (const field of kept(form)) {
    if (!(field.name in found.values)) continue;
    if (field.type === "checkbox") field.checked = found.values[field.name];
    else field.value = found.values[field.name];
  }
}

const storage = store();
const form = document.querySelector("form[data-keep]");
const sent = document.querySelector("[data-sent]");
const done = sent?.dataset.sent;
if (storage) forget(storage, (name, text) => isOld(text) || (done && (name === done || name.startsWith(`${done}/`))));
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
