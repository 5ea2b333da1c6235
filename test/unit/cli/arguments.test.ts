import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../cli/src/arguments';

const parse = (line: string) => parseArguments(line.split(' ').filter((word) => word !== ''));
const problem = (line: string) => {
  const command = parse(line);
  return command.kind === 'wrong' ? command.problem : command;
};

describe('the command line', () => {
  it('runs a script with everything at its default', () => {
    expect(parse('run a.py')).toEqual({
      kind: 'run',
      run: { scriptPath: 'a.py', network: 'all', aliases: [], accessPoints: [], wiring: [], standIns: { hasPeers: false } },
    });
  });

  it('takes options before and after the script', () => {
    expect(
      parse(
        'run --timeout 2.5 a.py --trace t.jsonl --net local --heap 160k --alias www.example.com=127.0.0.1:8080 --alias a=b --alias c:80=d:81',
      ),
    ).toEqual({
      kind: 'run',
      run: {
        scriptPath: 'a.py',
        network: 'local',
        aliases: [
          { name: 'www.example.com', host: '127.0.0.1', port: 8080 },
          { name: 'a', host: 'b' },
          { name: 'c', host: 'd', port: 81, forPort: 80 },
        ],
        accessPoints: [],
        wiring: [],
        standIns: { hasPeers: false },
        heapSizeBytes: 163_840,
        timeoutMs: 2500,
        tracePath: 't.jsonl',
      },
    });
  });

  it('lists ports', () => {
    expect(parse('ports')).toEqual({ kind: 'ports', isJson: false });
    expect(parse('ports --json')).toEqual({ kind: 'ports', isJson: true });
    expect(problem('ports COM3')).toBe('"ports" has no use for "COM3"');
    expect(problem('ports --port 4000')).toBe('--port has no meaning for "ports"');
    expect(problem('run --json a.py')).toBe('--json has a meaning for "ports" alone');
  });

  it('wires pins', () => {
    expect(parse('run --pin 0=0 --pin 39=1 --adc 34=1650 --touch 4=90 a.py')).toMatchObject({
      run: {
        wiring: [
          { pin: 0, input: { kind: 'level', level: 0 } },
          { pin: 39, input: { kind: 'level', level: 1 } },
          { pin: 34, input: { kind: 'analog', millivolts: 1650 } },
          { pin: 4, input: { kind: 'touch', reading: 90 } },
        ],
      },
    });
  });

  it.each([
    ['--pin 0', '--pin wants a pin and a value, such as 0=1, not "0"'],
    ['--pin 0=2', '--pin 0=2: the value is 0 or 1'],
    ['--pin 24=1', '--pin 24=1: an ESP32 has no pin 24'],
    ['--adc 34=5000', '--adc 34=5000: the value is a number of millivolts from 0 to 3300'],
    ['--touch x=1', '--touch wants a pin and a value, such as 4=90, not "x=1"'],
  ])('refuses %s', (option, text) => {
    expect(problem(`run ${option} a.py`)).toBe(text);
  });

  it.each([
    ['160000', 160_000],
    ['160k', 163_840],
    ['160K', 163_840],
    ['1m', 1_048_576],
  ])('reads a heap of %s', (text, heapSizeBytes) => {
    expect(parse(`run a.py --heap ${text}`)).toMatchObject({ run: { heapSizeBytes } });
  });

  it('reads what to do with the files of a board', () => {
    expect(parse('run a.py --board ESP32_GENERIC-SPIRAM')).toMatchObject({ run: { board: 'ESP32_GENERIC-SPIRAM' } });
    expect(parse('run a.py --flash b.img')).toMatchObject({ run: { flashPath: 'b.img' } });
    expect(parse('flash ls --flash b.img')).toEqual({ kind: 'flash', flash: { action: 'ls', imagePath: 'b.img' } });
    expect(parse('flash nvs --flash b.img')).toEqual({ kind: 'flash', flash: { action: 'nvs', imagePath: 'b.img' } });
    expect(parse('flash --flash b.img cat /a.txt')).toEqual({
      kind: 'flash',
      flash: { action: 'cat', imagePath: 'b.img', file: '/a.txt' },
    });
    expect(parse('flash export out --flash b.img')).toMatchObject({ flash: { action: 'export', folder: 'out' } });
    expect(parse('flash reset --flash b.img')).toMatchObject({ flash: { action: 'reset' } });
  });

  it.each([
    ['run a.py --board PICO', '--board is one of ESP32_GENERIC, ESP32_GENERIC-SPIRAM, not "PICO"'],
    ['flash', 'flash wants ls, nvs, cat, export or reset'],
    ['flash rm', 'flash knows ls, nvs, cat, export and reset, not "rm"'],
    ['flash ls', "flash ls wants the board's image: --flash FILE"],
    ['flash ls a.txt --flash b.img', 'flash ls has no use for "a.txt"'],
    ['flash cat --flash b.img', 'flash cat wants the name of a file'],
    ['flash ls --flash b.img --heap 1m', '--heap is for runs; flash has only --flash FILE'],
  ])('says what is wrong with %s', (line, text) => {
    expect(problem(line)).toBe(text);
  });

  it('reads access points, whose names and keys may have commas', () => {
    const words = [
      'run',
      'a.py',
      '--access-point',
      'home, sweet home,key=a,b=c,d,e,f,channel=11',
      '--access-point',
      'x,hidden,rssi=-80,delay=0',
    ];
    expect(parseArguments(words)).toMatchObject({
      run: {
        accessPoints: [
          { ssid: 'home, sweet home', key: 'a,b=c,d,e,f', channel: 11 },
          { ssid: 'x', hidden: true, rssi: -80, delayMs: 0 },
        ],
      },
    });
  });

  it('serves a board, with a port that is free unless one is named, and has its prompt', () => {
    const board = { network: 'all', aliases: [], accessPoints: [], wiring: [] };
    expect(parse('serve')).toEqual({ kind: 'serve', serve: { ...board, port: 0 } });
    expect(parse('serve --port 7701 project --net none')).toEqual({
      kind: 'serve',
      serve: { ...board, network: 'none', port: 7701, folderPath: 'project' },
    });
    expect(parse('repl project')).toEqual({ kind: 'repl', repl: { ...board, folderPath: 'project' } });
  });

  it('shows help and version whatever else is there', () => {
    expect([parse('--help'), parse('run -h'), parse('--version')].map(({ kind }) => kind)).toEqual(['help', 'help', 'version']);
  });

  it.each([
    ['', /a command is missing/],
    ['a.py', /no command "a\.py"; did you mean "run a\.py"\?/],
    ['run', /the script is missing/],
    ['run a.py b.py', /only one script .*"b\.py"/],
    ['run a.py --net lan', /--net is one of all, local, none, not "lan"/],
    ['run a.py --heap lots', /--heap wants .*"lots"/],
    ['run a.py --heap 1k', /--heap wants/],
    ['run a.py --timeout 0', /--timeout wants/],
    ['run a.py --timeout soon', /--timeout wants .*"soon"/],
    ['run a.py --access-point home,key=short', /--access-point: access point "home": its key has 5 bytes; a key has 8 to 64/],
    ['run a.py --access-point home,password=long_enough', /access point "home": there is no field "password"/],
    ['run a.py --access-point home,channel=14', /access point "home": its channel is 14; it must be a whole number from 1 to 13/],
    ['run a.py --access-point home,rssi=strong', /its rssi is "strong"/],
    ['run a.py --access-point home,security=wpa9,key=12345678', /its security is "wpa9"; it is one of open, wep/],
    ['run a.py --access-point home,security=wpa2', /its security is "wpa2", but it has no key/],
    ['run a.py --access-point home,security=open,key=12345678', /it is open and has a key/],
    ['run a.py --access-point ,key=12345678', /its name is empty/],
    ['run a.py --alias www', /--alias wants NAME=HOST, NAME=HOST:PORT or NAME:PORT=HOST:PORT, not "www"/],
    ['run a.py --alias www=host:99999', /port is a number from 1 to 65535/],
    ['run a.py --alias www:0=host:80', /port is a number from 1 to 65535/],
    ['run a.py --trace', /--trace/],
    ['run a.py --fast', /--fast/],
    ['run a.py --port 1', /--port has no meaning for "run"/],
    ['repl --port 1', /--port has no meaning for "repl"/],
    ['serve --timeout 1', /--timeout has no meaning for "serve"/],
    ['serve --port 65536', /--port wants a number from 0 to 65535, not "65536"/],
    ['serve --port usb', /--port wants/],
    ['serve a b', /files of one folder, but "b" was given too/],
  ])('says what is wrong with: %s', (line, expected) => {
    expect(problem(line)).toMatch(expected);
    expect(problem(line)).not.toContain('\n');
  });
});
