/** Reads the command line: words in, a typed command or a text about what is wrong with it out. Touches nothing. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { AccessPointOptions, NameAlias, NetworkPolicy, PinInput, PinWiring } from '../../shared/src';
import { readAccessPointText } from './accessPointText';
import { readWiringText } from './wiringText';

export interface RunArguments {
  readonly scriptPath: string;
  readonly network: NetworkPolicy;
  readonly aliases: readonly NameAlias[];
  /** Empty: any Wi-Fi network and key connects. */
  readonly accessPoints: readonly AccessPointOptions[];
  /** What is wired to the board's pins. */
  readonly wiring: readonly PinWiring[];
  /** Absent: the simulator's default. */
  readonly heapSizeBytes?: number;
  readonly timeoutMs?: number;
  readonly tracePath?: string;
}

export type CliCommand =
  | { readonly kind: 'run'; readonly run: RunArguments }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** One line for the user. */
  | { readonly kind: 'wrong'; readonly problem: string };

export const PROGRAM = 'micropython-sockets';

export const HELP = `Runs MicroPython scripts on a simulated ESP32 with real sockets.

Usage: ${PROGRAM} run [options] SCRIPT

The script's output goes to stdout; tracebacks and notices go to stderr. Files and packages beside the script
can be imported and opened by it. Ctrl-C raises KeyboardInterrupt in the script, a second Ctrl-C kills it.

Options:
  --timeout SECONDS         stop the script after this time
  --trace FILE              write every socket operation to FILE, one line of JSON each
  --alias NAME=HOST[:PORT]  lead NAME to HOST, and to PORT whatever port the script asks for; repeatable
  --net all|local|none      what the script may reach: everything (default), this computer, nothing
  --access-point SSID[,key=KEY][,…]
                            a Wi-Fi network around the board; further fields are channel, rssi (dBm), security, delay (ms)
                            and hidden; repeatable; without one any name and key connects
  --pin N=0|1               hold a pin at a level, as a switch does; repeatable
  --adc N=MILLIVOLTS        put a voltage on an analogue input; repeatable
  --touch N=READING         what a touch pad reads; repeatable
  --heap BYTES              size of the MicroPython heap, e.g. 160000 or 160k
  -h, --help                show this text
  --version                 show the version

Exit code: 0 finished, 1 uncaught exception, 2 wrong usage or unreadable script,
124 --timeout ran out, 130 stopped by Ctrl-C.
`;

const OPTIONS = {
  timeout: { type: 'string' },
  trace: { type: 'string' },
  alias: { type: 'string', multiple: true },
  net: { type: 'string' },
  'access-point': { type: 'string', multiple: true },
  pin: { type: 'string', multiple: true },
  adc: { type: 'string', multiple: true },
  touch: { type: 'string', multiple: true },
  heap: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

const POLICIES: readonly NetworkPolicy[] = ['all', 'local', 'none'];
const MAX_TIMEOUT_SECONDS = 2_000_000;
const MIN_HEAP_BYTES = 16 * 1024;
const MAX_HEAP_BYTES = 8 * 1024 * 1024;

export function parseArguments(words: readonly string[]): CliCommand {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
    if (values.help) return { kind: 'help' };
    if (values.version) return { kind: 'version' };
    return { kind: 'run', run: readRun(values, positionals) };
  } catch (error) {
    return { kind: 'wrong', problem: problemOf(error) };
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

class UsageError extends Error {
  readonly code = 'USAGE';
}

function readRun(values: Values, [command, scriptPath, ...rest]: readonly string[]): RunArguments {
  if (command === undefined) throw new UsageError(`a command is missing: ${PROGRAM} run SCRIPT`);
  if (command !== 'run') throw new UsageError(`there is no command "${command}"; did you mean "run ${command}"?`);
  if (scriptPath === undefined) throw new UsageError(`the script is missing: ${PROGRAM} run SCRIPT`);
  if (rest.length > 0) throw new UsageError(`only one script can be run, but "${rest[0]}" was given too`);
  return {
    scriptPath,
    network: readPolicy(values.net ?? 'all'),
    aliases: (values.alias ?? []).map(readAlias),
    accessPoints: (values['access-point'] ?? []).map(readAccessPointOption),
    wiring: [...readWiring('level', values.pin), ...readWiring('analog', values.adc), ...readWiring('touch', values.touch)],
    ...(values.heap === undefined ? {} : { heapSizeBytes: readHeapSize(values.heap) }),
    ...(values.timeout === undefined ? {} : { timeoutMs: readTimeout(values.timeout) }),
    ...(values.trace === undefined ? {} : { tracePath: readFilePath(values.trace) }),
  };
}

function readPolicy(text: string): NetworkPolicy {
  const policy = POLICIES.find((known) => known === text);
  if (!policy) throw new UsageError(`--net is one of ${POLICIES.join(', ')}, not "${text}"`);
  return policy;
}

function readAlias(text: string): NameAlias {
  const match = /^(?<name>[^=\s]+)=(?<host>[^=:\s]+)(?::(?<port>\d{1,5}))?$/.exec(text);
  const { name, host, port } = match?.groups ?? {};
  if (name === undefined || host === undefined) throw new UsageError(`--alias wants NAME=HOST or NAME=HOST:PORT, not "${text}"`);
  if (port === undefined) return { name, host };
  if (Number(port) < 1 || Number(port) > 65535) throw new UsageError(`--alias ${text}: a port is a number from 1 to 65535`);
  return { name, host, port: Number(port) };
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

function readFilePath(text: string): string {
  if (text === '') throw new UsageError('--trace wants the name of a file');
  return text;
}

/** Node's own texts name the option and go on with advice that does not fit here; the first sentence is enough. */
function problemOf(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  return text.split(/\. |\n/)[0]?.replace(/\.$/, '') ?? text;
}
