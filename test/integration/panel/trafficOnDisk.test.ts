/** What the log of a window has on the disk, while windows come, go and crash: real processes that share a temporary folder. */
import { build } from 'esbuild';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const own = mkdtempSync(join(tmpdir(), 'traffic-on-disk-'));
const program = join(own, 'window.cjs');
const shared = join(own, 'tmp');

interface Window {
  readonly process: ChildProcessByStdio<Writable, Readable, null>;
  says(): Promise<string>;
  /** Without a chance to tidy up. */
  crash(): Promise<void>;
}

const windows: Window[] = [];

function openWindow(): Window {
  const child = spawn(process.execPath, [program, shared], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const crash = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const window = { process: child, crash, says: async () => String((await lines.next()).value) };
  windows.push(window);
  return window;
}

/** Sizes of the files without a name that a process has open. */
function namelessFiles({ process: { pid } }: Window): number[] {
  const folder = `/proc/${pid}/fd`;
  const links = readdirSync(folder).map((name) => join(folder, name));
  return links.filter((link) => readlinkSync(link).startsWith(shared)).map((link) => statSync(link).size);
}

describe('older traffic on the disk', () => {
  beforeAll(async () => {
    mkdirSync(shared);
    const entry = join(__dirname, '../../support/trafficLogProcess.ts');
    await build({ entryPoints: [entry], outfile: program, bundle: true, platform: 'node', format: 'cjs', target: 'node20' });
  });

  afterAll(async () => {
    await Promise.all(windows.map((window) => window.crash()));
    rmSync(own, { recursive: true, force: true });
  });

  it('has no name, goes with its window when that crashes, and that of another window stays', async () => {
    const elsewhere = join(own, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'precious'), 'kept');
    symlinkSync(elsewhere, join(shared, 'micropython-sockets-link'));
    const [first, second] = [openWindow(), openWindow()];
    expect(await Promise.all([first.says(), second.says()])).toEqual(['written', 'written']);
    expect(readdirSync(shared)).toEqual(['micropython-sockets-link']);
    if (process.platform === 'linux') {
      const sizes = namelessFiles(first);
      expect(sizes.length).toBeGreaterThan(0);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(40_000_000);
    }
    await first.crash();
    expect(readdirSync(shared)).toEqual(['micropython-sockets-link']);
    const third = openWindow();
    expect(await third.says()).toBe('written');
    second.process.stdin.write('read\n');
    expect(await second.says()).toBe('1000 records');
    expect(readFileSync(join(elsewhere, 'precious'), 'utf8')).toBe('kept');
  });
});
