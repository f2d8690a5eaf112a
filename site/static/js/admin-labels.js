// Wagtail's editor for formatted text has no name of its own; a screen reader hears the one of its field.

const EDITOR = ".public-DraftEditor-content:not([aria-label])";

function nameOf(editor) {
  const label = editor.closest(".w-field")?.querySelector("label");
  const heading = editor.closest(".w-panel")?.querySelector("[data-panel-heading-text]");
  return (label ?? heading)?.textContent.replace("*", "").trim();
}

function name(editors) {
  for (const editor of editors) {
    const words = nameOf(editor);
    if (words) editor.setAttribute("aria-label", words);
  }
}

name(document.querySelectorAll(EDITOR));
new MutationObserver(() => name(document.querySelectorAll(EDITOR))).observe(document.body, {
  childList: true,
  subtree: true,
});
