/** What a command line says of a board over a wire: which one, how its port is opened, and what a run does to it. */

export interface DeviceArguments {
  /** A serial port, `tcp://host:port`, `rfc2217://host:port` or `ws://host`. */
  readonly address: string;
  readonly baudRate?: number;
  readonly controlLines: 'auto' | 'bothOn' | 'bothOff';
}

export interface DeviceRunArguments extends DeviceArguments {
  readonly scriptPath: string;
  readonly timeoutMs?: number;
  readonly tracePath?: string;
  /** Whether the board begins anew before the script. */
  readonly softReset: boolean;
  readonly imports: 'none' | 'imports';
}

export interface ResetArguments extends DeviceArguments {
  readonly how: 'soft' | 'hard';
}

export const DEVICE_OPTIONS = {
  baud: { type: 'string' },
  lines: { type: 'string' },
  'no-reset': { type: 'boolean' },
  'no-imports': { type: 'boolean' },
  hard: { type: 'boolean' },
} as const;

export interface DeviceValues {
  readonly board?: string;
  readonly baud?: string;
  readonly lines?: string;
}

const LINES = { auto: 'auto', on: 'bothOn', off: 'bothOff' } as const;

/** Whether `--board` names a board over a wire; the simulated ones have names without such characters. */
export function isDeviceAddress(text: string): boolean {
  return /[/\\:]/.test(text) || /^COM\d+$/i.test(text);
}

/** What is wrong is told as a problem in place of the arguments. */
export function readDevice({ board, baud, lines = 'auto' }: DeviceValues): DeviceArguments | { readonly problem: string } {
  if (board === undefined)
    return { problem: '--board is missing: the port of the board, such as /dev/ttyUSB0, COM3 or tcp://host:port; "ports" lists them' };
  if (!isDeviceAddress(board)) return { problem: `--board wants a port, such as /dev/ttyUSB0, COM3 or tcp://host:port, not "${board}"` };
  if (!isLines(lines)) return { problem: `--lines is one of ${Object.keys(LINES).join(', ')}, not "${lines}"` };
  if (baud === undefined) return { address: board, controlLines: LINES[lines] };
  const baudRate = /^\d{2,7}$/.test(baud) ? Number(baud) : 0;
  if (baudRate === 0) return { problem: `--baud wants a number of bits per second, such as 115200, not "${baud}"` };
  return { address: board, controlLines: LINES[lines], baudRate };
}

function isLines(text: string): text is keyof typeof LINES {
  return Object.hasOwn(LINES, text);
}
