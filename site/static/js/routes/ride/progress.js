// How far along the line somebody is. No page needed.

import { nearestPlaces } from "../geography.js";

/** Going back along the line is possible but less likely than going on. */
const BACKWARDS = 3;
/** GPS wanders: so many metres back are no going back. */
const WANDERING_METRES = 60;

export class Progress {
  constructor(line) {
    this.line = line;
    this.last = null;
  }

  /**
   * Take in a place: {metres, offMetres}, the metres ridden from the start and how far off the line it is. Where the line
   * passes by more than once, the pass that follows best on where the rider was; at first the earliest one.
   */
  at(here) {
    const found = nearestPlaces(this.line, here);
    const last = this.last;
    const cost = ({ metres }) => {
      if (last === null) return metres;
      return metres < last - WANDERING_METRES ? BACKWARDS * (last - metres) : Math.abs(metres - last);
    };
    const chosen = found.reduce((best, one) => (cost(one) < cost(best) ? one : best));
    if (chosen.offMetres < 250) this.last = chosen.metres;
    return chosen;
  }
}
