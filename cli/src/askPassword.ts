/** The password of a board's WebREPL: from the environment, or asked for in the terminal, where it is not shown. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

const VARIABLE = 'WEBREPL_PASSWORD';

/** Undefined: the user gave up. */
export async function askPassword(address: string): Promise<string | undefined> {
  const given = process.env[VARIABLE];
  if (given !== undefined) return given;
  if (!process.stdin.isTTY) throw new Error(`${address} wants a password: give it in the environment variable ${VARIABLE}.`);
  process.stderr.write(`Password for ${address}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await new Promise((resolve, reject) => {
      reader.once('close', () => resolve(undefined)); // Ctrl-C or Ctrl-D
      reader.question('').then(resolve, reject);
    });
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}
