// What Wagtail and its packages make by a script lacks names; a screen reader hears the one of its field.

const NAMELESS = [
  ".public-DraftEditor-content:not([aria-label])",
  ".tagit .ui-autocomplete-input:not([aria-label])",
  ".replace-file-input > [type=file]:not([aria-label])", // lies over the button that says what it is
  ".w-panel--nested :is(input, textarea):not([type=hidden], [aria-label], [aria-labelledby])",
].join();

function buttonOf(field) {
  if (field.type !== "file") return undefined;
  return field.closest(".replace-file-input")?.querySelector("button");
}

function nameOf(field) {
  const own = field.closest(".w-field__wrapper")?.querySelector(":scope > label");
  const label = own ?? field.closest(".w-field")?.querySelector("label");
  const heading = field.closest(".w-panel")?.querySelector("[data-panel-heading-text]");
  return (buttonOf(field) ?? label ?? heading)?.textContent.replace("*", "").trim();
}

// Each block of a text is a group with a name of its own, not one more landmark among a dozen that are called alike.
function nameBlocks() {
  const times = new Map();
  for (const block of document.querySelectorAll("section.w-panel--nested")) {
    block.setAttribute("role", "group");
    const words = block.querySelector("[data-panel-heading-text]")?.textContent.trim().replace(/\s+/g, " ") ?? "";
    times.set(words, (times.get(words) ?? 0) + 1);
    if (times.get(words) > 1) {
      block.removeAttribute("aria-labelledby");
      block.ariaLabel = `${words} ${times.get(words)}`;
    }
  }
}

function nameAll() {
  for (const field of document.querySelectorAll(NAMELESS)) {
    const words = field.labels?.length ? "" : nameOf(field);
    if (words) field.setAttribute("aria-label", words);
  }
  nameBlocks();
  // A button opens this one, which nobody sees: for the keyboard and a screen reader too there is the button alone.
  for (const file of document.querySelectorAll(".js-translation-editor [type=file]:not([aria-hidden])")) {
    file.tabIndex = -1;
    file.ariaHidden = "true";
  }
  // A list that scrolls is reached with the keyboard.
  for (const list of document.querySelectorAll(".w-minimap__list:not([tabindex])")) list.tabIndex = 0;
  // wagtail-localize (1.14) writes this in English: "Nederlands to Frans translation".
  for (const heading of document.querySelectorAll(".js-translation-editor section > div > h3")) {
    heading.ariaLevel = 2; // it stands right below the screen's own heading
    const said = heading.firstChild;
    const found = said?.nodeValue?.match(/^(.+) to (.+) translation$/);
    if (found) said.nodeValue = `${found[1]} → ${found[2]}`;
  }
}

nameAll();
new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
