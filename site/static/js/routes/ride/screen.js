// What the rider sees: the window of riding mode, its words and buttons. Knows nothing of places.

import { clockText, distanceText, fill } from "../quantities.js";

export class RideScreen {
  constructor(dialog, data, words, on) {
    this.dialog = dialog;
    this.words = words;
    this.stops = new Map(data.stops.map((stop) => [stop.number, stop]));
    this.audio = dialog.querySelector("[data-ride-audio]");
    this.ground = this.#find("ground");
    this.#find("start").addEventListener("click", on.start);
    this.#find("go-on").addEventListener("click", on.goOn);
    this.#find("play").addEventListener("click", on.play);
    this.#find("rewind").addEventListener("click", on.rewind);
    this.#find("slider").addEventListener("input", (event) => on.seek(Number(event.target.value)));
    for (const button of dialog.querySelectorAll("[data-ride-close]")) button.addEventListener("click", on.close);
    for (const button of dialog.querySelectorAll("[data-ride-item]")) {
      button.addEventListener("click", () => on.item(this.stops.get(Number(button.dataset.rideItem))));
    }
    this.audio.addEventListener("timeupdate", () => this.#clock());
    this.audio.addEventListener("durationchange", () => this.#clock());
  }

  #find(name) {
    return this.dialog.querySelector(`[data-ride-${name}]`);
  }

  get wantsAuto() {
    return this.#find("auto").checked;
  }

  get wantsVibration() {
    return this.#find("vibrate").checked;
  }

  /** What to know before leaving. */
  before(canGoOn) {
    this.#find("before").hidden = false;
    this.#find("under-way").hidden = true;
    this.#find("go-on").hidden = !canGoOn;
    this.dialog.scrollTop = 0;
    this.#find(canGoOn ? "go-on" : "start").focus();
  }

  underWay(arrived) {
    this.#find("before").hidden = true;
    this.#find("under-way").hidden = false;
    this.#find("player").hidden = true;
    for (const [number, stop] of this.stops) this.#state(number, arrived.has(number) && stop.audio ? this.words.heard : null);
    this.story(null, null);
    this.note("");
    this.dialog.scrollTop = 0;
    this.#find("stop").focus();
  }

  /** Name the stop that comes next, with the metres to go where they are known. */
  next(stop, toGoMetres) {
    this.nextStop = stop;
    const isThere = toGoMetres === 0 && stop;
    this.#put("label", stop ? (isThere ? fill(this.words.arrived, "").trim() : this.words.next) : "");
    this.#put("stop", stop ? `${stop.number}. ${stop.title}` : this.words.finished);
    this.#put("distance", stop && toGoMetres ? fill(this.words.toGo, distanceText(toGoMetres, this.words)) : "");
    this.#button();
  }

  /** Say something, also to who does not see the screen; the same again is not said twice. */
  say(text) {
    this.#put("said", text);
  }

  note(text) {
    this.#put("note", text);
  }

  awake(isAwake) {
    this.#put("awake", isAwake ? this.words.awake : this.words.notAwake);
  }

  /** Show the story that plays, waits or ended. */
  story(state, stop) {
    this.state = state;
    this.playing = state === "ended" ? null : stop;
    this.#find("player").hidden = !this.playing;
    if (this.playing) this.#put("playing", `${stop.number}. ${stop.title}`);
    this.#button();
  }

  heard(stop) {
    this.#state(stop.number, this.words.heard);
  }

  rest() {
    this.#find("player").hidden = true;
  }

  #state(number, text) {
    const item = this.dialog.querySelector(`[data-ride-item="${number}"]`);
    const place = item.querySelector("[data-ride-state]");
    item.dataset.before ??= place.textContent;
    place.textContent = text ?? item.dataset.before;
    item.classList.toggle("ride__item--heard", text !== null);
  }

  #button() {
    const { words } = this;
    const stop = this.playing ?? this.nextStop;
    const text = { playing: words.pause, starting: words.pause, paused: words.resume, interrupted: words.resume };
    const button = this.#find("play");
    button.hidden = !stop?.audio;
    const does = (this.playing && text[this.state]) || words.play;
    this.#put("play-text", stop ? `${does}: ${stop.number}. ${stop.title}` : does);
    button.classList.toggle("ride__play--playing", this.state === "playing");
  }

  #clock() {
    const { currentTime, duration } = this.audio;
    if (!this.playing) return;
    const total = Number.isFinite(duration) ? duration : this.playing.seconds;
    const slider = this.#find("slider");
    slider.max = String(Math.round(total));
    slider.value = String(Math.round(currentTime));
    const text = fill(this.words.of, clockText(currentTime), clockText(total));
    slider.setAttribute("aria-valuetext", text);
    this.#put("clock", text);
  }

  #put(name, text) {
    const place = this.#find(name);
    if (place.textContent !== text) place.textContent = text;
  }
}
