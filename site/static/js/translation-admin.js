// The two screens of translating: where its dialogs are, and all languages at once.

(() => {
  const own = document.currentScript?.dataset;
  if (own?.imageChooser && window.chooserUrls === undefined) {
    window.chooserUrls = { imageChooser: own.imageChooser, documentChooser: own.documentChooser, pageChooser: own.pageChooser };
  }
  const all = document.querySelector('[name="select_all"]');
  all?.addEventListener("change", () => {
    for (const language of document.querySelectorAll('[name="locales"]')) language.checked = all.checked;
  });
})();
