// The route page: what a script adds to it. Riding and taking along are fetched when somebody wants them.

import { prepareMap } from "./map_figure.js";
import { prepareOffline } from "./offline/panel.js";
import { openForPrint } from "./print.js";
import { prepareSharing } from "./share.js";

function read(id) {
  const element = document.getElementById(id);
  return element ? JSON.parse(element.textContent) : null;
}

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

openForPrint();
oneStoryAtATime();
const data = read("route-data");
const words = read("route-words");
if (data) {
  prepareMap(data, words.map);
  prepareSharing(data, words.map);
  prepareOffline(words.offline);

  const ride = document.querySelector("[data-ride-open]");
  if (ride) {
    ride.hidden = false;
    ride.addEventListener("click", async () => {
      const { openRide } = await import("./ride/ride.js");
      openRide(data, words);
    });
  }
}
