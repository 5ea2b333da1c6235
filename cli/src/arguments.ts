/** Reads the command line: words in, a typed command or a text about what is wrong with it out. Touches nothing. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import {
  BOARD_KINDS,
  isBoardName,
  type AccessPointOptions,
  type BoardName,
  type NameAlias,
  type NetworkPolicy,
  type PinInput,
  type PinWiring,
  messageOf,
} from '../../shared/src';
import { readAccessPointText } from './accessPointText';
import {
  DEVICE_OPTIONS,
  type DeviceArguments,
  type DeviceRunArguments,
  isDeviceAddress,
  readDevice,
  type ResetArguments,
} from './deviceArguments';
import { readFsArguments, type FsAction } from './fsArguments';
import { readFlashArguments, type FlashArguments } from './flashArguments';
import { readTrafficArguments, TRAFFIC_OPTIONS, type TrafficAction } from './trafficArguments';
import { readWiringText } from './wiringText';

/** The board and the network around it. */
export interface BoardArguments {
  readonly network: NetworkPolicy;
  readonly aliases: readonly NameAlias[];
  /** Empty: any Wi-Fi network and key connects. */
  readonly accessPoints: readonly AccessPointOptions[];
  /** What is wired to the board's pins. */
  readonly wiring: readonly PinWiring[];
  /** Absent: the usual one. */
  readonly board?: BoardName;
  /** Absent: that of the board. */
  readonly heapSizeBytes?: number;
  readonly tracePath?: string;
  /** The file in which the board keeps what the script writes. */
  readonly flashPath?: string;
}

/** Whom a script meets in place of the network. */
export interface StandInArguments {
  /** The recorded run that is played back. */
  readonly replay?: { readonly file: string; readonly hasTiming: boolean };
  readonly hasPeers: boolean;
}

export interface RunArguments extends BoardArguments {
  readonly scriptPath: string;
  readonly timeoutMs?: number;
  readonly standIns: StandInArguments;
}

export interface PromptArguments extends BoardArguments {
  /** The folder that the board sees as its files; absent: it has none. */
  readonly folderPath?: string;
}

export interface ServeArguments extends PromptArguments {
  /** 0: one that is free. */
  readonly port: number;
}

export type CliCommand =
  | { readonly kind: 'run'; readonly run: RunArguments }
  | { readonly kind: 'repl'; readonly repl: PromptArguments }
  | { readonly kind: 'serve'; readonly serve: ServeArguments }
  | { readonly kind: 'runOnDevice'; readonly run: DeviceRunArguments }
  | { readonly kind: 'replOnDevice'; readonly repl: DeviceArguments }
  | { readonly kind: 'fs'; readonly device: DeviceArguments; readonly fs: FsAction }
  | { readonly kind: 'resetDevice'; readonly reset: ResetArguments }
  | { readonly kind: 'flash'; readonly flash: FlashArguments }
  | { readonly kind: 'traffic'; readonly traffic: TrafficAction }
  | { readonly kind: 'peers' }
  | { readonly kind: 'ports'; readonly isJson: boolean }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** One line for the user. */
  | { readonly kind: 'wrong'; readonly problem: string };

export const PROGRAM = 'micropython-sockets';

