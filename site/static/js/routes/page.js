// The route page: what a script adds to it. Riding and taking along are fetched when somebody wants them.

import { prepareMap } from "./map_figure.js";
import { prepareOffline } from "./offline/panel.js";
import { openForPrint } from "./print.js";
import { failedText, hasRouteData, routeData } from "./route_data.js";
import { prepareSharing } from "./share.js";

/** One voice at a time: a story that begins stops the others on the page. */
function oneStoryAtATime() {
  document.addEventListener(
    "play",
    (event) => {
      for (const other of document.querySelectorAll("audio")) if (other !== event.target) other.pause();
    },
    true,
  );
}

function prepareRide() {
  const opener = document.querySelector("[data-ride-open]");
  if (!opener) return;
  const said = document.querySelector("[data-share-said]");
  opener.hidden = false;
  opener.addEventListener("click", async () => {
    said.textContent = "";
    try {
      const [{ route, words }, { openRide }] = await Promise.all([routeData(), import("./ride/ride.js")]);
      openRide(route, words);
    } catch {
      said.textContent = failedText;
    }
  });
}

openForPrint();
oneStoryAtATime();
if (hasRouteData) {
  prepareMap();
  prepareSharing();
  prepareOffline();
  prepareRide();
  addEventListener("load", () => routeData().catch(() => {})); // at hand before somebody wants it
}
