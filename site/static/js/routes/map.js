// The line and its stops on a Leaflet map. It stands where the drawing stood; without this script the drawing stays.

import { nearestPlaces, placeAt } from "./geography.js";
import { fill } from "./quantities.js";

let leaflet;

/** A style sheet on this page, once it is there. */
function loadSheet(address) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: address, onload: resolve, onerror: reject });
    document.head.append(link);
  });
}

/** Leaflet and its sheet, asked for once and only when a map is shown; where the page has the sheet, `sheet` is empty. */
function load(address, sheet) {
  leaflet ??= Promise.all([import(new URL(address, location.href).href), sheet && loadSheet(sheet)]).then(() => globalThis.L);
  leaflet.catch(() => (leaflet = undefined)); // the network may be back next time
  return leaflet;
}

/** A numbered circle on the map. */
function stopMarker(L, stop, words) {
  const icon = L.divIcon({ className: "route-map__stop", html: String(stop.number), iconSize: [34, 34] });
  const name = `${fill(words.stop, stop.number)}: ${stop.title}`;
  const marker = L.marker([stop.latitude, stop.longitude], { icon, title: name, riseOnHover: true });
  marker.on("add", () => marker.getElement().setAttribute("aria-label", name));
  return marker;
}

export class RouteMap {
  /** Draw `data` in `ground`, which says where Leaflet is; `onStop` hears which stop was chosen. `canMove` is false where one finger must scroll the page. */
  static async draw(ground, data, words, { onStop, canMove = true } = {}) {
    const { leaflet: address, leafletSheet } = ground.dataset;
    const L = await load(address, leafletSheet);
    ground.hidden = false;
    return new RouteMap(L, ground, data, words, onStop, canMove);
  }

  constructor(L, ground, data, words, onStop, canMove) {
    this.L = L;
    this.data = data;
    this.map = L.map(ground, {
      zoomControl: false,
      attributionControl: Boolean(data.baseMap),
      dragging: canMove,
      scrollWheelZoom: false,
      zoomSnap: 0.25,
      fadeAnimation: false,
      zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      maxZoom: data.baseMap?.maxZoom ?? 17,
    });
    L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(this.map);
    if (data.baseMap) this.#addTiles(data.baseMap);
    const line = data.line.map((part) => part.map(([latitude, longitude]) => [latitude, longitude]));
    L.polyline(line, { className: "route-map__casing", interactive: false }).addTo(this.map);
    this.line = L.polyline(line, { className: "route-map__line", interactive: false }).addTo(this.map);
    L.circleMarker(line[0][0], { className: "route-map__start", radius: 6, interactive: false }).addTo(this.map);
    this.markers = new Map();
    for (const stop of data.stops) {
      const marker = stopMarker(L, stop, words).addTo(this.map);
      if (onStop) marker.on("click keypress", () => onStop(stop));
      this.markers.set(stop.number, marker);
    }
    this.showAll();
    this.map.setMaxBounds(this.line.getBounds().pad(0.6));
  }

  #addTiles(baseMap) {
    this.map.attributionControl.setPrefix(false);
    const thanks = document.createElement("span");
    thanks.textContent = baseMap.attribution;
    const options = { maxZoom: baseMap.maxZoom, attribution: thanks.innerHTML };
    // Map servers elsewhere want to know which site asks; the page itself is not their business.
    if (baseMap.isElsewhere) options.referrerPolicy = "origin";
    this.L.tileLayer(baseMap.url, options).addTo(this.map);
  }

  /** Fit the whole route in the frame. */
  showAll() {
    this.map.invalidateSize({ animate: false });
    this.map.fitBounds(this.line.getBounds(), { padding: [28, 28], animate: false });
  }

  /** Let a finger move the map, or leave it to the page. */
  setMovable(canMove) {
    this.map.dragging[canMove ? "enable" : "disable"]();
    this.map.scrollWheelZoom[canMove ? "enable" : "disable"]();
    this.showAll();
  }

  /** Show the spot after so many metres; null takes it away. */
  showSpot(metres) {
    if (metres === null) {
      this.spot?.remove();
      return;
    }
    this.spot ??= this.L.circleMarker([0, 0], { className: "route-map__spot", radius: 8, interactive: false });
    this.spot.setLatLng(placeAt(this.data.line, metres)).addTo(this.map);
  }

  /** Show where somebody is, with a circle as wide as the device is unsure. Kept nowhere but on this map. */
  showMe(here, accuracyMetres, { follow = false } = {}) {
    this.me ??= this.L.circleMarker(here, { className: "route-map__me", radius: 9, interactive: false });
    this.unsure ??= this.L.circle(here, { className: "route-map__unsure", radius: accuracyMetres, interactive: false });
    this.unsure.setLatLng(here).setRadius(accuracyMetres).addTo(this.map);
    this.me.setLatLng(here).addTo(this.map);
    if (follow && this.line.getBounds().pad(0.3).contains(here)) {
      this.map.setView(here, Math.max(this.map.getZoom(), 15), { animate: false });
    } else if (!this.map.getBounds().contains(here)) {
      this.map.setMaxBounds(null);
      this.map.fitBounds(this.line.getBounds().extend(here), { padding: [28, 28], animate: false });
    }
  }

  /** Hear where along the line the pointer is near; null when it is not. */
  onPointer(hear) {
    this.map.on("mousemove", (event) => {
      const [nearest] = nearestPlaces(this.data.line, [event.latlng.lat, event.latlng.lng], 0);
      const pixels = nearest.offMetres / this.#metresPerPixel(event.latlng.lat);
      hear(pixels < 24 ? nearest.metres : null);
    });
    this.map.on("mouseout", () => hear(null));
  }

  /** https://wiki.openstreetmap.org/wiki/Zoom_levels */
  #metresPerPixel(latitude) {
    return (40075016.7 * Math.cos((latitude * Math.PI) / 180)) / 2 ** (this.map.getZoom() + 8);
  }
}
