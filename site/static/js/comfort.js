// How somebody likes to read: letter size, contrast, kind of letter. Loaded before the sheets and before anything is drawn, so that
// no page appears in one way and jumps to another. What is chosen is kept in this browser and goes nowhere.

(() => {
  const KEPT_AS = "lezen";
  const CHOICES = { size: ["large", "largest"], contrast: ["strong"], letter: ["easy"] };
  const root = document.documentElement;

  function recall() {
    try {
      return JSON.parse(localStorage.getItem(KEPT_AS)) ?? {};
    } catch {
      return {}; // a private window, or something else wrote there
    }
  }

  function keep(chosen) {
    try {
      if (Object.keys(chosen).length) localStorage.setItem(KEPT_AS, JSON.stringify(chosen));
      else localStorage.removeItem(KEPT_AS);
    } catch {
      // a private window: the choice holds for this page
    }
  }

  /** Put what is chosen on the root element, as `data-size` and so on; what is as usual has no attribute. */
  function apply(chosen) {
    for (const [name, values] of Object.entries(CHOICES)) {
      if (values.includes(chosen[name])) root.dataset[name] = chosen[name];
      else delete root.dataset[name];
    }
  }

  function current() {
    return Object.fromEntries(Object.keys(CHOICES).flatMap((name) => (root.dataset[name] ? [[name, root.dataset[name]]] : [])));
  }

  function prepare() {
    const opener = document.querySelector("[data-comfort-open]");
    const dialog = document.querySelector("[data-comfort]");
    if (!opener || !dialog?.showModal) return;
    const inputs = [...dialog.querySelectorAll("input[type=radio]")];
    const show = () => {
      for (const input of inputs) input.checked = (root.dataset[input.name] ?? "") === input.value;
    };
    dialog.addEventListener("change", () => {
      const chosen = inputs.filter((input) => input.checked && input.value).map((input) => [input.name, input.value]);
      apply(Object.fromEntries(chosen));
      keep(current());
    });
    dialog.querySelector("[data-comfort-reset]").addEventListener("click", () => {
      apply({});
      keep({});
      show();
    });
    dialog.querySelector("[data-comfort-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    opener.addEventListener("click", () => {
      show();
      dialog.showModal();
    });
  }

  apply(recall());
  root.dataset.scripts = ""; // the button has its place from the first paint: nothing moves when it appears
  addEventListener("DOMContentLoaded", prepare);
  addEventListener("storage", () => apply(recall())); // chosen in another tab
  addEventListener("pageshow", (event) => event.persisted && apply(recall())); // back to a page of before the choice
})();
