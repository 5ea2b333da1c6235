/**
 * `serve` and `repl` of the built command line: a host program attaches to the board's serial line and does what mpremote
 * does, byte for byte; one program at a time, a board that stays on when it leaves, and a way to switch it off.
 */
import { createServer, type AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CliBench, type CliRun } from '../../support/cli';
import { HostFolder } from '../../support/hostFolder';
import { RawReplClient, sha256Of } from '../../support/rawReplClient';

/** A `serve` that runs, and its address. */
async function serving(bench: CliBench, ...words: string[]): Promise<{ run: CliRun; address: string }> {
  const run = bench.start('serve', '--port', '0', ...words);
  await run.printed('\n');
  return { run, address: run.stdout.toString().trimEnd() };
}

async function switchOff({ child, ended }: CliRun): Promise<number | NodeJS.Signals> {
  child.kill('SIGINT');
  return ended;
}

describe('a host program on the serial line', () => {
  let bench: CliBench;
  let run: CliRun;
  let address: string;
  let client: RawReplClient;
  beforeAll(async () => {
    bench = await CliBench.create();
    await bench.script('WHERE = "in the folder"\n', 'beside.py');
    ({ run, address } = await serving(bench, '.'));
  });
  afterAll(async () => {
    await switchOff(run);
    await bench.remove();
  });
  beforeEach(async () => {
    client = await RawReplClient.connect(address);
    await client.enterRawRepl({ softReset: true });
  });
  afterEach(async () => {
    client.leaveRawRepl();
    await client.close();
  });

  it('runs code and evaluates', async () => {
    expect(await client.run('print("ä")\nimport beside\nprint(beside.WHERE)')).toBe('ä\r\nin the folder\r\n');
    expect(await client.eval('[1, b"2"]')).toBe("[1, b'2']");
    expect(await client.exec('1/0')).toEqual({
      output: Buffer.alloc(0),
      error: 'Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\nZeroDivisionError: divide by zero\r\n',
    });
  });

  it('sends long code in windows, and is stopped where the code is wrong', async () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `x = ${i}  # ${'-'.repeat(20)}\n`).join('');
    expect(await client.run(`${lines}print(x)`)).toBe('1999\r\n');
    expect(await client.paste(`x = 1 1\n${lines}`)).toEqual({ isStopped: true });
    expect((await client.follow()).error).toMatch(/line 1\r\nSyntaxError: invalid syntax\r\n$/);
    expect(await client.run('print(x)')).toBe('1999\r\n');
  });

  it('gets every byte of a binary output that is larger than all buffers on the way', async () => {
    await client.paste('import sys\nfor i in range(3000): n = sys.stdout.buffer.write(bytes(range(5, 256)) * 4)\n');
    const block = Buffer.from(Array.from({ length: 251 }, (_, i) => i + 5));
    const { output } = await client.follow();
    expect(sha256Of(output)).toBe(sha256Of(Buffer.concat(Array.from({ length: 12_000 }, () => block))));
  });

  it('copies files both ways, lists, and removes them', async () => {
    const bytes = randomBytes(3000);
    await client.run('import os\nos.mkdir("/d")');
    await client.writeFile('/d/f.bin', bytes);
    expect(await client.eval('[i[:2] + i[3:] for i in os.ilistdir("/d")]')).toBe("[('f.bin', 32768, 3000)]");
    expect(await client.eval('os.stat("/d/f.bin")[6]')).toBe('3000');
    expect(await client.sha256('/d/f.bin')).toBe(sha256Of(bytes));
    expect(await client.readFile('/d/f.bin')).toEqual(bytes);
    expect((await client.exec('os.rmdir("/d")')).error).toContain('OSError: ');
    expect((await client.exec('os.mkdir("/d")')).error).toContain('OSError: [Errno 17] EEXIST');
    expect((await client.exec('open("/d/g")')).error).toContain('OSError: [Errno 2] ENOENT');
    await client.run('os.remove("/d/f.bin")\nos.rmdir("/d")');
  });

  it('mounts a folder of its own: the board imports from it, reads and writes', async () => {
    const data = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const folder = new HostFolder(
      new Map([
        ['hosted.py', Buffer.from('def f(): return "from the host"\n')],
        ['data.bin', data],
      ]),
    );
    await folder.mount(client);
    expect(await folder.run(client, 'import hosted\nprint(hosted.f())')).toBe('from the host\r\n');
    expect(await folder.run(client, 'with open("data.bin", "rb") as f: d = f.read()\nprint(d == bytes(range(256)))')).toBe('True\r\n');
    await folder.run(client, 'with open("out.bin", "wb") as f: f.write(d + b"\\r\\n\\n\\x03")');
    expect(folder.files.get('out.bin')).toEqual(Buffer.concat([data, Buffer.from('\r\n\n\x03')]));
    await expect(folder.run(client, 'open("absent")')).rejects.toThrow('ENOENT');
    expect(
      await folder.run(
        client,
        'f = open("hosted.py")\nprint(f.seek(4), f.read(1), f.seek(-5, 2), f.readline(), f.seek(0), end="")\nf.close()',
      ),
    ).toBe('4 f 27 ost"\r\n 0');
    await folder.run(client, 'os.mkdir("d"); os.rename("out.bin", "d/in.bin"); os.remove("data.bin")');
    expect(await folder.run(client, 'print(os.listdir(), list(os.ilistdir("d")), os.getcwd())')).toBe(
      "['d', 'hosted.py'] [('in.bin', 32768, 0)] /remote\r\n",
    );
    await folder.run(client, 'os.remove("d/in.bin"); os.rmdir("d"); os.umount("/remote")');
    expect([[...folder.files.keys()], folder.folders.size]).toEqual([['hosted.py'], 0]);
    expect(await client.run('print(os.getcwd(), vfs.mount())')).toBe("/ [(<VfsLfs2>, '/')]\r\n");
  });

  it('mounts the folder again after a soft reset, in the raw REPL and at the prompt', async () => {
    const folder = new HostFolder(new Map([['hosted.py', Buffer.from('print("from the host")\n')]]));
    await folder.mount(client);
    client.send('\x04');
    await client.until('soft reboot\r\nraw REPL; CTRL-B to exit\r\n>');
    expect(await client.run('print(vfs.mount())')).toBe("[(<VfsLfs2>, '/')]\r\n");
    await folder.mount(client);
    expect(await folder.run(client, 'import hosted')).toBe('from the host\r\n');
    client.leaveRawRepl();
    await client.until('>>> ');
    client.send('\x04');
    await client.until('MPY: soft reboot\r\n');
    await client.until('\r\n>>> ');
    client.send('\x01');
    await client.until('raw REPL; CTRL-B to exit\r\n>');
    await folder.mount(client);
    expect(await folder.run(client, 'import hosted')).toBe('from the host\r\n');
  });

  it('sets the clock, measures the file systems and asks for a ROM file system', async () => {
    await client.run('import machine, vfs');
    await client.run('machine.RTC().datetime((2026, 11, 25, 2, 12, 30, 15, 5000))');
    expect(await client.eval('machine.RTC().datetime()[:6]')).toBe('(2026, 11, 25, 2, 12, 30)');
    expect(await client.eval('[(str(v), p, os.statvfs(p)[:3]) for v, p in vfs.mount()]').catch(String)).toContain(
      "name 'os' isn't defined",
    );
    expect(await client.run('import os\nprint([(p, os.statvfs(p)[:3]) for _, p in vfs.mount()])')).toBe("[('/', (4096, 4096, 512))]\r\n");
    expect(await client.eval("hasattr(vfs, 'rom_ioctl')")).toBe('False');
  });

  it('makes an empty file, and copies a folder with all that is in it', async () => {
    await client.run('import os\nopen("empty", "a").close()\nos.mkdir("a")\nos.mkdir("a/b")');
    await client.writeFile('a/b/f', Buffer.from('deep'));
    expect(await client.eval('[(os.stat(p)[0], os.stat(p)[6]) for p in ("empty", "a", "a/b/f")]')).toBe(
      '[(32768, 0), (16384, 0), (32768, 4)]',
    );
    expect((await client.exec('os.rmdir("a/b")')).error).toContain('OSError: 39');
    expect((await client.exec('os.stat("absent")')).error).toContain('OSError: [Errno 2] ENOENT');
    await client.run('os.remove("a/b/f"); os.rmdir("a/b"); os.rmdir("a"); os.remove("empty")');
    expect(await client.eval('os.listdir()')).toBe("['beside.py']");
  });

  it('leaves code running that it does not wait for, and finds what that made', async () => {
    await client.paste('import time\ntime.sleep_ms(200)\nlate = 1');
    await client.close();
    client = await RawReplClient.connect(address);
    await client.until('\x04\x04>');
    expect(await client.run('print(late)')).toBe('1\r\n');
  });

  it('interrupts what runs, and finds the board again after it resets itself', async () => {
    await client.paste('print("up")\nwhile True: pass');
    await client.until('up\r\n');
    client.send('\x03');
    expect((await client.follow()).error).toMatch(/KeyboardInterrupt: \r\n$/);
    await client.paste('raise SystemExit');
    await client.until('MPY: soft reboot\r\nraw REPL; CTRL-B to exit\r\n>');
    await client.paste('import machine\nmachine.reset()');
    await client.until('>>> ');
    await client.enterRawRepl({ softReset: false });
    expect(await client.eval('machine.reset_cause()').catch((error: Error) => error.message)).toContain("name 'machine' isn't defined");
  });

  it('leaves a board that runs on', async () => {
    await client.run('kept = 42');
    await client.close();
    client = await RawReplClient.connect(address);
    await client.enterRawRepl({ softReset: false });
    expect(await client.eval('kept')).toBe('42');
  });

  it('has the line for itself', async () => {
    const second = await RawReplClient.connect(address);
    expect(await second.until('\r\n')).toMatch(/^This board's serial line is in use by another program\. .*\r\n$/);
    await second.closed;
    expect(await client.eval('1')).toBe('1');
  });
});

