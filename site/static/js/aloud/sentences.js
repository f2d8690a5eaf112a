// A text cut into sentences, each with the places in the page where it stands. Knows nothing of voices.

const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, blockquote, figcaption";
/** What stands in a text and is not part of it: what is hidden, what is pressed, what is folded. */
const LEFT_OUT = "[hidden], [aria-hidden=true], button, audio, nav, script, style, svg, summary, details:not([open])";

/** Cut a string: [first, past the last] of each sentence that holds a letter or a figure. */
function cuts(text, language) {
  const found = [];
  if (globalThis.Intl?.Segmenter) {
    for (const { index, segment } of new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)) {
      found.push([index, index + segment.length]);
    }
  } else {
    for (const match of text.matchAll(/[^.!?…]+[.!?…]*["'”’»)]*\s*/g)) found.push([match.index, match.index + match[0].length]);
  }
  return found.filter(([first, past]) => /[\p{L}\p{N}]/u.test(text.slice(first, past)));
}

/** The nodes of text that stand in a block itself and not in a block inside it. */
function textNodes(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    return node.matches(LEFT_OUT) || node.matches(BLOCKS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

function piecesOf(nodes, first, past) {
  const pieces = [];
  let at = 0;
  for (const node of nodes) {
    const [start, end] = [Math.max(first - at, 0), Math.min(past - at, node.length)];
    if (start < end) pieces.push({ node, start, end });
    at += node.length;
  }
  return pieces;
}

/**
 * The sentences in `roots`, in reading order: {text, language, block, pieces}, where a piece is {node, start, end}, a part of a
 * text node. The language is that of the nearest `lang`.
 */
export function sentencesIn(roots) {
  const found = [];
  for (const root of roots) {
    for (const block of [root, ...root.querySelectorAll(BLOCKS)]) {
      if (!block.matches(BLOCKS) || block.closest(LEFT_OUT)) continue;
      const nodes = textNodes(block);
      const text = nodes.map((node) => node.data).join("");
      const language = block.closest("[lang]")?.lang || document.documentElement.lang;
      for (const [first, past] of cuts(text, language)) {
        const words = text.slice(first, past).replace(/\s+/g, " ").trim();
        const trimmed = first + (text.slice(first, past).length - text.slice(first, past).trimStart().length);
        const end = first + text.slice(first, past).trimEnd().length;
        found.push({ text: words, language, block, pieces: piecesOf(nodes, trimmed, end) });
      }
    }
  }
  return found;
}
