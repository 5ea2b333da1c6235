/** In which order the control lines of a port change: on a port without hardware, which writes down what it is told. */
import { createRequire } from 'node:module';
import { afterEach, describe, expect, it } from 'vitest';
import { closingSteps, openingSteps, resetSteps, type LineKind, type LineStates } from '../../../board/src/transport/controlLines';
import { openSerial, type SerialSettings, type SerialSystem } from '../../../board/src/transport/serialTransport';
import type { SerialStream } from '../../../board/src/transport/serialLibrary';
import type { ControlLines } from '../../../board/src';

/** What of the serial library's own mock is used; its types cannot be found the way this project finds types. */
interface MockBinding {
  createPort(path: string): void;
  reset(): void;
  open(options: unknown): Promise<{ set(states: Partial<LineStates>): Promise<void>; close(): Promise<void> }>;
}

const require = createRequire(import.meta.url);
const { MockBinding } = require('@serialport/binding-mock') as { MockBinding: MockBinding };
const { SerialPortStream } = require('@serialport/stream') as { SerialPortStream: new (options: unknown) => SerialStream };

const PATH = '/dev/ttyMock';

interface Recorded {
  readonly system: SerialSystem;
  /** `dtr`, `rts`, `dtr+rts`, `none`, `close`, in the order in which the port was told. */
  readonly told: string[];
  readonly times: number[];
  readonly settings: SerialSettings[];
}

function recorded(kind: LineKind, refuse?: (states: LineStates) => Error | undefined): Recorded {
  const told: string[] = [];
  const times: number[] = [];
  const settings: SerialSettings[] = [];
  MockBinding.createPort(PATH);
  const binding = {
    open: async (options: unknown) => {
      const port = await MockBinding.open(options);
      const close = port.close.bind(port);
      port.set = ({ dtr, rts }) => {
        const problem = refuse?.({ dtr: dtr === true, rts: rts === true });
        if (problem) return Promise.reject(problem);
        told.push([dtr === true ? 'dtr' : '', rts === true ? 'rts' : ''].filter(Boolean).join('+') || 'none');
        times.push(performance.now());
        return Promise.resolve();
      };
      port.close = () => {
        told.push('close');
        return close();
      };
      return port;
    },
  };
  const system: SerialSystem = {
    create: (given) => {
      settings.push(given);
      return Promise.resolve(new SerialPortStream({ ...given, binding }));
    },
    kindOf: () => Promise.resolve(kind),
    problemOf: (path, error) => Promise.resolve(`${path}: ${String(error)}`),
  };
  return { system, told, times, settings };
}

afterEach(() => MockBinding.reset());