describe('serve', () => {
  let bench: CliBench;
  beforeEach(async () => {
    bench = await CliBench.create();
  });
  afterEach(() => bench.remove());

  it('says first where it is, and ends with 0 at Ctrl-C', async () => {
    const { run, address } = await serving(bench);
    expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(await switchOff(run)).toBe(0);
    expect(run.stderr).toContain(`mpremote connect socket://${address}`);
  });

  it('tells of the ports that the board opens', async () => {
    await bench.script('import socket\ns = socket.socket()\ns.bind(("", 8123))\ns.listen()\n');
    const run = bench.start('serve', '.');
    await run.complained('Port 8123 of the board is open');
    await switchOff(run);
  });

  it('names a port that is taken, and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    expect(await bench.run('serve', '--port', String(port))).toEqual({
      code: 2,
      stdout: '',
      stderr: `micropython-sockets: Port ${port} is taken by another program: choose another one, or 0 for any that is free.\n`,
    });
    other.close();
  });

  it('names a folder that is not there', async () => {
    expect(await bench.run('serve', 'absent')).toMatchObject({ code: 2, stderr: 'micropython-sockets: there is no folder absent\n' });
    await bench.script('');
    expect(await bench.run('repl', 'main.py')).toMatchObject({ code: 2, stderr: expect.stringContaining('main.py is a file') as string });
  });
});

describe('repl', () => {
  it('types what comes in at the prompt, and ends with the input', async () => {
    const bench = await CliBench.create();
    await bench.script('print("main ran")\nvalue = 7\n');
    const run = bench.start('repl', '.');
    run.child.stdin.end('value * 6\nprint("é"[0:0] + "done")\n');
    expect(await run.ended).toBe(0);
    const output = run.stdout.toString();
    expect(output).toMatch(/^main ran\r\nMicroPython v/);
    expect(output).toContain('>>> value * 6\r\n42\r\n>>> ');
    expect(output).toContain('\r\ndone\r\n>>> \r\nMPY: soft reboot\r\n');
    await bench.remove();
  });
});
