// The stops of a route on a map in the editor. A stop is a distance along the line: dragging its number moves it along the line,
// and the order follows. The form holds what is true; the map shows it and writes in it.

import { nearestPlaces, placeAt } from "../routes/geography.js";
import { RouteMap } from "../routes/map.js";
import { fill, kilometresText } from "../routes/quantities.js";
import { StopForms } from "./stop-forms.js";

const STEP_METRES = 50;
const BIG_STEP_METRES = 500;
const CLICK_PIXELS = 30;

class StopsMap {
  constructor(panel) {
    this.panel = panel;
    this.ground = panel.querySelector("[data-stops-ground]");
    this.said = panel.querySelector("[data-stops-said]");
    this.data = JSON.parse(document.getElementById("stops-map-data").textContent);
    this.words = JSON.parse(document.getElementById("stops-map-words").textContent);
    this.forms = new StopForms(document.getElementById("id_stops-FORMS"));
    this.pins = [];
    const refresh = () => this.refresh();
    this.forms.container.addEventListener("input", (event) => /-(at_metres|title)$/.test(event.target.name) && refresh());
    this.forms.container.addEventListener("change", (event) => {
      if (event.target.name?.endsWith("-at_metres")) this.forms.sort();
      refresh();
    });
    this.forms.container.addEventListener("click", () => setTimeout(refresh, 300)); // a stop may have been deleted
    new MutationObserver(refresh).observe(this.forms.container, { childList: true });
    document.addEventListener("route-line", ({ detail }) => {
      Object.assign(this.data, detail);
      this.draw();
    });
    new ResizeObserver(() => this.ground.clientWidth && this.route?.showAll()).observe(this.panel);
    this.draw();
  }

  async draw() {
    const hasLine = this.data.line.length > 0;
    this.ground.hidden = !hasLine;
    this.panel.querySelector("[data-stops-empty]").hidden = hasLine;
    this.route?.map.remove();
    this.route = null;
    this.pins = [];
    if (!hasLine) return;
    this.route = await RouteMap.draw(this.ground, this.data, this.words);
    this.route.map.on("click", (event) => this.addAt(event));
    this.refresh();
  }

  /** Put the stops of the form on the map. */
  refresh() {
    if (!this.route || this.dragging) return;
    const stops = this.forms.read();
    const focused = this.pins.findIndex((pin) => pin.getElement() === document.activeElement);
    const form = this.pins[focused]?.stop.form;
    for (const pin of this.pins) pin.remove();
    this.pins = stops.map((stop, index) => this.pin(stop, index + 1));
    if (form) this.pins.find((pin) => pin.stop.form === form)?.getElement().focus();
  }

  pin(stop, number) {
    const { L, map } = this.route;
    const title = `${number}. ${stop.title || this.words.unnamed}`;
    const icon = L.divIcon({ className: "stops-map__pin", html: String(number), iconSize: [34, 34] });
    const pin = L.marker(placeAt(this.data.line, stop.metres), { icon, title, draggable: true, autoPan: true });
    pin.stop = stop;
    pin.addTo(map);
    pin.getElement().setAttribute("aria-label", `${title}, ${kilometresText(stop.metres, this.words)}`);
    pin.on("dragstart", () => (this.dragging = true));
    pin.on("drag", () => this.slide(pin, this.onLine(pin.getLatLng(), stop.metres)));
    pin.on("dragend", () => {
      this.dragging = false;
      this.settle(stop);
    });
    pin.getElement().addEventListener("keydown", (event) => this.key(event, stop));
    return pin;
  }

  /** The metres at the place on the line that is nearest; where the line passes twice, the pass that was nearest before. */
  onLine({ lat, lng }, metres) {
    const found = nearestPlaces(this.data.line, [lat, lng], 25);
    return found.reduce((best, one) => (Math.abs(one.metres - metres) < Math.abs(best.metres - metres) ? one : best)).metres;
  }

  slide(pin, metres) {
    const rounded = Math.round(metres / 10) * 10;
    pin.setLatLng(placeAt(this.data.line, rounded));
    this.forms.write(pin.stop, rounded);
  }

  key(event, stop) {
    const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (event.key === "Enter") {
      event.preventDefault();
      stop.form.querySelector("[name$='-title']").focus();
    }
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    const step = direction * (event.shiftKey ? BIG_STEP_METRES : STEP_METRES);
    this.forms.write(stop, Math.min(this.data.lengthMetres, Math.max(0, stop.metres + step)));
    this.settle(stop);
  }

  /** A stop has a new place: put the forms in order and say so. */
  settle(stop) {
    this.forms.sort();
    this.refresh();
    const number = this.forms.read().findIndex(({ form }) => form === stop.form) + 1;
    this.said.textContent = fill(this.words.moved, number, kilometresText(stop.metres, this.words));
  }

  addAt({ latlng, containerPoint }) {
    const metres = this.onLine(latlng, 0);
    const spot = this.route.map.latLngToContainerPoint(placeAt(this.data.line, metres));
    if (spot.distanceTo(containerPoint) > CLICK_PIXELS) {
      this.said.textContent = this.words.besideLine;
      return;
    }
    const rounded = Math.round(metres / 10) * 10;
    this.forms.add(rounded);
    this.refresh();
    this.said.textContent = fill(this.words.added, kilometresText(rounded, this.words));
  }
}

const panel = document.querySelector("[data-stops-map]");
if (panel && document.getElementById("id_stops-FORMS")) {
  // Wagtail fills its inline forms after this script was read.
  requestAnimationFrame(() => new StopsMap(panel));
}