describe('the control lines of a port', () => {
  it.each<[string, LineKind, ControlLines, string[], string[]]>([
    ['a bridge is opened with both on, by way of DTR', 'bridge', 'auto', ['dtr', 'dtr+rts'], ['dtr', 'none', 'close']],
    ['both on is what a bridge gets anyway', 'bridge', 'bothOn', ['dtr', 'dtr+rts'], ['dtr', 'none', 'close']],
    ['both off stays so when it is closed', 'bridge', 'bothOff', ['dtr', 'none'], ['close']],
    [
      "the chip's own converter is told twice",
      'usbSerialJtag',
      'auto',
      ['dtr', 'dtr', 'dtr+rts', 'dtr+rts'],
      ['dtr', 'dtr', 'none', 'none', 'close'],
    ],
    ['a USB port of the firmware is never told DTR alone', 'nativeUsb', 'auto', ['dtr+rts'], ['none', 'close']],
  ])('%s', async (_title, kind, controlLines, opening, closing) => {
    const { system, told } = recorded(kind);
    const wire = await openSerial(PATH, { controlLines }, system);
    expect(told.splice(0)).toEqual(opening);
    await wire.close();
    expect(told).toEqual(closing);
  });

  it('are not left to the serial library, which would set DTR alone', async () => {
    const { system, settings } = recorded('bridge');
    const wire = await openSerial(PATH, { baudRate: 9600 }, system);
    await wire.close();
    expect(settings).toEqual([{ path: PATH, baudRate: 9600, lock: true, hupcl: false, autoOpen: false }]);
  });

  it.each<[LineKind, ControlLines, string[]]>([
    ['bridge', 'auto', ['rts', 'dtr+rts']],
    ['bridge', 'bothOff', ['rts', 'none']],
    ['usbSerialJtag', 'auto', ['rts', 'rts', 'dtr+rts', 'dtr+rts']],
  ])('of a %s, %s, reset the chip by RTS alone', async (kind, controlLines, steps) => {
    const { system, told, times } = recorded(kind);
    const wire = await openSerial(PATH, { controlLines }, system);
    told.splice(0);
    times.splice(0);
    await wire.hardReset?.();
    expect(told).toEqual(steps);
    // Long enough for the slowest reset circuit; a timer may be early by less than a millisecond.
    expect(times.at(-1)! - times[0]!).toBeGreaterThan(99);
    await wire.close();
  });

  it('of a USB port of the firmware reset nothing', async () => {
    const { system } = recorded('nativeUsb');
    const wire = await openSerial(PATH, {}, system);
    expect(wire.hardReset).toBeUndefined();
    await wire.close();
  });

  it('that a port does not have are no error, and reset nothing', async () => {
    const { system, told } = recorded('bridge', () => new Error('cannot set'));
    const wire = await openSerial(PATH, {}, system);
    expect(wire.hardReset).toBeUndefined();
    await wire.close();
    expect(told).toEqual(['close']);
  });

  it('that stop answering make a reset fail in words', async () => {
    let isDead = false;
    const { system } = recorded('bridge', () => (isDead ? new Error('EIO') : undefined));
    const wire = await openSerial(PATH, {}, system);
    isDead = true;
    await expect(wire.hardReset?.()).rejects.toThrow(`${PATH} could not reset the board: its control lines do not answer.`);
    await wire.close();
  });

  it('are brought to rest and the port is closed when opening is given up half-way', async () => {
    const giveUp = new AbortController();
    const { system, told } = recorded('bridge', ({ rts }) => {
      if (!rts) giveUp.abort();
      return undefined;
    });
    await expect(openSerial(PATH, { signal: giveUp.signal }, system)).rejects.toThrow(`Opening ${PATH} was cancelled.`);
    expect(told).toEqual(['dtr', 'dtr', 'none', 'close']);
  });
});

describe('a port that is given up', () => {
  it('is not even opened when the user was faster than the list of ports', async () => {
    const { system, told } = recorded('bridge');
    const giveUp = new AbortController();
    let listed = (_kind: LineKind): void => undefined;
    const slow: SerialSystem = { ...system, kindOf: () => new Promise((resolve) => (listed = resolve)) };
    const opening = openSerial(PATH, { signal: giveUp.signal }, slow);
    giveUp.abort();
    await expect(opening).rejects.toThrow(`Opening ${PATH} was cancelled.`);
    listed('bridge');
    // The next one finds it free, and nothing was told to it before.
    const next = await openSerial(PATH, {}, system);
    expect(told).toEqual(['dtr', 'dtr+rts']);
    await next.close();
  });
});

describe('the steps of the control lines', () => {
  const kinds: readonly LineKind[] = ['bridge', 'usbSerialJtag', 'nativeUsb'];
  const modes: readonly ControlLines[] = ['auto', 'bothOn', 'bothOff'];

  it('never hold a chip in reset while a port opens or closes', () => {
    for (const kind of kinds)
      for (const mode of modes)
        for (const { dtr, rts } of [...openingSteps(mode, kind), ...closingSteps(mode, kind)]) expect(rts && !dtr).toBe(false);
  });

  it('never go from reset to the boot pin, which starts the loader', () => {
    for (const kind of kinds)
      for (const mode of modes) {
        const steps = [...openingSteps(mode, kind), ...(resetSteps(mode, kind) ?? []), ...closingSteps(mode, kind)];
        steps.forEach((step, index) => {
          const before = steps[index - 1];
          expect(before !== undefined && before.rts && !before.dtr && step.dtr && !step.rts).toBe(false);
        });
      }
  });
});