export const HELP = `Runs MicroPython scripts on a simulated ESP32 with real sockets, or on a board.

Usage: ${PROGRAM} run [options] SCRIPT
       ${PROGRAM} repl [options] [FOLDER]
       ${PROGRAM} serve [options] [FOLDER]
       ${PROGRAM} flash ls|nvs|cat NAME|export FOLDER|reset --flash FILE
       ${PROGRAM} run|repl|reset --board PORT [options] [SCRIPT]
       ${PROGRAM} fs ls|cat|cp [-r]|rm [-r]|mkdir|df|sha256sum --board PORT PATH …
       ${PROGRAM} traffic convert FROM TO | show FILE | diff FILE FILE | replay FILE
       ${PROGRAM} peers
       ${PROGRAM} ports [--json]

run: the script's output goes to stdout; tracebacks and notices go to stderr. Files and packages beside the script
can be imported and opened by it. Ctrl-C raises KeyboardInterrupt in the script, a second Ctrl-C kills it.
repl: the board's prompt in this terminal; Ctrl-] or Ctrl-X leaves it. FOLDER is what the board has as its files.
serve: the board's serial line on a TCP port, for mpremote and other tools; the first line of output is its address.
Ctrl-C switches the board off.
With --board PORT (/dev/ttyUSB0, COM3, tcp://HOST:PORT, rfc2217://HOST:PORT or ws://HOST) run, repl and reset are for a board at
that port. The script is sent as it is, with the modules beside it that it imports; nothing is written to the board's flash. fs is for the board's files; in cp those begin with ":".
traffic: what --trace has recorded. convert: writes it as .ndjson, .pcapng or .har. show: its connections, and what was
said. diff: two runs, without what is chance; exit code 1 if they differ. replay: servers that answer as the recorded peers did,
until Ctrl-C; with run --replay FILE the script meets them under their names, and reaches nothing else unless --net says so.
peers: test peers on this computer (HTTP, HTTPS, echo, MQTT, and faulty ones), until Ctrl-C; run --peers has them for a script.
ports: the serial ports of this computer, those that are most likely a board first.

Options:
  --timeout SECONDS         stop the script after this time (run)
  --port N                  the port to serve on; 0, the default, is any that is free (serve)
  --trace FILE              write every socket operation to FILE, one line of JSON each
  --alias NAME=HOST[:PORT]  lead NAME to HOST, and to PORT whatever port the script asks for; repeatable
                            NAME:PORT=HOST:PORT leads one port of NAME only; NAME may be an IPv4 address
  --net all|local|none      what the script may reach: everything (default), this computer, nothing
  --access-point SSID[,key=KEY][,…]
                            a Wi-Fi network around the board; further fields are channel, rssi (dBm), security, delay (ms)
                            and hidden; repeatable; without one any name and key connects
  --pin N=0|1               hold a pin at a level, as a switch does; repeatable
  --adc N=MILLIVOLTS        put a voltage on an analogue input; repeatable
  --touch N=READING         what a touch pad reads; repeatable
  --flash FILE              keep what the script writes in FILE, for the next run; without it the board forgets
  --board NAME              which board: ESP32_GENERIC (default), or ESP32_GENERIC-SPIRAM with 4 MB of PSRAM
  --heap BYTES              size of the MicroPython heap, e.g. 160000 or 160k; without it that of the board
  --no-reset                run without a soft reset before it (board at a port)
  --no-imports              do not send the modules that the script imports (board at a port)
  --baud N                  speed of the serial port; without it 115200
  --lines auto|on|off       how DTR and RTS are left while the port is open
  -r, --recursive           folders with all that is in them (fs cp, fs rm)
  --hard                    reset by the reset line, in place of a soft reset (reset)
  --replay FILE             answer as the peers did that are recorded in FILE (run)
  --timing                  with the recorded pauses (traffic replay, run --replay)
  --peers                   have the test peers (run)
  --port NAME:PORT=N        the port of this computer for a peer; repeatable (traffic replay)
  --to FORMAT               ndjson, pcapng or har, whatever the extension is (traffic convert)
  --json                    one array of JSON in place of text (ports)
  -h, --help                show this text
  --version                 show the version

Exit code: 0 finished, 1 uncaught exception, 2 wrong usage, unreadable script or port that is taken,
124 --timeout ran out, 130 a run was stopped by Ctrl-C.
`;

