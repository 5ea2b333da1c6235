/**
 * The extension's settings, typed, read in this one place. Values of the wrong type fall back to the default.
 * `micropythonSockets.simulator.*` is not read from the workspace while the workspace is not trusted; the manifest
 * says so.
 */
import * as vscode from 'vscode';
import type { NetworkPolicy, RunOptions } from '../../shared/src';
import { parseAccessPoints, type ParsedAccessPoints } from './accessPoints';
import { parseAliases, type ParsedAliases } from './aliases';

export const section = 'micropythonSockets';

export interface Settings {
  readonly network: NetworkPolicy;
  readonly aliases: ParsedAliases;
  readonly accessPoints: ParsedAccessPoints;
  readonly heapSizeBytes: number;
  readonly revealOnRun: boolean;
}

/** Bounds of the heap setting; the manifest shows the same ones. */
const heapSize = { min: 16 * 1024, default: 160 * 1024, max: 64 * 1024 * 1024 };

export function readSettings(scope?: vscode.Uri): Settings {
  const configuration = vscode.workspace.getConfiguration(section, scope ?? null);
  return {
    network: networkPolicy(configuration.get('simulator.network')),
    aliases: parseAliases(configuration.get('simulator.aliases')),
    accessPoints: parseAccessPoints(configuration.get('simulator.accessPoints')),
    heapSizeBytes: heapSizeIn(configuration.get('simulator.heapSize')),
    revealOnRun: configuration.get('panel.revealOnRun') !== false,
  };
}

/** What the simulated board is switched on with. */
export function boardOptions({ network, aliases, accessPoints, heapSizeBytes }: Settings): RunOptions {
  return { network, aliases: aliases.aliases, accessPoints: accessPoints.accessPoints, heapSizeBytes, recordSockets: true };
}

function networkPolicy(value: unknown): NetworkPolicy {
  return value === 'local' || value === 'none' ? value : 'all';
}

function heapSizeIn(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return heapSize.default;
  return Math.min(heapSize.max, Math.max(heapSize.min, Math.floor(value)));
}
