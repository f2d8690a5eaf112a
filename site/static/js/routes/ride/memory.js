// Which stops somebody was at, so that a page that is loaded again during a ride does not begin anew. Kept on the device only,
// for half a day; never where anybody is.

const KEPT_MS = 12 * 3600 * 1000;

export class RideMemory {
  constructor(key, now = Date.now) {
    this.name = `ride:${key}`;
    this.now = now;
  }

  /** The numbers of the stops of a ride that is still under way; none after half a day. */
  recall() {
    try {
      const { at, arrived } = JSON.parse(localStorage.getItem(this.name));
      return this.now() - at < KEPT_MS && Array.isArray(arrived) ? arrived : [];
    } catch {
      return [];
    }
  }

  keep(arrived) {
    try {
      localStorage.setItem(this.name, JSON.stringify({ at: this.now(), arrived: [...arrived] }));
    } catch {
      // A private window keeps nothing: riding works all the same.
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      // as above
    }
  }
}