const OPTIONS = {
  timeout: { type: 'string' },
  port: { type: 'string', multiple: true },
  trace: { type: 'string' },
  alias: { type: 'string', multiple: true },
  net: { type: 'string' },
  'access-point': { type: 'string', multiple: true },
  pin: { type: 'string', multiple: true },
  adc: { type: 'string', multiple: true },
  touch: { type: 'string', multiple: true },
  board: { type: 'string' },
  heap: { type: 'string' },
  flash: { type: 'string' },
  ...DEVICE_OPTIONS,
  ...TRAFFIC_OPTIONS,
  replay: { type: 'string' },
  peers: { type: 'boolean' },
  recursive: { type: 'boolean', short: 'r' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

const POLICIES: readonly NetworkPolicy[] = ['all', 'local', 'none'];
const MAX_PORT = 65_535;
const MAX_TIMEOUT_SECONDS = 2_000_000;
const MIN_HEAP_BYTES = 16 * 1024;
const MAX_HEAP_BYTES = 8 * 1024 * 1024;

export function parseArguments(words: readonly string[]): CliCommand {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
    if (values.help) return { kind: 'help' };
    if (values.version) return { kind: 'version' };
    if (positionals[0] === 'fs') return { kind: 'fs', ...readFs(values, positionals.slice(1)) };
    if (positionals[0] === 'flash') return { kind: 'flash', flash: readFlash(values, positionals.slice(1)) };
    if (positionals[0] === 'traffic') return { kind: 'traffic', traffic: readTraffic(values, positionals.slice(1)) };
    if (positionals[0] === 'ports') return readPorts(values, positionals.slice(1));
    if (values.json) throw new UsageError('--json has a meaning for "ports" alone');
    if (values.to !== undefined) throw new UsageError('--to has a meaning for "traffic convert" alone');
    if (positionals[0] === 'peers') return readPeers(values, positionals.slice(1));
    return readCommand(values, positionals);
  } catch (error) {
    return { kind: 'wrong', problem: problemOf(error) };
  }
}

const FOR_DEVICES = ['baud', 'lines', 'no-reset', 'no-imports', 'hard', 'recursive'] as const;
const FOR_RUNS = ['replay', 'timing', 'peers'] as const;
const FOR_SIMULATOR = ['alias', 'net', 'access-point', 'pin', 'adc', 'touch', 'heap', 'flash', 'port', ...FOR_RUNS] as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

class UsageError extends Error {
  readonly code = 'USAGE';
}

function readCommand(values: Values, [command, ...operands]: readonly string[]): CliCommand {
  switch (command) {
    case undefined:
      throw new UsageError(`a command is missing: ${PROGRAM} run SCRIPT`);
    case 'run':
      if (values.board !== undefined && isDeviceAddress(values.board)) return { kind: 'runOnDevice', run: readDeviceRun(values, operands) };
      refuse(values, 'run', ['port', ...FOR_DEVICES]);
      return { kind: 'run', run: readRun(values, operands) };
    case 'repl':
      if (values.board !== undefined && isDeviceAddress(values.board))
        return { kind: 'replOnDevice', repl: readPlainDevice(values, 'repl', operands) };
      refuse(values, 'repl', ['timeout', 'port', ...FOR_RUNS, ...FOR_DEVICES]);
      return { kind: 'repl', repl: readPrompt(values, operands) };
    case 'serve':
      refuse(values, 'serve', ['timeout', ...FOR_RUNS, ...FOR_DEVICES]);
      return { kind: 'serve', serve: { ...readPrompt(values, operands), port: readPort(values.port?.at(-1) ?? '0') } };
    case 'reset': {
      const { hard = false, ...others } = values;
      return { kind: 'resetDevice', reset: { ...readPlainDevice(others, 'reset', operands), how: hard ? 'hard' : 'soft' } };
    }
    default:
      throw new UsageError(`there is no command "${command}"; did you mean "run ${command}"?`);
  }
}

function refuse(values: Values, command: string, names: readonly (keyof Values)[]): void {
  const name = names.find((unfit) => values[unfit] !== undefined);
  if (name !== undefined) throw new UsageError(`--${name} has no meaning for "${command}"`);
}

function readRun(values: Values, operands: readonly string[]): RunArguments {
  const board = readBoard(values);
  const { replay, timing, peers = false } = values;
  if (replay === undefined && timing) throw new UsageError('--timing is for --replay FILE');
  const standIns = {
    hasPeers: peers,
    ...(replay !== undefined && { replay: { file: readFilePath(replay, '--replay'), hasTiming: timing === true } }),
  };
  // Whoever plays a run back wants what was recorded, and nothing else unless asked for.
  const network = replay !== undefined && values.net === undefined ? 'local' : board.network;
  return { ...board, network, standIns, ...readScript(values, operands) };
}

function readPeers(values: Values, [surplus]: readonly string[]): CliCommand {
  const [other] = Object.keys(values);
  if (other !== undefined) throw new UsageError(`--${other} has no meaning for "peers"`);
  if (surplus !== undefined) throw new UsageError(`"peers" has no use for "${surplus}"`);
  return { kind: 'peers' };
}

function readScript(values: Values, [scriptPath, ...rest]: readonly string[]): Pick<RunArguments, 'scriptPath' | 'timeoutMs'> {
  if (scriptPath === undefined) throw new UsageError(`the script is missing: ${PROGRAM} run SCRIPT`);
  if (rest.length > 0) throw new UsageError(`only one script can be run, but "${rest[0]}" was given too`);
  return { scriptPath, ...(values.timeout === undefined ? {} : { timeoutMs: readTimeout(values.timeout) }) };
}

function readDeviceRun(values: Values, operands: readonly string[]): DeviceRunArguments {
  refuse(values, 'run on a board at a port', [...FOR_SIMULATOR, 'hard', 'recursive']);
  const { timeoutMs, scriptPath } = readScript(values, operands);
  return {
    ...readDeviceAddress(values),
    scriptPath,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(values.trace === undefined ? {} : { tracePath: readFilePath(values.trace, '--trace') }),
    softReset: values['no-reset'] !== true,
    imports: values['no-imports'] === true ? 'none' : 'imports',
  };
}

function readFs(values: Values, words: readonly string[]): { readonly device: DeviceArguments; readonly fs: FsAction } {
  refuse(values, 'fs', [...FOR_SIMULATOR, 'hard', 'timeout', 'trace', 'no-reset', 'no-imports']);
  const fs = readFsArguments({ words, isRecursive: values.recursive === true });
  if ('problem' in fs) throw new UsageError(fs.problem);
  return { device: readDeviceAddress(values), fs };
}

/** A command that wants nothing but the board. */
function readPlainDevice(values: Values, command: string, [operand]: readonly string[]): DeviceArguments {
  refuse(values, `${command} on a board at a port`, [...FOR_SIMULATOR, 'recursive', 'hard', 'timeout', 'trace', 'no-reset', 'no-imports']);
  if (operand !== undefined) throw new UsageError(`"${command}" of a board at a port wants nothing more, but "${operand}" was given`);
  return readDeviceAddress(values);
}

function readDeviceAddress(values: Values): DeviceArguments {
  const device = readDevice(values);
  if ('problem' in device) throw new UsageError(device.problem);
  return device;
}

function readPrompt(values: Values, [folderPath, ...rest]: readonly string[]): PromptArguments {
  if (rest.length > 0) throw new UsageError(`a board has the files of one folder, but "${rest[0]}" was given too`);
  return { ...readBoard(values), ...(folderPath === undefined ? {} : { folderPath }) };
}

function readBoard(values: Values): BoardArguments {
  return {
    network: readPolicy(values.net ?? 'all'),
    aliases: (values.alias ?? []).map(readAlias),
    accessPoints: (values['access-point'] ?? []).map(readAccessPointOption),
    wiring: [...readWiring('level', values.pin), ...readWiring('analog', values.adc), ...readWiring('touch', values.touch)],
    ...(values.board === undefined ? {} : { board: readBoardName(values.board) }),
    ...(values.heap === undefined ? {} : { heapSizeBytes: readHeapSize(values.heap) }),
    ...(values.trace === undefined ? {} : { tracePath: readFilePath(values.trace, '--trace') }),
    ...(values.flash === undefined ? {} : { flashPath: readFilePath(values.flash, '--flash') }),
  };
}

function readFlash(values: Values, words: readonly string[]): FlashArguments {
  const other = Object.keys(values).find((name) => name !== 'flash');
  if (other !== undefined) throw new UsageError(`--${other} is for runs; flash has only --flash FILE`);
  const flash = readFlashArguments(words, values.flash);
  if ('problem' in flash) throw new UsageError(flash.problem);
  return flash;
}

function readTraffic(values: Values, words: readonly string[]): TrafficAction {
  const traffic = readTrafficArguments(words, values);
  if ('problem' in traffic) throw new UsageError(traffic.problem);
  return traffic;
}

function readPorts({ json, ...others }: Values, [surplus]: readonly string[]): CliCommand {
  const [other] = Object.keys(others);
  if (other !== undefined) throw new UsageError(`--${other} has no meaning for "ports"`);
  if (surplus !== undefined) throw new UsageError(`"ports" has no use for "${surplus}"`);
  return { kind: 'ports', isJson: json === true };
}

function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > MAX_PORT)
    throw new UsageError(`--port wants a number from 0 to ${MAX_PORT}, not "${text}"`);
  return Number(text);
}

