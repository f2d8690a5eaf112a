// The figure of a route page: the map that takes the place of the drawing, its buttons, and the heights beside it.

import { heightAt, nearestPlaces } from "./geography.js";
import { RouteMap } from "./map.js";
import { distanceText, fill, kilometresText } from "./quantities.js";
import { failedText, routeData } from "./route_data.js";

/** Where the device is, once. Rejects with the browser's GeolocationPositionError. */
function whereAmI() {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) reject(new Error("no geolocation"));
    else navigator.geolocation.getCurrentPosition(resolve, reject, { enableHighAccuracy: true, timeout: 20_000, maximumAge: 10_000 });
  });
}

/** Resolves when an element comes into view. */
function inView(element) {
  return new Promise((resolve) => {
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watcher.disconnect();
        resolve();
      },
      { rootMargin: "200px" },
    );
    watcher.observe(element);
  });
}

/**
 * Let the map take the place of the drawing when somebody reaches for it; a village that chose a map under the line sees it as
 * soon as it comes into view. What cannot be fetched leaves the drawing.
 */
export function prepareMap() {
  const element = document.querySelector("[data-map]");
  if (!element) return;
  const figure = new MapFigure(element);
  linkProfile(figure);
  if (element.hasAttribute("data-map-at-once")) inView(element).then(() => figure.want());
}

class MapFigure {
  constructor(figure) {
    this.figure = figure;
    this.frame = figure.querySelector("[data-map-frame]");
    this.isTouch = matchMedia("(pointer: coarse)").matches;
    this.larger = this.frame.querySelector("[data-map-larger]");
    this.whenDrawn = [];
    this.frame.hidden = false;
    // A mouse that comes near, a tap beside the stops (those are links), and the buttons.
    figure.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && this.want());
    figure.addEventListener("click", (event) => event.target.closest("a, button") || this.want());
    this.larger.addEventListener("click", async () => {
      if (await this.want()) this.enlarge(!this.frame.classList.contains("route-map--large"));
    });
    this.frame.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.enlarge(false);
    });
    this.frame.querySelector("[data-map-where]").addEventListener("click", () => tellWhere(this));
  }

  /** The map, drawn when it is asked for the first time; null where it or Leaflet cannot be fetched. */
  want() {
    this.drawing ??= this.#draw().catch(() => (this.drawing = null));
    return this.drawing;
  }

  async #draw() {
    const { route, words } = await routeData();
    const ground = this.frame.querySelector("[data-map-ground]");
    // As tall as what it replaces: nothing on the page moves.
    ground.style.setProperty("--drawn-height", `${this.figure.querySelector("svg").getBoundingClientRect().height}px`);
    const map = await RouteMap.draw(ground, route, words.map, {
      canMove: !this.isTouch,
      onStop: (stop) => {
        this.enlarge(false);
        document.getElementById(`halte-${stop.number}`)?.scrollIntoView();
        history.replaceState(history.state, "", `#halte-${stop.number}`);
      },
    });
    this.figure.classList.add("route__map--live");
    map.showAll();
    this.map = map;
    for (const hear of this.whenDrawn) hear(map);
    return map;
  }

  enlarge(large) {
    if (!this.map || this.frame.classList.contains("route-map--large") === large) return;
    this.frame.classList.toggle("route-map--large", large);
    document.documentElement.classList.toggle("has-large-map", large);
    this.larger.setAttribute("aria-pressed", String(large));
    this.larger.querySelector("[data-when-small]").hidden = large;
    this.larger.querySelector("[data-when-large]").hidden = !large;
    this.map.setMovable(large || !this.isTouch);
  }
}

async function tellWhere(figure) {
  const said = figure.frame.querySelector("[data-map-said]");
  const known = await routeData().catch(() => null);
  if (!known) {
    said.textContent = failedText;
    return;
  }
  const words = known.words.map;
  said.textContent = words.locating;
  try {
    const [{ coords }, map] = await Promise.all([whereAmI(), figure.want()]);
    const here = [coords.latitude, coords.longitude];
    map?.showMe(here, coords.accuracy);
    const [nearest] = nearestPlaces(known.route.line, here);
    said.textContent =
      nearest.offMetres <= Math.max(50, coords.accuracy)
        ? fill(words.onRoute, kilometresText(nearest.metres, words))
        : fill(words.far, distanceText(nearest.offMetres, words));
  } catch (error) {
    said.textContent = error.code === 1 ? words.denied : words.unknown;
  }
}

/** How far along a place is, and how high. */
async function textAt(metres, lengthMetres) {
  const { route, words } = await routeData();
  const far = kilometresText(metres, words.map);
  const height = heightAt(route.profile, lengthMetres, metres);
  return height === null ? far : fill(words.map.height, far, Math.round(height));
}

/** Slide along the heights and see the spot on the map, and the other way round. */
function linkProfile(figure) {
  const profile = document.querySelector("[data-profile]");
  const slider = profile?.querySelector("[data-profile-slider]");
  if (!slider) return;
  const said = profile.querySelector("[data-profile-said]");
  const mark = profile.querySelector("[data-profile-mark]");
  profile.querySelector("[data-profile-slide]").hidden = false;
  const lengthMetres = Number(slider.max);
  slider.step = String(Math.max(10, Math.round(lengthMetres / 500)));
  let isByMap = false; // the spot is where the pointer is on the map, and goes when it leaves the line

  async function show(metres) {
    figure.map?.showSpot(metres);
    mark.setAttribute("visibility", metres === null ? "hidden" : "visible");
    if (metres === null) return;
    mark.setAttribute("x1", `${(100 * metres) / lengthMetres}%`);
    mark.setAttribute("x2", `${(100 * metres) / lengthMetres}%`);
    const text = await textAt(metres, lengthMetres).catch(() => failedText);
    said.textContent = text;
    slider.setAttribute("aria-valuetext", text);
  }

  function slide(metres) {
    isByMap = false;
    show(metres);
    if (!figure.map) figure.want().then((map) => map && show(Number(slider.value)));
  }

  slider.addEventListener("input", () => slide(Number(slider.value)));
  profile.querySelector("svg").addEventListener("pointermove", (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    const metres = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * lengthMetres;
    slider.value = String(metres);
    slide(metres);
  });
  figure.whenDrawn.push((map) =>
    map.onPointer((metres) => {
      if (metres === null && !isByMap) return; // a pointer that rests on the map takes nothing from who slides
      isByMap = metres !== null;
      if (metres !== null) slider.value = String(metres);
      show(metres);
    }),
  );
}
