/** What a script writes to the board's flash: over resets and runs, and whatever ends the script or the process. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readImage, resetImage, SimulatedBoard } from '../../../simulator/src';
import { isInUse } from '../../../simulator/src/flash';
import { DIST } from '../../support/distFolders';
import { ObservedRun, runToEnd } from '../../support/runs';
import { SerialConsole } from '../../support/serialConsole';

const PROMPT = '>>> ';
let simulator: SimulatedBoard;
let folder = '';
let flashImage = '';
beforeAll(() => {
  simulator = new SimulatedBoard({ distFolder: DIST });
});
afterAll(() => simulator.dispose());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flash-'));
  flashImage = join(folder, 'image', 'board.img');
  const mine = folder;
  onTestFinished(() => rmSync(mine, { recursive: true }));
});

function kept(path: string): string | undefined {
  const bytes = readImage(flashImage).read(path);
  return bytes && Buffer.from(bytes).toString();
}

describe('the flash over runs', () => {
  it('keeps what a script wrote, also in a file that it left open', async () => {
    await runToEnd(simulator, 'open("a.txt", "w").write("left open")\nimport os\nos.mkdir("d")', { flashImage });
    const { stdout } = await runToEnd(simulator, 'import os\nprint(open("a.txt").read(), os.listdir())', { flashImage });
    expect(stdout).toBe("left open ['a.txt', 'd', 'test.py']\n");
  });

  it('forgets it without an image', async () => {
    await runToEnd(simulator, 'open("a.txt", "w").close()');
    expect((await runToEnd(simulator, 'import os\nprint(os.listdir())')).stdout).toBe("['test.py']\n");
  });

  it('keeps what was flushed before the script was killed, and not the rest', async () => {
    const source = 'f = open("a.txt", "w")\nf.write("flushed")\nf.flush()\nf.write(" lost")\nprint("up")\nwhile True: pass';
    const run = await ObservedRun.start(simulator, source, { flashImage });
    await run.until(({ stdout }) => stdout.includes('up'));
    run.run.kill();
    expect(await run.done).toEqual({ kind: 'interrupted', killed: true });
    expect(kept('/a.txt')).toBe('flushed');
  });

  it('can be read while the board writes it', async () => {
    const run = await ObservedRun.start(simulator, 'f = open("a.txt", "w")\nf.write("x")\nf.close()\nprint("up")\nwhile True: pass', {
      flashImage,
    });
    await run.until(({ stdout }) => stdout.includes('up'));
    expect(kept('/a.txt')).toBe('x');
    run.run.kill();
    await run.done;
  });

  it('has its size, and says 28 when it is full', async () => {
    const source = 'f = open("a.bin", "wb")\ntry:\n  while True: f.write(bytes(4096))\nexcept OSError as e: print(e.errno)';
    expect((await runToEnd(simulator, source, { flashImage })).stdout).toBe('28\n');
    const again = 'import os\nprint(os.stat("a.bin")[6], os.statvfs("/")[3] > 500)';
    expect((await runToEnd(simulator, again, { flashImage })).stdout).toBe('0 True\n');
  });
});

describe('what lies in the flash beside files', () => {
  const write = `
import esp, esp32
nvs = esp32.NVS("mine")
nvs.set_i32("count", -7)
nvs.set_blob("name", b"shed")
esp.flash_write(0x300000, b"raw")
`;
  const read = `
import esp, esp32
nvs = esp32.NVS("mine")
raw, name = bytearray(3), bytearray(4)
esp.flash_read(0x300000, raw)
try:
    nvs.get_blob("name", name)
    print(nvs.get_i32("count"), name, raw)
except OSError as e:
    print(e, raw)
`;
  const WRITTEN = "-7 bytearray(b'shed') bytearray(b'raw')\n";
  const ERASED = "(-4354, 'ESP_ERR_NVS_NOT_FOUND') bytearray(b'\\xff\\xff\\xff')\n";

  it('is kept over runs, and erased with the rest', async () => {
    await runToEnd(simulator, write, { flashImage });
    expect((await runToEnd(simulator, read, { flashImage })).stdout).toBe(WRITTEN);
    resetImage(flashImage);
    expect((await runToEnd(simulator, read, { flashImage })).stdout).toBe(ERASED);
  });

  it('is forgotten without an image', async () => {
    await runToEnd(simulator, write);
    expect((await runToEnd(simulator, read)).stdout).toBe(ERASED);
  });

  it.each(['with', 'without'])('survives power-off of a board that stays on %s an image', async (which) => {
    const line = await SerialConsole.open(simulator, which === 'with' ? { flashImage } : {});
    onTestFinished(() => line.board.dispose());
    await line.board.boot();
    await line.until(PROMPT);
    await line.exchange('import esp32; nvs = esp32.NVS("mine"); nvs.set_i32("count", 5)\r', `\n${PROMPT}`);
    line.board.reset('hard');
    await line.until(PROMPT);
    expect(await line.exchange('import esp32; esp32.NVS("mine").get_i32("count") + 100\r', `\n${PROMPT}`)).toContain('\r\n105\r\n');
  });

  it('is not there at the next run on a board that begins each run anew', async () => {
    const line = await SerialConsole.open(simulator, {});
    onTestFinished(() => line.board.dispose());
    await line.board.runScript({ name: 'a.py', source: write }, 'hard');
    await line.board.runScript({ name: 'b.py', source: read }, 'hard');
    await line.until('NVS_NOT_FOUND');
  });

  it('is listed by the command line', async () => {
    await runToEnd(simulator, write, { flashImage });
    const { stdout, stderr } = spawnSync(process.execPath, [join(DIST, 'cli.js'), 'flash', 'nvs', '--flash', flashImage], {
      encoding: 'utf8',
    });
    expect([stdout, stderr]).toEqual(['mine\tcount\t-7\nmine\tname\t0x73686564\n', '']);
  });
});

describe('the image', () => {
  it('belongs to one board at a time', async () => {
    const first = await ObservedRun.start(simulator, 'print("up")\nwhile True: pass', { flashImage });
    await expect(ObservedRun.start(simulator, 'print(1)', { flashImage })).rejects.toThrow(/in use by another simulated board/);
    first.run.kill();
    await first.done;
    expect((await runToEnd(simulator, 'print(1)', { flashImage })).stdout).toBe('1\n');
    expect(existsSync(`${flashImage}.lock`)).toBe(false);
  });

  it('is left as it is when it is damaged', async () => {
    await runToEnd(simulator, 'open("a.txt", "w").close()', { flashImage });
    const bytes = readFileSync(flashImage);
    bytes[60] = (bytes[60] ?? 0) ^ 0xff;
    writeFileSync(flashImage, bytes);
    await expect(ObservedRun.start(simulator, 'print(1)', { flashImage })).rejects.toThrow(`${flashImage} is damaged`);
    expect(readFileSync(flashImage)).toEqual(bytes);
    expect(existsSync(`${flashImage}.lock`)).toBe(false);
  });

  it('is whole whenever the process is killed', async () => {
    const script = join(folder, 'write.py');
    const source = `
import os
n = 0
while True:
    with open("a.txt", "w") as f:
        f.write(str(n) * 500)
    os.rename("a.txt", "b.txt")
    n += 1
    if n % 20 == 0: print(n)
`;
    writeFileSync(script, source);
    for (let lines = 1; lines <= 2; lines++) {
      const child = spawn(process.execPath, [join(DIST, 'cli.js'), 'run', '--flash', flashImage, script], { detached: true });
      await new Promise<void>((resolve, reject) => {
        let seen = '';
        child.stderr.on('data', (text: Buffer) => reject(new Error(text.toString())));
        child.stdout.on('data', (text: Buffer) => {
          seen += text.toString();
          if (seen.split('\n').length > lines) resolve();
        });
      });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      // The whole group: the command line, and the process of the board.
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await ended;
      await vi.waitFor(() => expect(isInUse(flashImage)).toBe(false), { timeout: 10_000 });
      const text = kept('/b.txt') ?? '';
      const number = text.slice(0, text.length / 500);
      expect(text).toBe(number.repeat(500));
      expect(Number(number)).toBeGreaterThanOrEqual(20 * lines - 2);
    }
    const { stdout } = await runToEnd(simulator, 'print(len(open("b.txt").read()) % 500)', { flashImage });
    expect(stdout).toBe('0\n');
  }, 60_000);
});

describe('a board that stays on', () => {
  async function boot(options: { readonly flashImage?: string }): Promise<{ line: SerialConsole; banner: string }> {
    const line = await SerialConsole.open(simulator, options);
    onTestFinished(() => line.board.dispose());
    await line.board.boot();
    return { line, banner: await line.until(PROMPT) };
  }

  it.each(['with', 'without'])('keeps its files over soft and hard resets %s an image', async (which) => {
    const { line } = await boot(which === 'with' ? { flashImage } : {});
    await line.exchange('f = open("a.txt", "w"); f.write("soft"); g = open("b.txt", "w"); g.write("hard"); g.flush()\r', `\n${PROMPT}`);
    await line.exchange('\x04', PROMPT);
    expect(await line.exchange('open("a.txt").read(), open("b.txt").read()\r', `\n${PROMPT}`)).toContain("('soft', 'hard')");
    await line.exchange('f = open("a.txt", "w"); f.write("lost"); f = open("c.txt", "w"); f.write("lost")\r', `\n${PROMPT}`);
    line.board.reset('hard');
    await line.until(PROMPT);
    // What was not flushed is gone; a file that was opened anew is there, empty, and the other one as it was.
    expect(await line.exchange('open("a.txt").read(), open("b.txt").read(), open("c.txt").read()\r', `\n${PROMPT}`)).toContain(
      "('soft', 'hard', '')",
    );
  });

  it('is set up at its first boot ever, and gets a boot.py', async () => {
    const first = await boot({ flashImage });
    expect(first.banner).toMatch(/^Performing initial setup\r\nMicroPython v/);
    expect(await first.line.exchange('import os; os.listdir()\r', `\n${PROMPT}`)).toContain("['boot.py']");
    const bootFile = await first.line.exchange('print(open("boot.py").read())\r', `\n${PROMPT}`);
    expect(bootFile.match(/^#.*$/gm)).toHaveLength(5);
    expect(bootFile).toMatch(/^# *import esp\r\n# *esp\.osdebug\(None\)\r\n# *import webrepl\r\n# *webrepl\.start\(\)\r\n\r\n>>> $/m);
    await first.line.exchange('os.remove("boot.py")\r', `\n${PROMPT}`);
    first.line.board.dispose();
    await first.line.board.done;
    const second = await boot({ flashImage });
    expect(second.banner).toMatch(/^MicroPython v/);
    expect(await second.line.exchange('import os; os.listdir()\r', `\n${PROMPT}`)).toContain('[]');
  });

  it('runs a main.py that the last one wrote', async () => {
    const { line } = await boot({ flashImage });
    const update = 'import machine\nwith open("main.py", "w") as f:\n  f.write("print(\'updated\')")\nmachine.reset()';
    await line.board.runScript({ name: 'main.py', source: update });
    expect(await line.until(PROMPT)).toContain('updated\r\n');
  });
});
