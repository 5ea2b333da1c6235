/** How a board that stays on resets and sleeps: what its serial line shows, what the next life knows of the last one. */
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { SerialConsole } from '../../support/serialConsole';

const simulator = new SimulatedBoard({ distFolder: DIST });
afterAll(() => simulator.dispose());

const PROMPT = '>>> ';
const NEXT = `\n${PROMPT}`;

async function switchedOn({ onTestFinished }: TestContext): Promise<SerialConsole> {
  const line = await SerialConsole.open(simulator);
  onTestFinished(() => line.board.dispose());
  await line.board.boot();
  await line.until(PROMPT);
  await line.exchange('import machine, network, time\r', NEXT);
  return line;
}

/** What an expression gives at the prompt, after the modules of the tests were imported. */
async function valueOf(line: SerialConsole, expression: string): Promise<string> {
  const text = await line.exchange(`import machine, network, time; ${expression}\r`, NEXT);
  return text.slice(text.indexOf('\r\n') + 2, -`\r\n${PROMPT}`.length);
}

describe.concurrent('a board that resets', () => {
  it('says on its serial line why, and keeps clock and RTC memory', async (test) => {
    const line = await switchedOn(test);
    await valueOf(line, 'machine.RTC().memory(b"kept"); machine.RTC().datetime((2030, 1, 1, 0, 12, 0, 0, 0))');
    expect(await line.exchange('machine.reset()\r', PROMPT)).toMatch(/ets [^\r]+\r\n\r\nrst:0xc \(SW_CPU_RESET\),boot:/);
    expect(await valueOf(line, 'machine.reset_cause(), machine.RTC().memory(), time.gmtime()[:4]')).toBe("(2, b'kept', (2030, 1, 1, 12))");
  });

  it('has lost both after its button, which is like power-on', async (test) => {
    const line = await switchedOn(test);
    await valueOf(line, 'machine.RTC().memory(b"kept"); machine.RTC().datetime((2030, 1, 1, 0, 12, 0, 0, 0))');
    line.board.reset('hard');
    expect(await line.until(PROMPT)).toContain('rst:0x1 (POWERON_RESET)');
    expect(await valueOf(line, 'machine.reset_cause(), machine.RTC().memory(), time.gmtime()[0]')).toBe("(1, b'', 2000)");
  });

  it('keeps what was written into its backup memory, also when its watchdog resets it', async (test) => {
    const line = await switchedOn(test);
    const kept = 'bytes(machine.mem_backup()[1000:1004]), machine.RTC().memory()';
    await valueOf(line, 'm = machine.mem_backup(); m[1000:1004] = b"kept"; machine.RTC().memory(b"abc"); m[1] = 66');
    await line.exchange('\x04', PROMPT);
    expect(await valueOf(line, kept)).toBe("(b'kept', b'aBc')");
    await line.exchange('machine.reset()\r', PROMPT);
    expect(await valueOf(line, kept)).toBe("(b'kept', b'aBc')");
    line.send('m = machine.mem_backup(); m[1003] = 33; w = machine.WDT(timeout=300)\r');
    await line.until('rst:');
    await line.until(PROMPT);
    expect(await valueOf(line, kept)).toBe("(b'kep!', b'aBc')");
    line.board.reset('hard');
    await line.until(PROMPT);
    expect(await valueOf(line, kept)).toBe(String.raw`(b'\x00\x00\x00\x00', b'')`);
  });

  it('can be reset by the callback of a timer, and only printed by one that raises SystemExit', async (test) => {
    const line = await switchedOn(test);
    line.send('t = machine.Timer(0, mode=machine.Timer.ONE_SHOT, period=50, callback=lambda t: machine.soft_reset())\r');
    expect(await line.until('SystemExit: ')).toContain('Traceback');
    line.send('t.init(mode=machine.Timer.ONE_SHOT, period=50, callback=lambda t: machine.reset())\r');
    await line.until('rst:0xc');
    await line.until(PROMPT);
    expect(await valueOf(line, 'machine.reset_cause()')).toBe('2');
    line.send('t = machine.Timer(0, period=50, callback=lambda t: machine.deepsleep(10)); exec("while True: pass")\r');
    await line.until('rst:0x5');
  });

  it('keeps the frequency of its processor and the pins of its buses when it resets softly, and not when it resets hard', async (test) => {
    const line = await switchedOn(test);
    await valueOf(line, 'machine.freq(80000000); machine.I2C(0, scl=22, freq=100000)');
    await line.exchange('\x04', PROMPT);
    expect(await valueOf(line, 'machine.freq(), machine.I2C(0)')).toBe('(80000000, I2C(0, scl=22, sda=19, freq=100000, timeout=50000))');
    await line.exchange('machine.reset()\r', PROMPT);
    expect(await valueOf(line, 'machine.freq(), machine.I2C(0)')).toBe('(160000000, I2C(0, scl=18, sda=19, freq=400000, timeout=50000))');
  });

  it('is reset by a watchdog that is not fed, also while it computes', async (test) => {
    const line = await switchedOn(test);
    await valueOf(line, 'machine.RTC().memory(b"kept"); w = machine.WDT(timeout=300)');
    line.send('while True: pass\r\r');
    expect(await line.until(PROMPT)).toContain('rst:0xc');
    expect(await valueOf(line, 'machine.reset_cause(), machine.RTC().memory()')).toBe("(3, b'kept')");
    expect(line.events).toContainEqual({ kind: 'reset', cause: 'watchdog' });
  });

  it('is left alone by a watchdog that is fed, and a soft reset does not stop it', async (test) => {
    const line = await switchedOn(test);
    const feeding = 'exec("for i in range(20):\\n time.sleep_ms(200); w.feed()")';
    expect(await valueOf(line, `w = machine.WDT(timeout=3000); ${feeding}; machine.reset_cause()`)).toBe('1');
    await line.exchange('\x04', PROMPT);
    expect(await line.until('rst:')).toContain('ets');
    await line.until(PROMPT);
    expect(await valueOf(line, 'machine.reset_cause()')).toBe('3');
  });

  it('sleeps deeply without its network and wakes by its timer', async (test) => {
    const line = await switchedOn(test);
    await valueOf(line, 'w = network.WLAN(); w.active(True); w.connect("any", "12345678"); machine.RTC().memory(b"kept")');
    expect(await line.exchange('machine.deepsleep(200)\r', PROMPT)).toContain('rst:0x5 (DEEPSLEEP_RESET)');
    const seen = await valueOf(line, 'machine.reset_cause(), machine.wake_reason(), machine.RTC().memory(), network.WLAN().active()');
    expect(seen).toBe("(4, 4, b'kept', False)");
    await line.exchange('\x04', PROMPT);
    expect(await valueOf(line, 'machine.reset_cause(), machine.wake_reason()')).toBe('(5, 4)');
  });

  it('sleeps until it is switched on if no timer wakes it', async (test) => {
    const line = await switchedOn(test);
    line.send('machine.deepsleep()\r');
    await test.expect
      .poll(() => line.events.some((event) => event.kind === 'notice' && event.notice.text.includes('deep sleep')))
      .toBe(true);
    const result = await line.board.runScript({ name: 'a.py', source: 'import machine\nprint("cause", machine.reset_cause())' });
    expect(result).toEqual({ kind: 'completed' });
    expect(await line.until(PROMPT)).toContain('cause 1\r\n');
  });

  it('wakes when a pin gets the level that it waits for, from light and from deep sleep', async (test) => {
    const line = await switchedOn(test);
    line.board.setPin(33, 0);
    await valueOf(line, 'import esp32; esp32.wake_on_ext0(33, True)');
    line.send('machine.lightsleep()\r');
    line.board.setPin(33, 1);
    await line.until(NEXT);
    expect(await valueOf(line, 'machine.wake_reason() == machine.EXT0_WAKE')).toBe('True');
    line.board.setPin(33, 0);
    await valueOf(line, 'esp32.wake_on_ext0(None); esp32.wake_on_ext1((33, 32), esp32.WAKEUP_ANY_HIGH)');
    line.send('print("asleep"); machine.deepsleep()\r');
    await line.until('asleep\r\n');
    line.board.setPin(33, 1);
    expect(await line.until(PROMPT)).toContain('rst:0x5');
    expect(await valueOf(line, 'machine.reset_cause(), machine.wake_reason() == machine.EXT1_WAKE')).toBe('(4, True)');
  });

  it('wakes when a touch pad is touched more than its threshold says, from light and from deep sleep', async (test) => {
    const line = await switchedOn(test);
    await valueOf(line, 'import esp32; p = machine.TouchPad(14); p.config(300); esp32.wake_on_touch(True)');
    line.send('machine.lightsleep()\r');
    line.board.setTouch(14, 290);
    await line.until(NEXT);
    expect(await valueOf(line, 'machine.wake_reason() == machine.TOUCHPAD_WAKE, machine.wake_pins()')).toBe('(True, ())');
    line.board.setTouch(14, 310);
    line.send('print("asleep"); machine.deepsleep()\r');
    await line.until('asleep\r\n');
    line.board.setTouch(14, 290);
    expect(await line.until(PROMPT)).toContain('rst:0x5');
    expect(await valueOf(line, 'machine.reset_cause(), machine.wake_reason() == machine.TOUCHPAD_WAKE')).toBe('(4, True)');
  });

  it('leaves Wi-Fi and its settings as they are when it resets softly', async (test) => {
    const line = await switchedOn(test);
    await valueOf(
      line,
      'network.hostname("shed"); network.country("DE"); w = network.WLAN(); w.active(True); w.config(reconnects=3, pm=0)',
    );
    await valueOf(line, 'a = network.WLAN(1); a.config(ssid="own"); a.ifconfig(("10.0.0.1", "255.0.0.0", "10.0.0.1", "1.1.1.1"))');
    await line.exchange('w.connect("home", "12345678")\r', NEXT);
    await line.exchange('while not w.isconnected(): time.sleep_ms(20)\r\r', NEXT);
    await line.exchange('\x04', PROMPT);
    const settings = 'w.isconnected(), w.config("ssid"), w.config("reconnects"), w.config("pm"), a.config("ssid"), a.ifconfig()[0]';
    expect(await valueOf(line, `w = network.WLAN(); a = network.WLAN(1); network.hostname(), network.country(), ${settings}`)).toBe(
      "('shed', 'DE', True, 'home', 3, 0, 'own', '10.0.0.1')",
    );
  });
});

