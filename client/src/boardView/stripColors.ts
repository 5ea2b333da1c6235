/** What a strip of LEDs shows, from the bytes that it was sent: green, red, blue for each LED, and white if it has four. */
const MAX_LEDS = 1024;

export function stripColors(bytes: Uint8Array): readonly number[] {
  // Which LEDs there are is not told; a number of bytes that fits only one kind tells it.
  const perLed = bytes.length % 3 !== 0 && bytes.length % 4 === 0 ? 4 : 3;
  const count = Math.min(MAX_LEDS, Math.floor(bytes.length / perLed));
  return Array.from({ length: count }, (_, i) => {
    const [green = 0, red = 0, blue = 0, white = 0] = bytes.subarray(i * perLed, (i + 1) * perLed);
    const mixed = [red, green, blue].map((value) => Math.min(255, value + white));
    return mixed.reduce((color, value) => (color << 8) | value, 0);
  });
}
