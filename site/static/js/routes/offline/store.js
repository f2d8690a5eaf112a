// What is kept on the device of a route: versions, each in a cache of its own. A version counts once it is whole.

export class RouteStore {
  constructor(scope) {
    this.scope = scope;
    this.prefix = `dorpsplein-route:${scope}:`;
    this.manifestAddress = `${scope}offline-manifest`;
    this.doneAddress = `${scope}offline-done`;
  }

  open(version) {
    return caches.open(this.prefix + version);
  }

  /** Every version on the device, {name, cache, manifest, at}; `at` is null while it is not whole. Newest first. */
  async versions() {
    const found = [];
    for (const name of await caches.keys()) {
      if (!name.startsWith(this.prefix)) continue;
      const cache = await caches.open(name);
      const manifest = await (await cache.match(this.manifestAddress))?.json();
      const done = await (await cache.match(this.doneAddress))?.json();
      if (manifest) found.push({ name, cache, manifest, at: done?.at ?? null });
      else await caches.delete(name);
    }
    return found.sort((one, other) => (other.at ?? 0) - (one.at ?? 0));
  }

  /** Begin or go on with a version; other versions that were never finished go. */
  async begin(manifest) {
    for (const { name, at } of await this.versions()) {
      if (at === null && name !== this.prefix + manifest.version) await caches.delete(name);
    }
    const cache = await this.open(manifest.version);
    await cache.put(this.manifestAddress, Response.json(manifest));
    return cache;
  }

  /** From now on this version answers. An older one stays until the page is opened again: somebody may be riding with it. */
  async finish(cache) {
    await cache.put(this.doneAddress, Response.json({ at: Date.now() }));
  }

  /** Let go of whole versions that a newer one replaced. */
  async tidy() {
    const whole = (await this.versions()).filter(({ at }) => at !== null);
    for (const { name } of whole.slice(1)) await caches.delete(name);
  }

  async remove() {
    for (const name of await caches.keys()) if (name.startsWith(this.prefix)) await caches.delete(name);
  }
}
