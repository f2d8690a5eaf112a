// From what a microphone gave to a WAV that every program reads: one channel, 16 bits, 24 kHz, enough for a voice. Browsers record
// in forms that other browsers cannot play or jump in; none of those leaves the browser.

const RATE = 24_000;

/** Samples from -1 to 1 as the bytes of a WAV file. */
export function wavOf(samples, rate) {
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const text = (at, letters) => [...letters].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + samples.length * 2, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, index) => view.setInt16(44 + index * 2, Math.max(-1, Math.min(1, sample)) * 32767, true));
  return new Blob([view.buffer], { type: "audio/wav" });
}

/** A recording, whatever form the browser gave it, as a WAV. */
export async function asWav(blob) {
  const context = new AudioContext();
  try {
    const sound = await context.decodeAudioData(await blob.arrayBuffer());
    const mixer = new OfflineAudioContext(1, Math.ceil(sound.duration * RATE), RATE);
    const source = mixer.createBufferSource();
    source.buffer = sound;
    source.connect(mixer.destination);
    source.start();
    return wavOf((await mixer.startRendering()).getChannelData(0), RATE);
  } finally {
    context.close();
  }
}
