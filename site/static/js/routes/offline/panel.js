// Taking a route along: what it costs first, then progress, and afterwards what is on the device.

import { fill, megabytesText } from "../quantities.js";
import { download, keptBytes } from "./download.js";
import { failedText, routeData } from "../route_data.js";
import { RouteStore } from "./store.js";

class OfflinePanel {
  constructor(panel, opener) {
    this.panel = panel;
    this.scope = panel.dataset.offlineScope;
    this.store = new RouteStore(this.scope);
    this.opener = opener;
    opener.hidden = false;
    opener.querySelector("button").addEventListener("click", () => this.ask());
    const acts = {
      begin: () => this.fetchAll(),
      "go-on": () => this.fetchAll(),
      renew: () => this.fetchAll(),
      pause: () => this.pause(),
      remove: () => this.remove(),
      cancel: () => this.hide(),
    };
    for (const [name, act] of Object.entries(acts)) this.#find(name).addEventListener("click", act);
    addEventListener("online", () => this.wasCutOff && this.fetchAll());
  }

  #find(name) {
    return this.panel.querySelector(`[data-offline-${name}]`);
  }

  /** Say something and offer these buttons, no others. */
  #show(text, ...buttons) {
    this.panel.hidden = false;
    this.#find("said").textContent = text;
    for (const name of ["begin", "go-on", "renew", "pause", "remove", "cancel"]) {
      this.#find(name).hidden = !buttons.includes(name);
    }
    this.#find("progress").hidden = !buttons.includes("pause") && !buttons.includes("go-on");
  }

  hide() {
    this.panel.hidden = true;
    this.opener.querySelector("button").focus();
  }

  /** On opening the page: show what is on the device, and whether there is something newer. Asks nothing where there is none. */
  async wake() {
    await this.store.tidy();
    const [newest] = await this.store.versions();
    if (!newest) return;
    await this.#learnWords();
    this.opener.hidden = true;
    const whole = (await this.store.versions()).find(({ at }) => at !== null);
    if (!whole) {
      this.manifest = newest.manifest;
      await this.#stopped();
      return;
    }
    this.#done(whole.manifest);
    navigator.serviceWorker.register(this.panel.dataset.offlineWorker, { scope: this.scope });
    if (!navigator.onLine) return;
    try {
      const manifest = await this.#askManifest();
      if (manifest.version === whole.manifest.version) return;
      this.manifest = manifest;
      this.#show(this.words.newer, "renew", "remove");
    } catch {
      // no network: what is here works
    }
  }

  async #learnWords() {
    this.words = (await routeData()).words.offline;
  }

  async #askManifest() {
    const response = await fetch(this.panel.dataset.offlineManifest, {
      credentials: "omit",
      cache: "no-store",
      headers: { "X-Take-Along": "1" },
    });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }

  /** Say how much it is before anything is fetched. */
  async ask() {
    try {
      await this.#learnWords();
    } catch {
      this.#show(failedText, "cancel");
      return;
    }
    this.#show(this.words.asking, "cancel");
    this.panel.scrollIntoView({ block: "nearest" });
    try {
      this.manifest = await this.#askManifest();
    } catch {
      this.#show(this.words.failed, "cancel");
      return;
    }
    const { bytes, stories, photos } = this.manifest;
    const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    if (quota - usage < bytes * 1.2) {
      this.#show(fill(this.words.free, megabytesText(bytes)), "cancel");
      return;
    }
    this.#show(fill(this.words.size, megabytesText(bytes), stories, photos), "begin", "cancel");
    this.#find("begin").focus();
  }

  async fetchAll() {
    const { manifest } = this;
    this.abort = new AbortController();
    this.wasCutOff = false;
    this.#progress(0);
    try {
      await navigator.serviceWorker.register(this.panel.dataset.offlineWorker, { scope: this.scope });
      navigator.storage?.persist?.().catch(() => {});
      await download(this.store, manifest, {
        signal: this.abort.signal,
        onProgress: (bytes) => this.#progress(bytes),
      });
      this.opener.hidden = true;
      this.#done(manifest);
    } catch (error) {
      if (error.name === "SecurityError") this.#show(this.words.unable, "cancel");
      else if (error.name === "QuotaExceededError") this.#show(fill(this.words.free, megabytesText(manifest.bytes)), "remove");
      else {
        this.wasCutOff = error.name !== "AbortError";
        await this.#stopped();
      }
    }
  }

  #progress(bytes) {
    const bar = this.#find("progress");
    bar.max = this.manifest.bytes;
    bar.value = bytes;
    const text = fill(this.words.progress, megabytesText(bytes), megabytesText(this.manifest.bytes));
    if (this.#find("pause").hidden) this.#show(text, "pause");
    else this.#find("said").textContent = text;
  }

  pause() {
    this.abort.abort();
  }

  async #stopped() {
    const kept = await keptBytes(await this.store.open(this.manifest.version), this.manifest);
    const bar = this.#find("progress");
    bar.max = this.manifest.bytes;
    bar.value = kept;
    const text = fill(this.words.stopped, megabytesText(kept), megabytesText(this.manifest.bytes));
    this.#show(text, "go-on", "remove");
  }

  #done(manifest) {
    this.#show(fill(this.words.done, megabytesText(manifest.bytes)), "remove");
  }

  async remove() {
    await this.store.remove();
    const registration = await navigator.serviceWorker.getRegistration(this.scope);
    if (registration && new URL(registration.scope).pathname === this.scope) await registration.unregister();
    this.opener.hidden = false;
    this.#show(this.words.removed, "cancel");
  }
}

/** Offer to take the route along, where the browser can. */
export function prepareOffline() {
  const panel = document.querySelector("[data-offline]");
  const opener = document.querySelector("[data-offline-open]");
  if (!panel || !opener || !("serviceWorker" in navigator) || !("caches" in globalThis)) return;
  new OfflinePanel(panel, opener).wake().catch(() => {}); // without its words it cannot tell; it is asked again when somebody wants it
}
