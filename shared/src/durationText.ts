/** Short and always with its unit: `0.04 ms`, `12.3 ms`, `1.20 s`. */
export function durationText(durationMs: number): string {
  if (durationMs < 0.995) return `${durationMs.toFixed(2)} ms`;
  if (durationMs < 99.95) return `${durationMs.toFixed(1)} ms`;
  if (durationMs < 999.5) return `${durationMs.toFixed(0)} ms`;
  return durationMs < 99_950 ? `${(durationMs / 1000).toFixed(2)} s` : `${(durationMs / 1000).toFixed(0)} s`;
}
