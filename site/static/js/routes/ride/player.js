// Plays one story at a time, with buttons on the lock screen (Media Session). There is one audio element, so there are never
// two voices. What somebody pauses stays paused; what a call or another app interrupts goes on when the page is back.

const REWIND_SECONDS = 15;

export class StoryPlayer {
  /** `hear(state)` is told "playing", "paused", "interrupted", "ended" or "failed". */
  constructor(audio, about, hear) {
    this.audio = audio;
    this.about = about;
    this.hear = hear;
    this.stop = null;
    this.pausedByUs = false;
    audio.addEventListener("playing", () => this.stop && this.#tell("playing"));
    audio.addEventListener("pause", () => {
      if (this.stop && !audio.ended) this.#tell(this.pausedByUs ? "paused" : "interrupted");
    });
    audio.addEventListener("ended", () => {
      if (!this.stop) return;
      const finished = this.stop;
      this.stop = null;
      this.state = "ended";
      this.hear("ended", finished);
    });
    audio.addEventListener("error", () => this.stop && this.#tell("failed"));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && this.state === "interrupted") this.resume();
    });
  }

  #tell(state) {
    this.state = state;
    if ("mediaSession" in navigator) navigator.mediaSession.playbackState = state === "playing" ? "playing" : "paused";
    this.hear(state, this.stop);
  }

  /** Whether a story is under way, also one that is paused. */
  get isBusy() {
    return Boolean(this.stop) && ["playing", "interrupted", "starting"].includes(this.state);
  }

  /** Make a sound that nobody hears, during a tap: from then on the browser lets stories begin by themselves. */
  async unlock(silence) {
    this.stop = null;
    this.audio.src = silence;
    await this.audio.play().catch(() => {});
  }

  async play(stop) {
    this.pausedByUs = true; // the story that ends for this one was not interrupted
    this.audio.pause();
    this.stop = stop;
    this.state = "starting";
    this.audio.src = stop.audio;
    this.#describe(stop);
    await this.resume();
  }

  async resume() {
    if (!this.stop) return;
    this.pausedByUs = false;
    try {
      await this.audio.play();
    } catch (error) {
      if (error.name === "NotAllowedError") this.#tell("paused");
      else if (error.name !== "AbortError") this.#tell("failed");
    }
  }

  pause() {
    this.pausedByUs = true;
    this.audio.pause();
  }

  seek(seconds) {
    this.audio.currentTime = Math.min(this.audio.duration || 0, Math.max(0, seconds));
  }

  rewind() {
    this.seek(this.audio.currentTime - REWIND_SECONDS);
  }

  /** Silence, and nothing left on the lock screen. */
  close() {
    this.stop = null;
    this.pausedByUs = true;
    this.audio.pause();
    this.audio.removeAttribute("src");
    this.audio.load();
    if ("mediaSession" in navigator) navigator.mediaSession.metadata = null;
  }

  #describe(stop) {
    if (!("mediaSession" in navigator)) return;
    const session = navigator.mediaSession;
    session.metadata = new MediaMetadata({
      title: `${stop.number}. ${stop.title}`,
      artist: this.about.village,
      album: this.about.title,
    });
    const handlers = {
      play: () => this.resume(),
      pause: () => this.pause(),
      seekbackward: () => this.rewind(),
      seekforward: () => this.seek(this.audio.currentTime + REWIND_SECONDS),
      seekto: (details) => this.seek(details.seekTime),
    };
    for (const [action, handler] of Object.entries(handlers)) {
      try {
        session.setActionHandler(action, handler);
      } catch {
        // this browser has no such button
      }
    }
  }
}
