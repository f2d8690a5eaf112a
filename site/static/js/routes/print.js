// On paper nobody can open what is folded: transcripts stand open while the page is printed, also in browsers whose style
// sheets cannot reach into a folded `details`.

const folded = new Set();

export function openForPrint() {
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll(".route-stop__transcript:not([open])")) {
      details.open = true;
      folded.add(details);
    }
  });

  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
    folded.clear();
  });
}
