/**
 * The way into the raw REPL, whatever the board does: it is asked for, then what runs is interrupted again and again, then modes that
 * may be in the way are left, and last, if that is allowed, the chip is reset. Each stage says what it does, has a deadline and can be
 * cancelled. When all has failed the error says what was seen and what can be done.
 */
import type { Transport } from '../transport/transport';
import type { RawRepl } from './rawRepl';
import { NoAnswerError, UnreachableError } from './tokenQueue';

export type ReachStage = 'asking' | 'interrupting' | 'leaving' | 'resetting';

export const STAGE_TEXTS: Readonly<Record<ReachStage, string>> = {
  asking: 'Asking the board for its raw REPL',
  interrupting: 'Interrupting what runs on the board',
  leaving: 'Leaving a mode of the REPL that may be in the way',
  resetting: 'Resetting the board',
};

export interface Heard {
  readonly text: string;
  /** How much of it, at its end, was said since the board was asked. */
  readonly newLength: number;
}

export interface ReachOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onStage?: (stage: ReachStage) => void;
  /** Whether the chip may be reset if nothing else helps; absent: it may not. */
  readonly mayReset?: () => Promise<boolean>;
  /** What the board has said last, to tell why it cannot be reached. */
  readonly heard: () => Heard;
}

/** The last line of its kind. */
const LAST_RESET = /rst:0x(?![^]*rst:0x)/;
const [CTRL_B, CTRL_C] = ['\x02', '\x03'];

/** Keys, how often, and how long an answer may take each time. Source of the order: what hosts of MicroPython do. */
const TRIES: readonly { stage: ReachStage; keys: string; count: number; waitMs: number }[] = [
  { stage: 'asking', keys: `\r${CTRL_C}`, count: 1, waitMs: 700 },
  { stage: 'interrupting', keys: `${CTRL_C}${CTRL_C}`, count: 5, waitMs: 400 },
  { stage: 'leaving', keys: `${CTRL_C}${CTRL_B}${CTRL_C}`, count: 2, waitMs: 700 },
];
/** A chip that boots hears nothing for a second or two. */
const AFTER_RESET = { keys: `${CTRL_C}${CTRL_C}`, count: 12, waitMs: 500 };

export async function reachRawRepl(raw: RawRepl, transport: Transport, options: ReachOptions): Promise<void> {
  const { onStage, mayReset, heard } = options;
  for (const { stage, ...keys } of TRIES) {
    onStage?.(stage);
    if (await ask(raw, keys, options)) return;
  }
  const isAllowed = transport.hardReset !== undefined && (await mayReset?.()) === true;
  // Whoever was asked may have answered after it was given up.
  options.signal?.throwIfAborted();
  if (isAllowed) {
    onStage?.('resetting');
    await transport.hardReset?.();
    if (await ask(raw, AFTER_RESET, options)) return;
  }
  throw new UnreachableError(whyUnreachable(transport, heard()));
}

async function ask(
  raw: RawRepl,
  { keys, count, waitMs }: Omit<(typeof TRIES)[number], 'stage'>,
  { signal }: ReachOptions,
): Promise<boolean> {
  for (let attempt = 1; attempt <= count; attempt++) {
    try {
      await raw.ask(keys, { deadlineMs: waitMs, signal });
      // Answers to what was asked before come too, or the end of a reset that was begun before: after this they are over.
      await raw.synchronise({ signal });
      return true;
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
    }
  }
  return false;
}

/** What was seen, what that means, and the next step. */
export function whyUnreachable({ name, hardReset }: Transport, heard: Heard): string {
  const trouble = knownTrouble(name, heard);
  if (trouble !== undefined) return trouble;
  const reset = hardReset ? 'Reset it (the EN or RST button), then try again' : 'Press its EN or RST button, then try again';
  const printed = newText(heard).trim().split(/\r?\n/).at(-1)?.slice(-60) ?? '';
  if (printed === '')
    return `The board at ${name} does not answer. Check that it has power and that this is its port, that its speed is 115200, and that MicroPython is on it. ${reset}.`;
  return `The board at ${name} sends text (last: ${JSON.stringify(printed)}), but does not give a prompt: what runs on it ignores Ctrl-C, or it is not MicroPython. ${reset}.`;
}

/** Of a board without a prompt, what it says of itself, what that means, and the next step; undefined: nothing that is known. */
export function knownTrouble(name: string, heard: Heard): string | undefined {
  const { text } = heard;
  const sinceReset = text.slice(Math.max(0, text.search(LAST_RESET)));
  if (/waiting for download/i.test(sinceReset))
    return `The board at ${name} waits for firmware ("waiting for download"), because its BOOT pin was held low when it started. Release BOOT, press EN or RST, then try again.`;
  if (/rst:0x/.test(newText(heard)) && /rst:0x[^]*rst:0x/.test(text))
    return `The board at ${name} resets again and again. Its firmware or its main.py may be at fault, or its power supply is too weak; see what it prints in the REPL.`;
  if (/invalid header|flash read err|No bootable app/i.test(sinceReset))
    return `The board at ${name} has no firmware that it can start. Install MicroPython on it (micropython.org/download), then try again.`;
  if (/CircuitPython/.test(text))
    return `The board at ${name} runs CircuitPython, not MicroPython. Install MicroPython on it, then try again.`;
  return undefined;
}

function newText({ text, newLength }: Heard): string {
  return text.slice(text.length - newLength);
}
