// At which stop somebody is, and which one is next. No page needed.
//
// Being near a stop is not enough: a round passes its last stop when it has hardly begun. The place along the line has to fit
// as well, unless the rider is not on the line at all.

import { distanceMetres } from "../geography.js";

/** A device that is less sure than this decides nothing. */
export const UNSURE_METRES = 150;
/** Further from the line than this, only the distance to the stop counts. */
const OFF_LINE_METRES = 250;

export class Arrivals {
  /** `stops` in order of riding; `arrived` the numbers of those that somebody was at already. */
  constructor(stops, arrived = []) {
    this.stops = stops;
    this.arrived = new Set(arrived);
  }

  distanceTo(stop, here) {
    return distanceMetres(here, [stop.latitude, stop.longitude]);
  }

  isNear(stop, here, progress) {
    if (this.distanceTo(stop, here) > stop.radiusMetres) return false;
    const isOnLine = progress.offMetres <= OFF_LINE_METRES;
    return !isOnLine || Math.abs(progress.metres - stop.atMetres) <= 2 * stop.radiusMetres;
  }

  /**
   * Take in a place and the progress along the line. Gives `arrived`, the stop that was reached just now or null: each stop
   * once; and `next` with `toGoMetres`, along the line for who is on it, straight for who is not.
   */
  at(here, accuracyMetres, progress) {
    const isSure = accuracyMetres <= UNSURE_METRES;
    const reached = isSure
      ? this.stops.filter((stop) => !this.arrived.has(stop.number) && this.isNear(stop, here, progress))
      : [];
    const arrived = reached[0] ?? null;
    if (arrived) this.arrived.add(arrived.number);
    const next = this.next(progress);
    return { arrived, next, toGoMetres: next ? this.toGo(next, here, progress) : 0 };
  }

  /** The first stop ahead where the rider has not been; past the last one the first that was left out. */
  next(progress) {
    const open = this.stops.filter((stop) => !this.arrived.has(stop.number));
    if (progress.offMetres > OFF_LINE_METRES) return open[0] ?? null;
    return open.find((stop) => stop.atMetres > progress.metres - stop.radiusMetres) ?? open[0] ?? null;
  }

  toGo(stop, here, progress) {
    const isAhead = progress.offMetres <= OFF_LINE_METRES && stop.atMetres >= progress.metres;
    return isAhead ? stop.atMetres - progress.metres + progress.offMetres : this.distanceTo(stop, here);
  }
}
