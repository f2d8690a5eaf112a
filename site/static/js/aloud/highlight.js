// Shows which sentence is read: with the browser's own highlights, which leave the page as it is, or else with an element around
// each piece of each sentence.

const NAME = "read-aloud";

/** How much of a block's beginning stands as an initial, which a highlight would paint over the lines around it. */
function initialOf(block, node) {
  const style = getComputedStyle(block, "::first-letter");
  const initial = style.getPropertyValue("initial-letter") || style.getPropertyValue("-webkit-initial-letter") || "normal";
  const stands = initial !== "normal" && node === block.firstChild;
  return stands ? (/^[^\p{L}\p{N}]*./u.exec(node.data)?.[0].length ?? 0) : 0;
}

class OwnHighlight {
  show({ block, pieces }) {
    const ranges = pieces.map(({ node, start, end }, number) => {
      const range = document.createRange();
      range.setStart(node, number === 0 && start === 0 ? Math.min(end, initialOf(block, node)) : start);
      range.setEnd(node, end);
      return range;
    });
    CSS.highlights.set(NAME, new Highlight(...ranges));
  }

  hide() {
    CSS.highlights.delete(NAME);
  }
}

class Wrapped {
  constructor(sentences) {
    this.around = new Map();
    // From the last to the first: what is cut off a node stands behind what has still to be found in it.
    for (const sentence of [...sentences].reverse()) {
      this.around.set(
        sentence,
        [...sentence.pieces].reverse().map(({ node, start, end }) => {
          node.splitText(end);
          const element = document.createElement("span");
          const piece = node.splitText(start);
          piece.replaceWith(element);
          element.append(piece);
          return element;
        }),
      );
    }
  }

  show(sentence) {
    this.hide();
    this.shown = this.around.get(sentence);
    for (const element of this.shown) element.classList.add("aloud-sentence");
  }

  hide() {
    for (const element of this.shown ?? []) element.classList.remove("aloud-sentence");
    this.shown = null;
  }
}

export function highlightFor(sentences) {
  return globalThis.Highlight && CSS.highlights ? new OwnHighlight() : new Wrapped(sentences);
}
