// What Wagtail's content checks cannot know by themselves: words. Each gives true where all is well (core/content_checks.py).

(() => {
  const VAGUE = {
    nl: ["hier", "klik hier", "lees meer", "lees verder", "meer", "meer info", "meer lezen", "link", "deze link", "via deze link", "website"],
    fr: ["ici", "cliquez ici", "lire la suite", "en savoir plus", "plus", "plus d'infos", "lien", "ce lien", "site web"],
    en: ["here", "click here", "read more", "more", "more info", "link", "this link", "website"],
    de: ["hier", "hier klicken", "klicken sie hier", "mehr", "mehr lesen", "weiterlesen", "link", "dieser link", "website"],
  };
  // A time of day, or words with which people are asked to come: then somebody may want to call.
  const EXPECTED = {
    nl: /\b\d{1,2}([.:]\d{2})?\s?(uur|u\.)|\b(inschrijv|schrijf (je|u) in|aanmeld|reserve(er|ren)|iedereen (is )?welkom)/i,
    fr: /\b\d{1,2}\s?(h|heures)\b|\b(inscri|réserv)/i,
    en: /\b\d{1,2}([.:]\d{2})?\s?(am|pm|o'clock)\b|\b(sign up|register|book a place)/i,
    de: /\b\d{1,2}([.:]\d{2})?\s?uhr\b|\b(anmeld|reservier)/i,
  };
  // From eight figures on, with what people write between them.
  const TELEPHONE = /(\+|\b0)\d([ ./-]?\d){7,}/;
  const language = () => (document.documentElement.lang || "nl").split("-")[0];
  const words = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const plain = (text) => words(text.toLowerCase().replace(/[.…:!?»«"“”→]/g, " ")).join(" ");

  function sentences(text) {
    if (!globalThis.Intl?.Segmenter) return text.split(/(?<=[.!?…])\s+/);
    return [...new Intl.Segmenter(language(), { granularity: "sentence" }).segment(text)].map(({ segment }) => segment);
  }

  const checks = {
    "check-long-sentence": (node, { most }) => {
      if (node.querySelector("p, li")) return true; // they are looked at themselves
      return sentences(node.textContent.trim()).every((sentence) => words(sentence).length <= most);
    },
    "check-vague-link": (node) => !(VAGUE[language()] ?? []).includes(plain(node.textContent)),
    "check-phone-missing": (node) => {
      const text = node.textContent;
      const whole = node.closest("article") ?? node; // an event has its number next to its text
      return !EXPECTED[language()]?.test(text) || TELEPHONE.test(text) || Boolean(whole.querySelector("a[href^='tel:']"));
    },
    "check-photo-without-words": (node) => Boolean(node.getAttribute("alt")?.trim()),
    "check-alt-repeats-caption": (node) => {
      const caption = node.closest("figure").querySelector("figcaption")?.textContent ?? "";
      const alt = plain(node.getAttribute("alt"));
      return !alt || !plain(caption).startsWith(alt);
    },
  };
  const userbar = document.querySelector("wagtail-userbar");
  for (const [name, check] of Object.entries(checks)) userbar?.registerCheck(name, check);
})();

// Wagtail (8.0) makes a landmark of each remark beside the text, all of the same name.
function remarksAreNoLandmarks() {
  for (const remark of document.querySelectorAll("wagtail-inline-userbar")) {
    remark.shadowRoot?.querySelector("aside")?.setAttribute("role", "note");
  }
}

new MutationObserver(remarksAreNoLandmarks).observe(document.documentElement, { childList: true, subtree: true });
