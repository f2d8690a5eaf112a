// Keeps the screen on while somebody rides, where the browser can (Screen Wake Lock).

export class AwakeScreen {
  /** `hear` is told whether the screen stays on. */
  constructor(hear) {
    this.hear = hear;
    this.wanted = false;
    document.addEventListener("visibilitychange", () => this.#ask());
  }

  async keep() {
    this.wanted = true;
    await this.#ask();
  }

  async #ask() {
    if (!this.wanted || document.visibilityState !== "visible") return;
    try {
      this.lock = await navigator.wakeLock.request("screen");
      this.hear(true);
    } catch {
      this.hear(false); // no such thing here, or the battery is low
    }
  }

  async release() {
    this.wanted = false;
    await this.lock?.release().catch(() => {});
    this.lock = null;
  }
}
