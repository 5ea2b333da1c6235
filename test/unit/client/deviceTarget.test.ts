/** The board at a port that a window uses: connected once, run on, unplugged, found again, exchanged for another. Scripted boards stand at its wires. */
import { describe, expect, it, type TestContext } from 'vitest';
import { type BoardPort, ConnectedBoard, portKey } from '../../../board/src';
import { rankPorts } from '../../../board/src/ports/boardPort';
import { DeviceTarget, type DeviceChoice } from '../../../client/src/device/deviceTarget';
import type { DeviceSettings } from '../../../client/src/settings';
import type { RunOptions } from '../../../shared/src';
import { MemoryTransport } from '../../support/scriptedWires';
import type { Behaviour } from '../../support/scriptedBoard';

const SETTINGS: DeviceSettings = {
  baudRate: 115_200,
  controlLines: 'auto',
  softReset: true,
  imports: 'none',
  probe: false,
  reconnect: true,
  extraBoards: [],
};
const RUN: RunOptions = { network: 'all', aliases: [], heapSizeBytes: 100_000, recordSockets: true };
const USB = { vendorId: 0x10c4, productId: 0xea60 };
const [PORT] = rankPorts([{ path: '/dev/ttyUSB0', usb: USB, serialNumber: 'A1' }]) as [BoardPort];
const BOARD: DeviceChoice = { address: PORT.path, label: 'Test Board', key: portKey(PORT) };
const OTHER: DeviceChoice = { address: 'tcp://127.0.0.1:1', label: 'Other Board' };

/** Ports and what is behind them, as the test has it. */
class Bench {
  ports: readonly BoardPort[] = [PORT];
  listedCount = 0;
  readonly wires: MemoryTransport[] = [];
  readonly opened: string[] = [];
  /** What opening waits for. */
  gate: Promise<void> = Promise.resolve();
  refusals: Error[] = [];
  behaviour: Partial<Behaviour> = {};
  readonly notices: string[] = [];
  readonly power: boolean[] = [];
  private look: () => void = () => undefined;
  readonly target: DeviceTarget;

  constructor({ onTestFinished }: TestContext, settings: Partial<DeviceSettings> = {}) {
    this.target = new DeviceTarget({
      settings: () => ({ ...SETTINGS, ...settings }),
      passwords: { get: () => Promise.resolve('secret'), accepted: () => Promise.resolve() },
      mayReset: () => Promise.resolve(false),
      computer: { open: (address) => this.open(address), listPorts: () => this.listPorts() },
    });
    onTestFinished(() => this.target.dispose());
    this.target.onIdleEvent((event) => {
      if (event.kind === 'notice') this.notices.push(event.notice.text);
      this.look();
    });
    this.target.onDidChangePower((isOn) => {
      this.power.push(isOn);
      this.look();
    });
  }

  get wire(): MemoryTransport {
    const wire = this.wires.at(-1);
    if (!wire) throw new Error('nothing was opened');
    return wire;
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => (this.look = resolve));
  }

  private listPorts(): Promise<readonly BoardPort[]> {
    this.listedCount++;
    return Promise.resolve(this.ports);
  }

  private async open(address: string): Promise<ConnectedBoard> {
    this.opened.push(address);
    this.look();
    await this.gate;
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    const wire = new MemoryTransport(this.behaviour);
    this.wires.push(wire);
    return new ConnectedBoard(wire);
  }
}

/** On a board that was chosen. */
async function chosen(test: TestContext, settings?: Partial<DeviceSettings>): Promise<Bench> {
  const bench = new Bench(test, settings);
  await bench.target.choose(BOARD);
  return bench;
}

describe('the board at a port', () => {
  it('says what to do where none is chosen', async (test) => {
    await expect(new Bench(test).target.connect()).rejects.toThrow('No board is chosen. Use "Choose Board…" first.');
  });

  it('is connected once, however many ask for it', async (test) => {
    const { target, opened, power } = await chosen(test);
    expect(opened).toEqual([]);
    const [first, second] = await Promise.all([target.connect(), target.connect()]);
    expect([first === second, await target.connect(), opened, power]).toEqual([true, first, ['/dev/ttyUSB0'], [true]]);
  });

  it('runs a script to its end, and is at its prompt afterwards', async (test) => {
    const bench = await chosen(test);
    const run = await bench.target.start({ name: 'a.py', source: 'print(1)' }, RUN);
    expect(await run.done).toEqual({ kind: 'completed' });
    expect(bench.wire.board.sources).toContain('print(1)');
    await expect(bench.target.connect().then((board) => board.isAtPrompt())).resolves.toBe(true);
  });

  it('can be tried again after it could not be opened', async (test) => {
    const bench = await chosen(test);
    bench.refusals = [new Error('It is in use.')];
    await expect(bench.target.connect()).rejects.toThrow('It is in use.');
    await bench.target.connect();
    expect(bench.power).toEqual([true]);
  });

  it('is disconnected when another one is chosen, but not when the same one is', async (test) => {
    const { target, power } = await chosen(test);
    await target.connect();
    await target.choose({ ...BOARD });
    expect(power).toEqual([true]);
    await target.choose(OTHER);
    expect([power, target.isOn, target.describe()]).toEqual([[true, false], false, 'Other Board']);
  });

  it('is closed again if another one was chosen while it was opened', async (test) => {
    const bench = await chosen(test);
    let open = (): void => undefined;
    bench.gate = new Promise((resolve) => (open = resolve));
    const connecting = bench.target.connect();
    connecting.catch(() => undefined);
    await bench.until(() => bench.opened.length === 1);
    const choosing = bench.target.choose(OTHER);
    const next = bench.target.connect();
    open();
    await choosing;
    await expect(connecting).rejects.toThrow('Opening memory was cancelled.');
    expect((await next).transport).toBe(bench.wires[1]);
    expect([bench.opened, bench.power]).toEqual([['/dev/ttyUSB0', OTHER.address], [true]]);
    await bench.wires[0]?.write(Buffer.from('\r'));
    expect(bench.target.board?.transport).toBe(bench.wires[1]);
  });

  it('is found by its serial number at another port, and nothing else is taken for it', async (test) => {
    const bench = await chosen(test);
    bench.ports = rankPorts([
      { path: '/dev/ttyUSB0', usb: USB, serialNumber: 'B2' },
      { path: '/dev/ttyUSB7', usb: USB, serialNumber: 'A1' },
    ]);
    await bench.target.connect();
    expect(bench.opened).toEqual(['/dev/ttyUSB7']);
    await bench.target.disconnect();
    bench.ports = bench.ports.filter(({ serialNumber }) => serialNumber === 'B2');
    await expect(bench.target.connect()).rejects.toThrow('Test Board is not plugged in. Plug it in and try again, or use "Choose Board…".');
  });
});

