/**
 * Ends what runs on a board, by stronger and stronger means: Ctrl-C, again and again, a soft reset, a hard reset. It tells which of them
 * did it.
 */
import { settlesWithin } from '../timing';
import type { Transport } from '../transport/transport';

export type Rung = 'interrupt' | 'interruptAgain' | 'softReset' | 'hardReset';

export const RUNG_TEXTS: Readonly<Record<Rung, string>> = {
  interrupt: 'Ctrl-C stopped it.',
  interruptAgain: 'One Ctrl-C did not stop it, several did.',
  softReset: 'Ctrl-C alone did not stop it: Ctrl-C and a soft reset did.',
  hardReset: 'The script did not react to Ctrl-C: the board was reset by its reset line.',
};
export const UNSTOPPED_TEXT =
  'The script does not react to Ctrl-C, and this wire has no line to reset the board: press its EN or RST button. Until then the script goes on.';

/** A board looks at the line at the next instruction; a socket call that waits looks every 100 ms. */
const WAIT_MS = 700;

const KEYS: readonly { readonly rung: Rung; readonly keys: string }[] = [
  { rung: 'interruptAgain', keys: '\x03\x03' },
  { rung: 'interruptAgain', keys: '\x03\x03\x03\x03' },
  { rung: 'softReset', keys: '\x03\x03\x04' },
];

/** `ended` resolves when the script has ended. Returns what did it, or undefined when nothing did. */
export async function climb(transport: Transport, ended: Promise<unknown>): Promise<Rung | undefined> {
  for (const { rung, keys } of KEYS) {
    await transport.write(Buffer.from(keys, 'latin1'));
    if (await settlesWithin(ended, WAIT_MS)) return rung;
  }
  if (!transport.hardReset) return undefined;
  await transport.hardReset();
  return 'hardReset';
}
