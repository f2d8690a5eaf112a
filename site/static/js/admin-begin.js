// Begins what a page of the admin asks for in `data-begin`: the policy of the admin runs no script that stands in a page.
// Runs before the page's content is read, and sees each element as it comes: also what a dialog or a new row brings later.

(() => {
  const KNOWN = /^(?:init\w+Chooser|create\w+Chooser|InlinePanel|MultipleChooserPanel|\w*Chooser|wagtail[\w.]*Chooser)$/;
  const named = (name) => name.split(".").reduce((found, part) => found?.[part], window);

  function begin(element) {
    const name = element.dataset.begin;
    const made = KNOWN.test(name) ? named(name) : undefined;
    if (typeof made !== "function" || element.closest("template")) return;
    element.removeAttribute("data-begin");
    const { beginArguments, beginId, beginOptions } = element.dataset;
    const args = beginArguments ? JSON.parse(beginArguments) : [...(beginId ? [beginId] : []), JSON.parse(beginOptions)];
    if (/^(?:init|create)/.test(name)) made(...args);
    else new made(...args);
  }

  const beginAll = (root) => root.querySelectorAll("[data-begin]").forEach(begin);

  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE || !node.isConnected) continue;
        if (node.matches("[data-begin]")) begin(node);
        beginAll(node);
      }
    }
  }).observe(document.documentElement, { childList: true, subtree: true });

  document.addEventListener("DOMContentLoaded", () => beginAll(document)); // what was read before its own script was there
})();
