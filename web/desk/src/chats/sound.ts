/** Two short tones, made here: no file, no permission. Browsers keep quiet until the page was clicked once. */
export function ring(): void {
  try {
    const audio = new AudioContext();
    const volume = audio.createGain();
    volume.gain.value = 0.08;
    volume.connect(audio.destination);
    for (const [at, pitch] of [[0, 660], [0.16, 880]] as const) {
      const tone = audio.createOscillator();
      tone.frequency.value = pitch;
      tone.connect(volume);
      tone.start(audio.currentTime + at);
      tone.stop(audio.currentTime + at + 0.12);
    }
    setTimeout(() => void audio.close(), 600);
  } catch {
    // A computer without sound: the badge and the title say the same.
  }
}
