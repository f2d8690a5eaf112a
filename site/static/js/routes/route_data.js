// What the scripts of a route page need to know: the line, the stops and the words. With them comes the window of riding mode. None
// of it keeps a reader waiting: it is fetched when the page is there, or when somebody wants it before that.

const page = document.querySelector("[data-route]");
let asked = null;

async function ask() {
  const inPage = document.getElementById("route-data"); // of a draft, which has no address to ask at
  const response = inPage ? new Response(inPage.textContent) : await fetch(page.dataset.routeData);
  if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
  const { route, words, ride } = await response.json();
  page.insertAdjacentHTML("afterend", ride);
  return { route, words };
}

export const hasRouteData = Boolean(page?.dataset.routeData || document.getElementById("route-data"));

/** What to say where it could not be fetched. */
export const failedText = page?.dataset.routeFailed ?? "";

/** Give `{route, words}`. Rejects where it cannot be fetched; who asks again tries again. */
export function routeData() {
  asked ??= ask().catch((error) => {
    asked = null;
    throw error;
  });
  return asked;
}
