// Shows line, length and climb of a GPX as soon as an editor chooses it; nothing is stored. Without this script the same
// appears after the draft is saved.

/** Put a message in the panel as a paragraph. */
function say(result, text, isError) {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  paragraph.className = isError ? "track-panel__error" : "";
  result.replaceChildren(paragraph);
}

/** Send the chosen file to be measured and show the answer. */
async function measure(panel, input) {
  const result = panel.querySelector("[data-track-result]");
  const file = input.files[0];
  if (!file) return;
  say(result, panel.dataset.busy, false);
  const body = new FormData();
  body.append("file", file);
  body.append("csrfmiddlewaretoken", input.form.elements.csrfmiddlewaretoken.value);
  try {
    const response = await fetch(panel.dataset.trackPreview, {
      method: "POST",
      body,
      headers: { "X-Requested-With": "XMLHttpRequest" },
    });
    const answer = await response.json();
    if (input.files[0] !== file) return;
    if (answer.error) say(result, answer.error, true);
    // The markup comes from our own template, with every value escaped there.
    else {
      result.innerHTML = answer.html;
      document.dispatchEvent(new CustomEvent("route-line", { detail: { line: answer.line, lengthMetres: answer.length_metres } }));
    }
  } catch {
    say(result, panel.dataset.failed, true);
  }
}

for (const panel of document.querySelectorAll("[data-track-preview]")) {
  const input = panel.closest("form")?.querySelector('input[type="file"][name="gpx"]');
  input?.addEventListener("change", () => measure(panel, input));
}
