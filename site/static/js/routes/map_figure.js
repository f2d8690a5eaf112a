// The figure of a route page: the map that takes the place of the drawing, its buttons, and the heights beside it.

import { nearestPlaces } from "./geography.js";
import { RouteMap } from "./map.js";
import { distanceText, fill, kilometresText } from "./quantities.js";

/** Where the device is, once. Rejects with the browser's GeolocationPositionError. */
function whereAmI() {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) reject(new Error("no geolocation"));
    else navigator.geolocation.getCurrentPosition(resolve, reject, { enableHighAccuracy: true, timeout: 20_000, maximumAge: 10_000 });
  });
}

/** Show the map as soon as its place comes into view. */
export function prepareMap(data, words) {
  const figure = document.querySelector("[data-map]");
  if (!figure) return;
  const drawn = new Promise((resolve, reject) => {
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watcher.disconnect();
        showMap(figure, data, words).then(resolve, reject);
      },
      { rootMargin: "200px" },
    );
    watcher.observe(figure);
  });
  drawn.catch(() => {}); // Leaflet could not be fetched: the drawing stays
  linkProfile(drawn, data, words);
}

async function showMap(figure, data, words) {
  const frame = figure.querySelector("[data-map-frame]");
  const ground = frame.querySelector("[data-map-ground]");
  const touch = matchMedia("(pointer: coarse)").matches;
  frame.hidden = false;
  let map;
  try {
    map = await RouteMap.draw(ground, new URL(ground.dataset.leaflet, location.href).href, data, words, {
      canMove: !touch,
      onStop: (stop) => {
        enlarge(false);
        document.getElementById(`halte-${stop.number}`)?.scrollIntoView();
        history.replaceState(history.state, "", `#halte-${stop.number}`);
      },
    });
  } catch (error) {
    frame.hidden = true;
    throw error;
  }
  figure.classList.add("route__map--live");
  map.showAll();

  const larger = frame.querySelector("[data-map-larger]");
  function enlarge(large) {
    if (frame.classList.contains("route-map--large") === large) return;
    frame.classList.toggle("route-map--large", large);
    document.documentElement.classList.toggle("has-large-map", large);
    larger.setAttribute("aria-pressed", String(large));
    larger.querySelector("[data-when-small]").hidden = large;
    larger.querySelector("[data-when-large]").hidden = !large;
    map.setMovable(large || !touch);
  }
  larger.addEventListener("click", () => enlarge(!frame.classList.contains("route-map--large")));
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Escape") enlarge(false);
  });
  frame.querySelector("[data-map-where]").addEventListener("click", () => tellWhere(frame, map, data, words));
  return map;
}

async function tellWhere(frame, map, data, words) {
  const said = frame.querySelector("[data-map-said]");
  said.textContent = words.locating;
  try {
    const { coords } = await whereAmI();
    const here = [coords.latitude, coords.longitude];
    map.showMe(here, coords.accuracy);
    const [nearest] = nearestPlaces(data.line, here);
    said.textContent =
      nearest.offMetres <= Math.max(50, coords.accuracy)
        ? fill(words.onRoute, kilometresText(nearest.metres, words))
        : fill(words.far, distanceText(nearest.offMetres, words));
  } catch (error) {
    said.textContent = error.code === 1 ? words.denied : words.unknown;
  }
}

/** Slide along the heights and see the spot on the map, and the other way round. */
function linkProfile(drawn, data, words) {
  const profile = document.querySelector("[data-profile]");
  const slider = profile?.querySelector("[data-profile-slider]");
  if (!slider) return;
  const said = profile.querySelector("[data-profile-said]");
  const mark = profile.querySelector("[data-profile-mark]");
  profile.querySelector("[data-profile-slide]").hidden = false;
  slider.max = String(data.lengthMetres);
  slider.step = String(Math.max(10, Math.round(data.lengthMetres / 500)));

  function show(metres, map) {
    const height = map?.showSpot(metres) ?? null;
    mark.setAttribute("visibility", metres === null ? "hidden" : "visible");
    if (metres === null) return;
    mark.setAttribute("x1", `${(100 * metres) / data.lengthMetres}%`);
    mark.setAttribute("x2", `${(100 * metres) / data.lengthMetres}%`);
    const words_ = height === null ? kilometresText(metres, words) : fill(words.height, kilometresText(metres, words), Math.round(height));
    said.textContent = words_;
    slider.setAttribute("aria-valuetext", words_);
  }

  drawn.then((map) => {
    slider.addEventListener("input", () => show(Number(slider.value), map));
    profile.querySelector("svg").addEventListener("pointermove", (event) => {
      const box = event.currentTarget.getBoundingClientRect();
      const metres = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * data.lengthMetres;
      slider.value = String(metres);
      show(metres, map);
    });
    map.onPointer((metres) => {
      if (metres !== null) slider.value = String(metres);
      show(metres, map);
    });
  }, () => {
    profile.querySelector("[data-profile-slide]").hidden = true;
  });
}
