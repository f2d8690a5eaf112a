// Shows which sentence is read: with the browser's own highlights, which leave the page as it is, or else with an element around
// each piece of each sentence.

const NAME = "read-aloud";

class OwnHighlight {
  show(sentence) {
    const ranges = sentence.pieces.map(({ node, start, end }) => {
      const range = document.createRange();
      range.setStart(node, start);
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
