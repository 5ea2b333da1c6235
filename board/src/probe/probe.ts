/**
 * The texts that the board executes before and after a script so that its socket calls are seen: the first puts the probe
 * (see probeSource.ts) in place, the second takes it out. The script itself is sent as it is, between them. Also here: which
 * scripts cannot bear the probe, and what to say when it could not be put in place.
 */
import { PROBE_SOURCE } from './probeSource';

/** Free memory in bytes without which the probe stays out. */
export const MIN_FREE_BYTES = 30_000;

/** What a traceback names as the file of the probe's own lines. */
export function probeFileName(nonce: string): string {
  return `\x1f${nonce}`;
}

/** The bytes with which every record begins. The first is in no UTF-8 text, and all have their highest bit set. */
export function recordStart(nonce: string): Uint8Array {
  if (!/^[A-Za-z0-9]{4,16}$/.test(nonce)) throw new RangeError('A nonce is 4 to 16 letters and digits.');
  return Uint8Array.from([0xff, ...Buffer.from(nonce, 'latin1').map((byte) => byte | 0x80)]);
}

/** Executed before the script. If it raises, nothing was changed, and `probeFailure` tells why. */
export function probeStartCode(nonce: string): string {
  const start = [...recordStart(nonce)].map(escaped).join('');
  return [
    `__import__('gc').collect()`,
    `if __import__('gc').mem_free()<${MIN_FREE_BYTES}: raise MemoryError('probe')`,
    // Without line numbers, which nobody sees and which take memory.
    `exec("import micropython as m\\no=m.opt_level()\\nm.opt_level(3)\\ntry: exec(compile(s,f,'exec'),{'N':n,'G':g})\\nfinally: m.opt_level(o)",` +
      `{'s':${literal(SHORT_SOURCE)},'f':${literal(probeFileName(nonce))},'n':b'${start}','g':globals()})`,
    `__import__('gc').collect()`,
    '',
  ].join('\n');
}

/** Executed after the script; does nothing where the probe is not, as after a reset. It is the same for every nonce. */
export function probeEndCode(): string {
  return [
    `if hasattr(getattr(__import__('sys').modules.get('socket'),'socket',None),'end_'): __import__('socket').socket.end_(globals())`,
    `__import__('gc').collect()`,
    '',
  ].join('\n');
}

/** Why a script cannot have the probe; undefined if it can. Comments and strings count as code, to be on the safe side. */
export function probeObjection(source: string): string | undefined {
  return OBJECTIONS.find(({ pattern }) => pattern.test(source))?.text;
}

/** Why the probe could not be put in place, from the traceback that `probeStartCode` ended with; undefined if there is none. */
export function probeFailure(error: string): string | undefined {
  const last = error.trim().split(/\r?\n/).at(-1) ?? '';
  if (last === '') return undefined;
  if (last.startsWith('MemoryError'))
    return `The board has too little free memory to record socket calls: it takes ${MIN_FREE_BYTES} bytes to begin with.`;
  if (last.includes('socket is a file'))
    return "A file named socket takes the place of the board's own module, so its calls are not recorded.";
  if (/^ImportError: no module named/.test(last)) return `The board's firmware lacks what recording socket calls needs (${last}).`;
  return `Socket calls could not be recorded: ${last}`;
}

interface Objection {
  readonly pattern: RegExp;
  readonly text: string;
}

const OBJECTIONS: readonly Objection[] = [
  { pattern: /\b_thread\b/, text: 'The script uses threads, whose records would mix on the serial line.' },
  { pattern: /\bdupterm\b/, text: 'The script duplicates the terminal, so that records would go where it sends its output.' },
  { pattern: /\bwebrepl\b/, text: 'WebREPL duplicates the terminal, so that records would go to the browser.' },
  { pattern: /\bheap_lock\b/, text: 'The script locks the heap, and recording a call needs memory.' },
  { pattern: /\bmodules\s*(?:\[|\.\s*pop|\.\s*clear)/, text: 'The script changes sys.modules, which is how calls are recorded.' },
  {
    pattern: /\bUART\s*\(\s*(?:id\s*=\s*)?0\b/,
    text: 'The script uses UART 0, which on most boards is the line on which records are sent.',
  },
];

/** As it is sent: without lines that are only a comment, indented by one space a level. */
const SHORT_SOURCE = PROBE_SOURCE.split('\n')
  .filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
  .map((line) => line.replace(/^(?: {4})+/, (indent) => ' '.repeat(indent.length / 4)))
  .join('\n');

/** A Python literal of a text of ASCII characters. */
function literal(text: string): string {
  return `'${text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", String.raw`\'`)
    .replaceAll('\n', String.raw`\n`)
    .replace(/\p{Cc}/gu, escaped)}'`;
}

function escaped(byte: string | number): string {
  const code = typeof byte === 'string' ? byte.charCodeAt(0) : byte;
  return String.raw`\x` + code.toString(16).padStart(2, '0');
}
