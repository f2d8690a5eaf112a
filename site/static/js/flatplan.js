// The flatplan without loading the page again: a change goes out at once, the press's progress is shown, and the new
// pages come in when they are ready. Without this script every change is a button that sends its form.

const POLL_MS = 700;
const root = document.querySelector("[data-flatplan]");
const PART = { headers: { "X-Flatplan": "1" } };
let timer;
let sent = 0; // how many changes went out

function stateOf(place) {
  return place.querySelector("[data-state]");
}

// Puts a new version of the screen in place; whoever was at a button or choice stays there.
function show(html) {
  const focused = document.activeElement?.id;
  root.innerHTML = html;
  dress();
  const again = focused && document.getElementById(focused);
  if (again && !again.disabled) again.focus({ preventScroll: true });
  else if (again) again.closest("form")?.querySelector("button:not(:disabled), select")?.focus({ preventScroll: true });
  watch();
}

function lost() {
  const state = stateOf(root);
  const words = document.createElement("p");
  words.className = "help-block help-warning";
  words.dataset.lost = "";
  words.textContent = root.dataset.lost;
  state.replaceChildren(words);
}

async function send(form, extra = {}) {
  clearTimeout(timer);
  const number = ++sent;
  const data = new FormData(form);
  for (const [name, value] of Object.entries(extra)) data.set(name, value);
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, ...PART });
    // Printed, taken away, or logged out meanwhile: the page says so.
    if (answer.redirected || answer.status === 404 || answer.status === 409) return window.location.reload();
    if (!answer.ok) throw new TypeError(answer.status);
    const html = await answer.text();
    if (number === sent) show(html); // not over what was asked later
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    lost();
  }
}

// While the press works its words are shown; afterwards the screen is asked for again.
function watch() {
  const state = document.querySelector("[data-state]");
  clearTimeout(timer);
  if (!state || state.dataset.state !== "busy") return;
  timer = setTimeout(async () => {
    const number = sent;
    try {
      const answer = await (await fetch(state.dataset.status)).json();
      if (number !== sent) return; // a change went out, and asks for the screen itself
      if (answer.state === "busy" && !state.querySelector("[data-lost]")) {
        const words = state.querySelector("[data-progress]");
        if (words && words.textContent !== answer.words) words.textContent = answer.words;
        watch();
      } else if (root) {
        const part = await fetch(root.dataset.url, PART);
        if (part.redirected) return window.location.reload(); // logged out meanwhile
        if (!part.ok) throw new TypeError(part.status);
        const html = await part.text();
        if (number === sent) show(html);
      } else {
        window.location.reload();
      }
    } catch (error) {
      if (!(error instanceof TypeError) && !(error instanceof SyntaxError)) throw error;
      if (root) lost();
      watch(); // the connection may come back
    }
  }, POLL_MS);
}

// A choice counts as soon as it is made: its button is not needed.
function dress() {
  for (const button of root.querySelectorAll("[data-apply]")) button.hidden = true;
}

if (root) {
  root.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-arrange]");
    if (!form) return;
    event.preventDefault();
    const { submitter } = event;
    send(form, submitter?.name ? { [submitter.name]: submitter.value } : {});
  });
  root.addEventListener("change", (event) => {
    const form = event.target.closest("[data-arrange]");
    if (form) send(form);
  });

  let dragged = null;
  const rowAt = (event) => {
    const row = event.target.closest(".plan-row");
    return row && dragged && row.parentElement === dragged.parentElement ? row : null;
  };
  const below = (event, row) => event.clientY > row.getBoundingClientRect().top + row.offsetHeight / 2;
  const clear = () => {
    for (const row of root.querySelectorAll(".plan-row--before, .plan-row--after")) row.classList.remove("plan-row--before", "plan-row--after");
  };
  root.addEventListener("dragstart", (event) => {
    if (!event.target.closest("[data-handle]")) return;
    dragged = event.target.closest(".plan-row");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.item);
    event.dataTransfer.setDragImage(dragged, 12, 12);
  });
  root.addEventListener("dragover", (event) => {
    const row = rowAt(event);
    if (!row) return;
    event.preventDefault();
    clear();
    row.classList.add(below(event, row) ? "plan-row--after" : "plan-row--before");
  });
  root.addEventListener("drop", (event) => {
    const row = rowAt(event);
    if (!row) return;
    event.preventDefault();
    const next = below(event, row) ? row.nextElementSibling : row;
    if (next !== dragged) send(dragged.querySelector("form"), { before: next?.dataset.item ?? "" });
  });
  root.addEventListener("dragend", () => {
    clear();
    dragged = null;
  });
  dress();
}
watch();
