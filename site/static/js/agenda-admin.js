// The editor's form for an event: says, while she types, what residents will read, and hides the questions that the
// answer to "how often" makes superfluous. Without it the panel shows what was saved, and all questions stand there.

const WAIT_MS = 400;

function frequencyOf(form) {
  const choice = form.elements.namedItem("repeat");
  return choice ? choice.value.split("/")[0] : "";
}

function showQuestions(form) {
  const frequency = frequencyOf(form);
  for (const part of form.querySelectorAll("[data-agenda-for]")) {
    part.hidden = !part.dataset.agendaFor.split(" ").includes(frequency);
  }
}

async function refresh(form, panels, state) {
  state.request?.abort();
  state.request = new AbortController();
  try {
    const response = await fetch(panels[0].dataset.url, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "XMLHttpRequest" },
      signal: state.request.signal,
    });
    if (!response.ok) return;
    const words = await response.text();
    for (const panel of panels) panel.innerHTML = words;
  } catch (error) {
    // A newer answer is on its way, or there is no connection: what stands there stays.
    if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
  }
}

const panels = [...document.querySelectorAll("[data-agenda-when]")];
const form = panels[0]?.closest("form");
if (form && panels[0].dataset.url) {
  const state = {};
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => refresh(form, panels, state), WAIT_MS);
  };
  const changed = () => {
    showQuestions(form);
    later();
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("click", (event) => {
    // Rows come and go by buttons, which send no input event.
    if (event.target.closest("button[type=button]")) later();
  });
  showQuestions(form);
  if (panels[0].dataset.url.includes("parent=") || form.querySelector(".error-message")) later();
}
