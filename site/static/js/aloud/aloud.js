// "Lees voor": the voice of the device reads a page, sentence by sentence. Nothing is sent anywhere.
//
// To pause is to stop and to remember the sentence: what browsers call pausing does not go on again on many a phone.

import { highlightFor } from "./highlight.js";
import { sentencesIn } from "./sentences.js";
import { onVoices, voiceFor } from "./voices.js";

class Reader {
  /** `hear(state)` is told "reading", "paused" or "stopped". */
  constructor(sentences, hear) {
    this.sentences = sentences;
    this.highlight = highlightFor(sentences);
    this.hear = hear;
    this.at = 0;
    this.rate = 1;
    this.state = "stopped";
  }

  #tell(state) {
    this.state = state;
    this.hear(state);
  }

  read() {
    speechSynthesis.cancel();
    const sentence = this.sentences[this.at];
    const words = new SpeechSynthesisUtterance(sentence.text);
    words.voice = voiceFor(sentence.language) ?? voiceFor(document.documentElement.lang);
    words.lang = words.voice.lang;
    words.rate = this.rate;
    words.addEventListener("end", () => this.spoken === words && this.#next());
    words.addEventListener("error", (event) => {
      if (this.spoken === words && !["canceled", "interrupted"].includes(event.error)) this.stop();
    });
    this.spoken = words; // also keeps it from being thrown away while it is read
    this.highlight.show(sentence);
    this.#bringIntoView(sentence);
    this.#tell("reading");
    speechSynthesis.speak(words);
  }

  #next() {
    if (this.at + 1 >= this.sentences.length) this.stop();
    else {
      this.at += 1;
      this.read();
    }
  }

  #bringIntoView({ block, pieces: [{ node }] }) {
    const box = (node.parentElement ?? block).getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight - 120) block.scrollIntoView({ block: "center" });
  }

  #hush() {
    this.spoken = null;
    speechSynthesis.cancel();
  }

  pause() {
    this.#hush();
    this.#tell("paused");
  }

  /** Go so many sentences on or back, and read there if it was reading. */
  skip(sentences) {
    this.at = Math.min(this.sentences.length - 1, Math.max(0, this.at + sentences));
    if (this.state === "reading") this.read();
    else this.highlight.show(this.sentences[this.at]);
  }

  stop() {
    this.#hush();
    this.highlight.hide();
    this.at = 0;
    this.#tell("stopped");
  }
}

class Controls {
  constructor(box) {
    this.box = box;
    this.start = this.#find("start");
    this.start.addEventListener("click", () => this.begin());
    this.#find("pause").addEventListener("click", () => this.pauseOrGoOn());
    this.#find("back").addEventListener("click", () => this.reader.skip(-1));
    this.#find("on").addEventListener("click", () => this.reader.skip(1));
    this.#find("stop").addEventListener("click", () => this.reader.stop());
    this.#find("rate").addEventListener("change", (event) => {
      this.reader.rate = Number(event.target.value);
      if (this.reader.state === "reading") this.reader.read();
    });
    addEventListener("pagehide", () => this.reader?.stop()); // a voice outlives its page
    document.addEventListener("play", () => this.reader?.state === "reading" && this.reader.pause(), true);
  }

  #find(name) {
    return this.box.querySelector(`[data-aloud-${name}]`);
  }

  offer(hasVoice) {
    if (this.reader && this.reader.state !== "stopped") return;
    this.box.hidden = !hasVoice;
  }

  begin() {
    for (const audio of document.querySelectorAll("audio")) audio.pause();
    if (!this.reader) {
      const sentences = sentencesIn(document.querySelectorAll("[data-aloud-text]"));
      if (!sentences.length) return;
      this.reader = new Reader(sentences, (state) => this.show(state));
    }
    this.reader.rate = Number(this.#find("rate").value);
    this.reader.read();
    this.#find("pause").focus({ preventScroll: true });
  }

  pauseOrGoOn() {
    if (this.reader.state === "reading") this.reader.pause();
    else this.reader.read();
  }

  show(state) {
    const isOver = state === "stopped";
    const bar = this.#find("bar");
    const hadFocus = bar.contains(document.activeElement);
    this.start.hidden = !isOver;
    bar.hidden = isOver;
    this.box.classList.toggle("aloud--reading", !isOver);
    this.#find("when-reading").hidden = state !== "reading";
    this.#find("when-paused").hidden = state !== "paused";
    if (isOver && hadFocus) this.start.focus({ preventScroll: true });
  }
}

const box = document.querySelector("[data-aloud]");
if (box && globalThis.speechSynthesis && globalThis.SpeechSynthesisUtterance) {
  const controls = new Controls(box);
  onVoices(() => controls.offer(Boolean(voiceFor(document.documentElement.lang))));
}