function readPolicy(text: string): NetworkPolicy {
  const policy = POLICIES.find((known) => known === text);
  if (!policy) throw new UsageError(`--net is one of ${POLICIES.join(', ')}, not "${text}"`);
  return policy;
}

function readBoardName(text: string): BoardName {
  if (!isBoardName(text)) throw new UsageError(`--board is one of ${Object.keys(BOARD_KINDS).join(', ')}, not "${text}"`);
  return text;
}

function readAlias(text: string): NameAlias {
  const match = /^(?<name>[^=\s:]+)(?::(?<asked>\d{1,5}))?=(?<host>[^=:\s]+)(?::(?<port>\d{1,5}))?$/.exec(text);
  const { name, asked, host, port } = match?.groups ?? {};
  if (name === undefined || host === undefined)
    throw new UsageError(`--alias wants NAME=HOST, NAME=HOST:PORT or NAME:PORT=HOST:PORT, not "${text}"`);
  for (const number of [asked, port])
    if (number !== undefined && (Number(number) < 1 || Number(number) > MAX_PORT))
      throw new UsageError(`--alias ${text}: a port is a number from 1 to 65535`);
  return { name, host, ...(port !== undefined && { port: Number(port) }), ...(asked !== undefined && { forPort: Number(asked) }) };
}

