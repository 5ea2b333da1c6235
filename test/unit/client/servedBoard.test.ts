/** Serving a board on a port, as the commands ask for it: one board at a time, and never one that nobody wants any more. */
import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../shared/src';
import { ServedBoard, type BoardOnPort, type ServedState } from '../../../client/src/servedBoard';

class Opened implements BoardOnPort {
  readonly address = '127.0.0.1:7701';
  isDisposed = false;
  switchOff: () => void = () => undefined;
  readonly gone = new Promise<void>((resolve) => {
    this.switchOff = resolve;
  });
  private readonly program = new Emitter<boolean>();
  readonly onDidChangeProgram = this.program.event;

  connect(): void {
    this.program.fire(true);
  }

  disconnect(): void {
    this.program.fire(false);
  }

  dispose(): void {
    this.isDisposed = true;
  }
}

function kinds(board: ServedBoard): ServedState['kind'][] {
  const seen: ServedState['kind'][] = [];
  board.onDidChangeState(({ kind }) => seen.push(kind));
  return seen;
}

describe('a served board', () => {
  it('is opened once, and switched off when serving stops', async () => {
    const opened: Opened[] = [];
    const board = new ServedBoard(() => {
      const board = new Opened();
      opened.push(board);
      return Promise.resolve(board);
    });
    const seen = kinds(board);
    expect([await board.start(), await board.start()]).toEqual(['127.0.0.1:7701', '127.0.0.1:7701']);
    expect(opened).toHaveLength(1);
    board.stop();
    board.stop();
    expect([opened[0]?.isDisposed, seen]).toEqual([true, ['starting', 'serving', 'off']]);
  });

  it('is switched off at once if serving was stopped while it was opened', async () => {
    const opened = new Opened();
    let open: () => void = () => undefined;
    const board = new ServedBoard(() => new Promise((resolve) => (open = () => resolve(opened))));
    const started = board.start();
    expect(await board.start()).toBeUndefined();
    board.stop();
    open();
    expect([await started, opened.isDisposed, board.state]).toEqual([undefined, true, { kind: 'off' }]);
  });

  it('is off after a failure to open it, and can be tried again', async () => {
    let tries = 0;
    const board = new ServedBoard(() => (tries++ === 0 ? Promise.reject(new Error('no port')) : Promise.resolve(new Opened())));
    await expect(board.start()).rejects.toThrow('no port');
    expect(board.state).toEqual({ kind: 'off' });
    expect(await board.start()).toBe('127.0.0.1:7701');
  });

  it('is served no more when the board is switched off', async () => {
    const opened = new Opened();
    const board = new ServedBoard(() => Promise.resolve(opened));
    await board.start();
    const off = new Promise((resolve) => void board.onDidChangeState(resolve));
    opened.switchOff();
    expect(await off).toEqual({ kind: 'off' });
    expect(opened.isDisposed).toBe(true);
  });

  it('tells who has its line, also when serving stops', async () => {
    const opened = new Opened();
    const board = new ServedBoard(() => Promise.resolve(opened));
    const seen: boolean[] = [];
    board.onDidChangeProgram((hasProgram) => seen.push(hasProgram));
    await board.start();
    opened.connect();
    expect(board.hasProgram).toBe(true);
    board.disconnectProgram();
    expect(board.hasProgram).toBe(false);
    opened.connect();
    board.stop();
    expect([board.hasProgram, seen]).toEqual([false, [true, false, true, false]]);
  });
});