describe.concurrent('a run from the command line', () => {
  const run = async (name: string, source: string): Promise<{ readonly output: string; readonly notices: readonly string[] }> => {
    const session = await simulator.start(
      { name, source },
      { network: 'none', aliases: [], heapSizeBytes: 128 * 1024, recordSockets: false },
    );
    let output = '';
    const notices: string[] = [];
    session.onEvent((event) => {
      if (event.kind === 'output') output += Buffer.from(event.bytes).toString();
      if (event.kind === 'notice') notices.push(event.notice.text);
    });
    expect(await session.done).toEqual({ kind: 'completed' });
    return { output, notices };
  };

  it('goes through all that main.py does over its resets', async () => {
    const { output, notices } = await run(
      'main.py',
      [
        'import machine, time',
        'cause = machine.reset_cause()',
        'print(cause, machine.wake_reason())',
        'if cause == machine.PWRON_RESET: machine.reset()',
        'if cause == machine.HARD_RESET: machine.deepsleep(50)',
        'if cause == machine.DEEPSLEEP_RESET:',
        '  machine.WDT(timeout=100)',
        '  while True: pass',
      ].join('\n'),
    );
    expect(output).toBe('1 0\n2 0\n4 4\n3 0\n');
    expect(notices).toEqual([expect.stringContaining('watchdog')]);
  });

  it('says that another script is not run again', async () => {
    const { output, notices } = await run('blink.py', 'import machine\nprint("once")\nmachine.reset()');
    expect(output).toBe('once\n');
    expect(notices).toEqual([expect.stringContaining('blink.py has reset the board')]);
  });

  it('begins with boot.py again when that resets softly', async () => {
    const { output } = await run(
      'boot.py',
      'import machine\nprint("boot", machine.reset_cause())\nif machine.reset_cause() != 5: machine.soft_reset()',
    );
    expect(output).toBe('boot 1\n');
  });
});
