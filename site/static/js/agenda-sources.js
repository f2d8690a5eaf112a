// The screen of an association's calendar: says how far the look at it is, without loading the form again in which somebody
// may be typing. Without it a link shows the screen anew.

const POLL_MS = 1000;

async function follow(panel) {
  const words = panel.querySelector("[role=status]");
  const bar = panel.querySelector("progress");
  let fresh;
  try {
    const answer = await fetch(panel.dataset.agendaLooking);
    if (answer.redirected || answer.status === 404) return; // logged out, or thrown away: what stands there stays
    if (answer.ok) {
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      fresh = holder.content.firstElementChild;
    }
  } catch (error) {
    // There is no connection: what stands there stays, and is asked for again.
    if (!(error instanceof TypeError)) throw error;
  }
  if (fresh && fresh.dataset.agendaLooking === undefined) {
    const text = fresh.querySelector("[role=status]");
    if (text) words.replaceChildren(...text.childNodes);
    text?.replaceWith(words); // the same element, so that screen readers tell what it says now
    panel.replaceWith(fresh);
    return;
  }
  if (fresh) {
    const text = fresh.querySelector("[role=status]").textContent;
    if (words.textContent !== text) words.firstElementChild.textContent = text;
    const now = fresh.querySelector("progress");
    if (now.hasAttribute("max")) {
      bar.max = now.max;
      bar.value = now.value;
    }
  }
  setTimeout(follow, POLL_MS, panel);
}

for (const panel of document.querySelectorAll("[data-agenda-looking]")) setTimeout(follow, POLL_MS, panel);
