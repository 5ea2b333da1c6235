/** Reads the setting that lists the Wi-Fi networks around the simulated board. One that makes no sense is left out, and told. */
import { readAccessPoint, type AccessPointOptions } from '../../shared/src';

export interface ParsedAccessPoints {
  readonly accessPoints: readonly AccessPointOptions[];
  /** What is wrong with those that were left out. */
  readonly problems: readonly string[];
}

export function parseAccessPoints(setting: unknown): ParsedAccessPoints {
  const entries: readonly unknown[] = Array.isArray(setting) ? setting : [];
  const accessPoints: AccessPointOptions[] = [];
  const problems: string[] = [];
  for (const entry of entries) {
    const read = readAccessPoint(entry);
    if ('problem' in read) problems.push(read.problem);
    else accessPoints.push(read);
  }
  return { accessPoints, problems };
}
