// A microphone button beside each stop's recording: record, listen, keep. Also shows how long the chosen recording lasts.

import { clockText, fill } from "../routes/quantities.js";
import { asWav } from "./sound.js";

const LONGEST_SECONDS = 15 * 60;

class Recorder {
  constructor(chooser, panel, words) {
    this.chooser = chooser;
    this.panel = panel;
    this.words = words;
    this.input = document.getElementById(chooser.id.replace(/-chooser$/, ""));
    this.box = panel.querySelector("[data-recorder-template]").content.firstElementChild.cloneNode(true);
    chooser.after(this.box);
    this.#find("start").addEventListener("click", () => this.start());
    this.#find("again").addEventListener("click", () => this.start());
    this.#find("stop").addEventListener("click", () => this.stop());
    this.#find("use").addEventListener("click", () => this.keep());
    if (!navigator.mediaDevices || !globalThis.MediaRecorder) this.#find("start").hidden = true;
    new MutationObserver(() => this.showLength()).observe(chooser, { attributes: true, childList: true, subtree: true, characterData: true });
    this.showLength();
  }

  #find(name) {
    return this.box.querySelector(`[data-recorder-${name}]`);
  }

  #offer(...names) {
    for (const name of ["start", "stop", "use", "again"]) this.#find(name).hidden = !names.includes(name);
  }

  #say(text) {
    this.#find("said").textContent = text;
  }

  /** Show length and player of the recording that is chosen. */
  async showLength() {
    const id = this.input.value;
    if (id === this.shown || this.recorder) return;
    this.shown = id;
    const sound = this.#find("sound");
    sound.hidden = !id;
    if (!id) {
      this.#say("");
      return;
    }
    const response = await fetch(this.panel.dataset.facts.replace("/0/", `/${id}/`));
    if (!response.ok || this.input.value !== id) return;
    const facts = await response.json();
    sound.src = facts.url;
    this.#say(fill(this.words.length, facts.length));
  }

  async start() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      this.#say(this.words.noMicrophone);
      return;
    }
    const pieces = [];
    this.recorder = new MediaRecorder(stream);
    this.recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    this.recorder.addEventListener("stop", () => {
      for (const track of stream.getTracks()) track.stop();
      clearInterval(this.clock);
      this.listen(new Blob(pieces, { type: this.recorder.mimeType }));
    });
    this.recorder.start(1000);
    const began = Date.now();
    const tick = () => {
      const seconds = (Date.now() - began) / 1000;
      // Only the text that is seen: a screen reader need not hear every second.
      this.#find("stop").textContent = `${this.stopText ??= this.#find("stop").textContent} · ${clockText(seconds)}`;
      if (seconds >= LONGEST_SECONDS) this.stop();
    };
    this.#say(fill(this.words.recording, ""));
    tick();
    this.clock = setInterval(tick, 500);
    this.#find("sound").hidden = true;
    this.#offer("stop");
    this.#find("stop").focus();
  }

  stop() {
    if (this.recorder?.state === "recording") this.recorder.stop();
  }

  listen(blob) {
    this.blob = blob;
    const sound = this.#find("sound");
    if (this.address) URL.revokeObjectURL(this.address);
    this.address = URL.createObjectURL(blob);
    sound.src = this.address;
    sound.hidden = false;
    this.#say(this.words.listen);
    this.#offer("use", "again");
    this.#find("use").focus();
  }

  async keep() {
    if (this.sending) return; // a second press
    this.sending = true;
    this.#say(this.words.sending);
    const form = this.input.form;
    const title = this.input.closest("[data-inline-panel-child]")?.querySelector("[name$='-title']")?.value ?? "";
    try {
      const body = new FormData();
      body.append("file", await asWav(this.blob), "opname.wav");
      body.append("title", title);
      body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      const response = await fetch(this.panel.dataset.keep, { method: "POST", body, headers: { "X-Requested-With": "XMLHttpRequest" } });
      const facts = await response.json();
      if (facts.error) {
        this.#say(facts.error);
        return;
      }
      this.choose(facts);
    } catch {
      this.#say(this.words.notKept);
    } finally {
      this.sending = false;
    }
  }

  /** Choose a kept recording, as the chooser itself does. */
  choose(facts) {
    this.recorder = null;
    this.shown = String(facts.id);
    this.input.value = facts.id;
    this.chooser.querySelector("[data-chooser-title]").textContent = facts.title;
    const edit = this.chooser.querySelector("[data-chooser-edit-link]");
    edit?.setAttribute("href", facts.edit_url);
    edit?.classList.remove("w-hidden");
    this.chooser.classList.remove("blank");
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.#find("sound").src = facts.url;
    this.#offer("start");
    this.#say(`${fill(this.words.length, facts.length)}. ${this.words.kept}`);
  }
}

const panel = document.querySelector("[data-stops-map]");
const forms = document.getElementById("id_stops-FORMS");
if (panel && forms) {
  const words = JSON.parse(document.getElementById("stops-map-words").textContent);
  const known = new WeakSet();
  const equip = () => {
    for (const chooser of forms.querySelectorAll("[id$='-audio-chooser']")) {
      if (known.has(chooser)) continue;
      known.add(chooser);
      new Recorder(chooser, panel, words);
    }
  };
  new MutationObserver(equip).observe(forms, { childList: true });
  requestAnimationFrame(equip);
}