function readAccessPointOption(text: string): AccessPointOptions {
  const accessPoint = readAccessPointText(text);
  if ('problem' in accessPoint) throw new UsageError(`--access-point: ${accessPoint.problem}`);
  return accessPoint;
}

function readWiring(kind: PinInput['kind'], texts: readonly string[] = []): readonly PinWiring[] {
  return texts.map((text) => {
    const wiring = readWiringText(kind, text);
    if ('problem' in wiring) throw new UsageError(wiring.problem);
    return wiring;
  });
}

function readHeapSize(text: string): number {
  const match = /^(?<count>\d+)(?<unit>[km]?)(?:i?b)?$/i.exec(text);
  const { count = '', unit = '' } = match?.groups ?? {};
  const sizeBytes = Number(count) * { '': 1, k: 1024, m: 1024 * 1024 }[unit.toLowerCase() as '' | 'k' | 'm'];
  if (!match || sizeBytes < MIN_HEAP_BYTES || sizeBytes > MAX_HEAP_BYTES)
    throw new UsageError(`--heap wants a number of bytes from 16k to 8m, such as 160000 or 160k, not "${text}"`);
  return sizeBytes;
}

function readTimeout(text: string): number {
  const seconds = /^\d*\.?\d+$/.test(text) ? Number(text) : 0;
  if (seconds <= 0 || seconds > MAX_TIMEOUT_SECONDS)
    throw new UsageError(`--timeout wants a number of seconds greater than 0, not "${text}"`);
  return seconds * 1000;
}

function readFilePath(text: string, option: string): string {
  if (text === '') throw new UsageError(`${option} wants the name of a file`);
  return text;
}

/** Node's own texts name the option and go on with advice that does not fit here; the first sentence is enough. */
function problemOf(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  const text = messageOf(error);
  return text.split(/\. |\n/)[0]?.replace(/\.$/, '') ?? text;
}
