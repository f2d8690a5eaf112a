// The voices of this device. A voice that works elsewhere gets to hear the text there: those are never used.

/** Where there are several voices for a language, that of this country. */
const COUNTRY = "be";

function partsOf(voice) {
  return voice.lang.toLowerCase().split(/[-_]/);
}

/** The voice of this device for a language, the device's own choice first; undefined where there is none. */
export function voiceFor(language) {
  const wanted = language.toLowerCase().split("-")[0];
  const own = speechSynthesis.getVoices().filter((voice) => voice.localService && partsOf(voice)[0] === wanted);
  return own.find((voice) => voice.default) ?? own.find((voice) => partsOf(voice).includes(COUNTRY)) ?? own[0];
}

/** Call `hear` now and whenever the browser finds other voices: it looks for them after the page is there. */
export function onVoices(hear) {
  hear();
  speechSynthesis.addEventListener?.("voiceschanged", hear);
}