describe('a board that is unplugged', () => {
  it('ends its run, and is connected again when it is back', async (test) => {
    const bench = await chosen(test);
    bench.behaviour = { program: (_source, running) => running.wait() };
    const run = await bench.target.start({ name: 'a.py', source: 'while True: pass' }, RUN);
    await new Promise<void>((resolve) => run.onEvent((event) => event.kind === 'state' && event.state === 'running' && resolve()));
    bench.ports = [];
    bench.wire.unplug();
    expect(await run.done).toEqual({ kind: 'disconnected', reason: 'memory is gone.' });
    expect([bench.power, bench.notices]).toEqual([[true, false], ['memory is gone.']]);
    bench.ports = [PORT];
    await bench.until(() => bench.target.isOn && bench.notices.length > 1);
    expect([bench.power, bench.notices]).toEqual([
      [true, false, true],
      ['memory is gone.', 'Test Board is connected again.'],
    ]);
  });

  it('is tried again if it cannot be opened yet, at intervals', async (test) => {
    const bench = await chosen(test);
    await bench.target.connect();
    bench.refusals = [new Error('not yet')];
    const before = performance.now();
    bench.wire.unplug();
    await bench.until(() => bench.notices.includes('Test Board is connected again.'));
    expect(bench.opened).toHaveLength(3);
    expect(performance.now() - before).toBeGreaterThan(900);
  });

  it('is not waited for if the user does not wish it, or if it is no port of this computer', async (test) => {
    for (const [settings, choice] of [
      [{ reconnect: false }, BOARD],
      [{}, OTHER],
    ] as const) {
      const bench = new Bench(test, settings);
      await bench.target.choose(choice);
      await bench.target.connect();
      const before = bench.listedCount;
      bench.wire.unplug();
      expect(bench.notices).toEqual(['memory is gone.']);
      // A watcher would have asked at once.
      await import('../../../board/src');
      await new Promise((resolve) => setImmediate(resolve));
      expect([bench.listedCount, bench.opened.length]).toEqual([before, 1]);
    }
  });

  it('is not waited for any more when another one is chosen', async (test) => {
    const bench = await chosen(test);
    await bench.target.connect();
    bench.ports = [];
    bench.wire.unplug();
    await bench.target.choose(OTHER);
    bench.ports = [PORT];
    await bench.target.connect();
    expect([bench.opened, bench.notices]).toEqual([['/dev/ttyUSB0', OTHER.address], ['memory is gone.']]);
  });
});

describe('resetting a board', () => {
  it('is refused while a script runs, but for the reset line', async (test) => {
    const bench = await chosen(test);
    bench.behaviour = { program: (_source, running) => running.wait() };
    const run = await bench.target.start({ name: 'a.py', source: 'while True: pass' }, RUN);
    for (const kind of ['soft', 'hard'] as const)
      await expect(bench.target.reset(kind)).rejects.toThrow(
        'Test Board runs a script, or transfers files. Stop that, or wait for its end',
      );
    let wasReset = false;
    bench.wire.hardReset = () => Promise.resolve(void (wasReset = true));
    await bench.target.reset('hard');
    expect(wasReset).toBe(true);
    run.dispose();
    await run.done;
  });
});

describe('the prompt of a board', () => {
  it('is not there while a program runs: that is said, and no word of Ctrl-C that was never sent', async (test) => {
    const bench = await chosen(test);
    bench.behaviour = {
      starts: 'program',
      program: (_source, running) => {
        running.print('rst:0x1 (POWERON_RESET),boot:0x13\r\nhello\r\n');
        return running.wait();
      },
    };
    await bench.target.openPrompt();
    expect(bench.notices).toEqual([
      'The board shows no prompt: a program runs on it, or it does not answer. Ctrl-C here interrupts what runs.',
    ]);
  });

  it('is not there on a board that waits for firmware: what to do is said', async (test) => {
    const bench = await chosen(test);
    bench.behaviour = {
      starts: 'program',
      program: (_source, running) => {
        running.print('rst:0x1 (POWERON_RESET),boot:0x3\r\nwaiting for download\r\n');
        return running.wait();
      },
    };
    await bench.target.openPrompt();
    expect(bench.notices).toHaveLength(1);
    expect(bench.notices[0]).toContain('Release BOOT, press EN or RST, then try again.');
  });
});
