/**
 * Transfers of files that do not come to their end: cancelled, cut, reset. Whenever that is, the board has what it had before, or all of
 * what was sent, it can be reached, and after the next write into the folder no part of a file is left.
 */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { FilesBench } from '../../support/filesBench';

const BEFORE = 'what was there before';
const BYTES = randomBytes(20_000);

let simulator: SimulatedBoard;
beforeAll(() => {
  simulator = new SimulatedBoard({ distFolder: DIST });
});
afterAll(() => simulator.dispose());

async function opened(): Promise<FilesBench> {
  const bench = await FilesBench.open(simulator);
  onTestFinished(() => bench.dispose());
  await bench.files.hold((files) => files.write('/d/a.bin', Buffer.from(BEFORE)));
  return bench;
}

/** The file is as it was, the folder is in order after another write, and the board is at its prompt. */
async function expectUntouched(bench: FilesBench): Promise<void> {
  await bench.files.hold(async (files) => {
    expect(Buffer.from(await files.read('/d/a.bin')).toString()).toBe(BEFORE);
    await files.write('/d/b.bin', BYTES);
    expect((await files.list('/d')).map(({ name }) => name)).toEqual(['a.bin', 'b.bin']);
    expect(Buffer.compare(await files.read('/d/b.bin'), BYTES)).toBe(0);
    await files.remove('/d/b.bin');
  });
  expect(await bench.board.isAtPrompt()).toBe(true);
  expect(await bench.python('print("_mps_files" in globals())')).toBe('False\n');
}

describe('a transfer that is cancelled', () => {
  const REASON = new Error('Enough.');

  it.each([0, 1, 63, 1000, 10_000, 19_900])('leaves what was there: writing, after %i bytes', async (bytes) => {
    const bench = await opened();
    const cancellation = new AbortController();
    const onProgress = (done: number): void => void (done >= bytes && cancellation.abort(REASON));
    const write = bench.files.hold((files) => files.write('/d/a.bin', BYTES, { signal: cancellation.signal, onProgress }));
    await expect(write).rejects.toBe(REASON);
    await expectUntouched(bench);
  });

  it('leaves what was there: writing, at any moment', async () => {
    const bench = await opened();
    for (let delayMs = 0; delayMs < 60; delayMs += 5) {
      const cancellation = new AbortController();
      const { signal } = cancellation;
      setTimeout(() => cancellation.abort(REASON), delayMs);
      const write = bench.files.hold((files) => files.write('/d/a.bin', BYTES, { signal }), { signal });
      await expect(write).rejects.toBe(REASON);
    }
    await expectUntouched(bench);
  });

  it.each([0, 384, 10_000, 100_000])('leaves the board at its prompt: reading, after %i bytes', async (bytes) => {
    const bench = await opened();
    await bench.files.hold((files) => files.write('/d/c.bin', randomBytes(200_000)));
    const cancellation = new AbortController();
    const onProgress = (done: number): void => void (done >= bytes && cancellation.abort(REASON));
    const read = bench.files.hold((files) => files.read('/d/c.bin', { signal: cancellation.signal, onProgress }));
    await expect(read).rejects.toBe(REASON);
    await bench.files.hold((files) => files.remove('/d/c.bin'));
    await expectUntouched(bench);
  });

  it('that was cancelled before it began does nothing', async () => {
    const bench = await opened();
    const signal = AbortSignal.abort(REASON);
    await bench.files.hold(async (files) => {
      await expect(files.write('/d/a.bin', BYTES, { signal })).rejects.toBe(REASON);
      await expect(files.read('/d/a.bin', { signal })).rejects.toBe(REASON);
    });
    await expectUntouched(bench);
  });
});

describe('a wire that is cut', () => {
  it.each([1, 50, 300, 1000, 3000, 10_000, 19_000])('while %i bytes have gone to the board leaves what was there', async (bytes) => {
    const bench = await opened();
    const write = bench.files.hold((files) => {
      bench.relay.cutAfter(bytes, 'sent');
      return files.write('/d/a.bin', BYTES);
    });
    await expect(write).rejects.toThrow(/has ended|is gone/);
    await expectUntouched(await bench.reconnect());
  });

  it.each([1, 30, 200, 300])('while %i bytes have come from the board leaves what was there', async (bytes) => {
    const bench = await opened();
    const write = bench.files.hold((files) => {
      bench.relay.cutAfter(bytes, 'received');
      return files.write('/d/a.bin', BYTES);
    });
    await expect(write).rejects.toThrow(/has ended|is gone/);
    await expectUntouched(await bench.reconnect());
  });

  it('in the middle of reading leaves a board that the next host reaches', async () => {
    const bench = await opened();
    await bench.files.hold((files) => files.write('/c.bin', randomBytes(100_000)));
    const read = bench.files.hold((files) => {
      bench.relay.cutAfter(50_000, 'received');
      return files.read('/c.bin');
    });
    await expect(read).rejects.toThrow('has ended');
    await expectUntouched(await bench.reconnect());
  });
});

describe('a board that begins anew', () => {
  it.each(['write', 'read'] as const)('in the middle of a %s leaves what was there, and its prompt', async (way) => {
    const bench = await opened();
    await bench.files.hold((files) => files.write('/c.bin', randomBytes(400_000)));
    let isReset = false;
    const onProgress = (done: number): void => {
      if (done < 5000 || isReset) return;
      isReset = true;
      bench.simulated.reset('hard');
    };
    const transfer = bench.files.hold(async (files) =>
      way === 'write' ? files.write('/d/a.bin', BYTES, { onProgress }) : files.read('/c.bin', { onProgress }),
    );
    await expect(transfer).rejects.toThrow('The board was reset while the script ran.');
    await expectUntouched(bench);
  });
});
