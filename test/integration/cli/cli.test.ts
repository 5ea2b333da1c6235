/** The built command line with the real VM: output, exit codes, stopping, input, options. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../examples/server/servers';
import { CliBench } from '../../support/cli';
import { ROOT } from '../../support/distFolders';

let bench: CliBench;
beforeEach(async () => {
  bench = await CliBench.create();
});
afterEach(() => bench.remove());

describe('output and exit code', () => {
  it('passes output through byte for byte and ends with 0', async () => {
    const run = bench.start('run', await bench.script(`import sys\nprint('ä\\n')\nsys.stdout.buffer.write(bytes(range(256)))\n`));
    expect(await run.ended).toBe(0);
    expect(run.stdout).toEqual(Buffer.concat([Buffer.from('ä\n\n'), Buffer.from(Array.from({ length: 256 }, (_, i) => i))]));
    expect(run.stderr).toBe('');
  });

  it('writes a large output completely', async () => {
    const { stdout, code } = await bench.run('run', await bench.script(`for i in range(60000): print('line', i)\n`));
    expect(code).toBe(0);
    expect(stdout).toBe(Array.from({ length: 60_000 }, (_, i) => `line ${i}\n`).join(''));
  });

  it('writes the traceback to stderr and ends with 1', async () => {
    const { code, stdout, stderr } = await bench.run('run', await bench.script(`print('before')\n1 / 0\n`));
    expect([code, stdout]).toEqual([1, 'before\n']);
    expect(stderr).toMatch(
      /^Traceback \(most recent call last\):\r?\n {2}File "main\.py", line 2, in <module>\r?\nZeroDivisionError: divide by zero\r?\n$/,
    );
  });

  it('says after an OSError what its number means at the operation that failed, and nothing after one that was caught', async () => {
    const failing = `import socket\ntry:\n open('absent')\nexcept OSError: pass\nsocket.socket().listen()\nsocket.socket().recv(1)\n`;
    const { code, stderr } = await bench.run('run', await bench.script(failing));
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /OSError: \[Errno 128\] ENOTCONN\r?\nmicropython-sockets: 128 ENOTCONN at recv: The socket is not connected.*\n$/,
    );
    const mine = `class Failed(OSError): pass\nraise Failed(113)\n`;
    expect((await bench.run('run', await bench.script(mine))).stderr).toContain('micropython-sockets: 113 ECONNABORTED: ');
    const worded = `import network\nnetwork.WLAN().connect('home')\n`;
    expect((await bench.run('run', await bench.script(worded))).stderr).toContain('micropython-sockets: Wifi Not Started: The interface');
    const caught = await bench.run('run', await bench.script(`try:\n open('absent')\nexcept OSError: pass\nraise ValueError(2)\n`));
    expect(caught.stderr).not.toContain('micropython-sockets');
  });

  it('imports modules that lie beside the script', async () => {
    await bench.script('def hello(): return "from beside"\n', 'helper.py');
    expect(await bench.run('run', await bench.script('import helper\nprint(helper.hello())\n'))).toMatchObject({
      code: 0,
      stdout: 'from beside\n',
    });
  });
});

describe('Wi-Fi', () => {
  it('has the networks that are listed, and no others', async () => {
    const script = await bench.script(
      'import network, time\nw = network.WLAN()\nw.active(True)\nw.connect("my home", "my password")\n' +
        'while not w.isconnected(): time.sleep_ms(10)\nprint(w.status("rssi"), [n[0] for n in w.scan()])\n',
    );
    const words = ['--access-point', 'my home,key=my password,rssi=-30,delay=0', '--access-point', 'guests'];
    expect(await bench.run('run', ...words, script)).toMatchObject({ code: 0, stdout: "-30 [b'my home', b'guests']\n" });
  });
});

describe('usage', () => {
  it('shows help and version', async () => {
    const [help, version] = [await bench.run('--help'), await bench.run('--version')];
    const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect([help.code, version.code, version.stdout]).toEqual([0, 0, `${manifest.version}\n`]);
    expect(help.stdout).toContain('--timeout SECONDS');
  });

  it('says in one line what is wrong, and ends with 2', async () => {
    await mkdir(join(bench.folder, 'folder'));
    await bench.script(Uint8Array.of(0x70, 0xff, 0xfe), 'latin.py');
    const problems = [];
    for (const words of [
      ['run', 'missing.py'],
      ['run', 'folder'],
      ['run', 'latin.py'],
      ['run', 'main.py', '--trace', 'no/such/t.jsonl'],
    ]) {
      await bench.script('');
      const { code, stdout, stderr } = await bench.run(...words);
      expect([code, stdout]).toEqual([2, '']);
      problems.push(stderr);
    }
    expect(problems).toEqual([
      'micropython-sockets: there is no file missing.py\n',
      'micropython-sockets: folder is a folder, not a script\n',
      'micropython-sockets: latin.py is not UTF-8 text\n',
      expect.stringMatching(/^micropython-sockets: The trace file \S+t\.jsonl cannot be written: its folder does not exist\.\n$/),
    ]);
  });

  it('points at the help when the words make no sense', async () => {
    expect(await bench.run('fly')).toMatchObject({ code: 2, stderr: expect.stringMatching(/no command "fly".*\n.*--help/) as string });
  });
});

describe('stopping', () => {
  it('turns Ctrl-C into KeyboardInterrupt and ends with 130', async () => {
    const run = bench.start('run', await bench.script(`print('on')\nwhile True: pass\n`));
    await run.printed('on');
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(130);
    expect(run.stderr).toContain('KeyboardInterrupt');
  });

  it('lets the script end by itself after Ctrl-C', async () => {
    const run = bench.start(
      'run',
      await bench.script(`try:\n  print('on')\n  while True: pass\nexcept KeyboardInterrupt:\n  print('bye')\n`),
    );
    await run.printed('on');
    run.child.kill('SIGINT');
    expect([await run.ended, run.stdout.toString()]).toEqual([0, 'on\nbye\n']);
  });

  it('kills at the second Ctrl-C', async () => {
    const source = `print('on')\nwhile True:\n  try:\n    while True: pass\n  except KeyboardInterrupt:\n    print('no')\n`;
    const run = bench.start('run', await bench.script(source));
    await run.printed('on');
    run.child.kill('SIGINT');
    await run.printed('no');
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(130);
  });

  it('ends with 124 when the time is up', async () => {
    const { code, stderr } = await bench.run('run', '--timeout', '0.3', await bench.script(`import time\ntime.sleep(100)\n`));
    expect(code).toBe(124);
    expect(stderr).toContain('stopped after 0.3 s (--timeout)');
  });

  it('ends with 124 even when the script refuses', async () => {
    const source = `while True:\n  try:\n    while True: pass\n  except KeyboardInterrupt: pass\n`;
    expect(await bench.run('run', '--timeout', '0.3', await bench.script(source))).toMatchObject({ code: 124 });
  });

  it('ends on SIGTERM', async () => {
    const run = bench.start('run', await bench.script(`print('on')\nwhile True: pass\n`));
    await run.printed('on');
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(143);
  });

  it('ends quietly when nobody reads its output any more', async () => {
    const run = bench.start('run', await bench.script(`while True: print('x' * 100)\n`));
    await run.printed('x');
    run.child.stdout.destroy();
    expect(await run.ended).toBe(0);
    expect(run.stderr).toBe('');
  });

  it('stops a flood whose reader has stalled', async () => {
    const run = bench.start('run', '--timeout', '1', await bench.script(`while True: print('x' * 100)\n`));
    run.child.stdout.pause();
    run.child.once('exit', () => run.child.stdout.resume());
    expect(await run.ended).toBe(124);
  });
});

describe('standard input', () => {
  it('goes to the script', async () => {
    const run = bench.start('run', await bench.script(`import sys\nprint('[' + sys.stdin.readline().strip() + ']')\n`));
    run.child.stdin.write('one two\n');
    await run.printed('[one two]');
    expect(await run.ended).toBe(0);
  });
});

describe('the network', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer();
  });
  afterEach(() => server.close());

  it('is reached by an alias, and every operation is in the trace', async () => {
    const example = join(ROOT, 'examples', 'http_get.py');
    const { code, stdout, stderr } = await bench.run(
      'run',
      '--alias',
      `www.example.com=127.0.0.1:${server.port}`,
      '--trace',
      't.jsonl',
      example,
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('HTTP/1.1 200 OK\r\n');
    expect(stdout).toContain('<h1>It works</h1>');
    const lines = (await readFile(join(bench.folder, 't.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ format: 'micropython-sockets', script: 'http_get.py', target: 'Simulated ESP32' });
    const records = lines.slice(1).map((line) => JSON.parse(line) as { operation: string; peer: string; bytes: string; result: number });
    expect(records.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(['getaddrinfo', 'socket', 'connect', 'send', 'recv', 'close']),
    );
    const received = Buffer.concat(
      records.filter(({ operation }) => operation === 'recv').map(({ bytes }) => Buffer.from(bytes, 'base64')),
    );
    expect(received.toString()).toContain('It works');
  });

  it('is closed with --net none, and the notice says so', async () => {
    const { code, stderr } = await bench.run('run', '--net', 'none', '--timeout', '10', join(ROOT, 'examples', 'http_get.py'));
    expect(code).toBe(1);
    expect(stderr).toContain('OSError: -202');
    expect(stderr).toContain('"www.example.com" was blocked');
  });
});
