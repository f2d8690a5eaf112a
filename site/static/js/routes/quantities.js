// Lengths and times as people say them, in the language of the page. The words come from the page (`%s` is filled in).

/** Put values in the places of `%s`, in order. */
export function fill(text, ...values) {
  return values.reduce((filled, value) => filled.replace("%s", () => String(value)), text);
}

function number(value, decimals) {
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(document.documentElement.lang || "nl", options).format(value);
}

/** "350 m" under a kilometre, to 10 m; "3,2 km" above. */
export function distanceText(metres, words) {
  if (metres < 995) return fill(words.metres, number(Math.round(metres / 10) * 10, 0));
  return fill(words.kilometres, number(metres / 1000, 1));
}

/** "3,2 km", also under a kilometre. */
export function kilometresText(metres, words) {
  return fill(words.kilometres, number(metres / 1000, 1));
}

/** "2:05". */
export function clockText(seconds) {
  const whole = Math.max(0, Math.round(Number.isFinite(seconds) ? seconds : 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Bytes as megabytes with one decimal, never "0,0". */
export function megabytesText(bytes) {
  return number(Math.max(0.1, Math.ceil(bytes / 100_000) / 10), 1);
}
