// Distances and places along a line. No page needed. Places are [latitude, longitude] in WGS 84 degrees, a line is a list of
// parts of [latitude, longitude, metres ridden]; lengths are metres. The same sums as fietsroutes/geometry.py.

const EARTH_RADIUS_METRES = 6371008.8;
const DEGREE = Math.PI / 180;

/** Great-circle distance between two places (haversine formula). */
export function distanceMetres(one, other) {
  const phiOne = one[0] * DEGREE;
  const phiOther = other[0] * DEGREE;
  const halfPhi = (phiOther - phiOne) / 2;
  const halfLambda = ((other[1] - one[1]) * DEGREE) / 2;
  const chord = Math.sin(halfPhi) ** 2 + Math.cos(phiOne) * Math.cos(phiOther) * Math.sin(halfLambda) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(Math.min(1, chord)));
}

/** The place after so many metres; before the start the start, past the end the end. */
export function placeAt(line, metres) {
  const points = line.flat();
  let after = points.findIndex((point) => point[2] > metres);
  if (after === 0) return points[0].slice(0, 2);
  if (after < 0) return points.at(-1).slice(0, 2);
  const [before, following] = [points[after - 1], points[after]];
  const share = (metres - before[2]) / (following[2] - before[2]);
  return [before[0] + (following[0] - before[0]) * share, before[1] + (following[1] - before[1]) * share];
}

/** The height at so many metres, from heights at equal distances; null without heights. */
export function heightAt(profile, lengthMetres, metres) {
  if (profile.length < 2 || !lengthMetres) return null;
  const at = Math.min(1, Math.max(0, metres / lengthMetres)) * (profile.length - 1);
  const before = Math.min(profile.length - 2, Math.floor(at));
  return profile[before] + (profile[before + 1] - profile[before]) * (at - before);
}

/** Where on each piece of the line `here` comes nearest: {metres, offMetres}, in order of riding. */
function onEachPiece(line, here) {
  const east = Math.cos(here[0] * DEGREE) * EARTH_RADIUS_METRES * DEGREE;
  const north = EARTH_RADIUS_METRES * DEGREE;
  const found = [];
  for (const part of line) {
    for (let index = 1; index < part.length; index += 1) {
      const [one, other] = [part[index - 1], part[index]];
      const x = (one[1] - here[1]) * east;
      const y = (one[0] - here[0]) * north;
      const dx = (other[1] - one[1]) * east;
      const dy = (other[0] - one[0]) * north;
      const long = dx * dx + dy * dy;
      const share = long ? Math.min(1, Math.max(0, -(x * dx + y * dy) / long)) : 0;
      found.push({
        metres: one[2] + (other[2] - one[2]) * share,
        offMetres: Math.hypot(x + dx * share, y + dy * share),
      });
    }
  }
  return found;
}

/**
 * The places on the line that are about as near to `here` as the nearest: one each time the line passes by. A round that ends
 * where it began gives two near its start.
 */
export function nearestPlaces(line, here, slackMetres = 40) {
  const pieces = onEachPiece(line, here);
  const best = Math.min(...pieces.map((piece) => piece.offMetres));
  const found = [];
  let open = false;
  for (const piece of pieces) {
    const near = piece.offMetres <= best + slackMetres;
    if (near && !open) found.push(piece);
    else if (near && piece.offMetres < found.at(-1).offMetres) found[found.length - 1] = piece;
    open = near;
  }
  return found;
}
