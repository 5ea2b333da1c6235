/** The relinked VM, compiled once for all boards of the process. */
import { readFile } from 'node:fs/promises';
import { messageOf } from '../../../shared/src';

/** Rejects with a text for the user if the file is missing or is no WebAssembly. */
export async function compileFirmware(path: string): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(await readFile(path));
  } catch (error) {
    const reason = messageOf(error);
    throw new Error(`The simulated board's firmware cannot be loaded: ${reason}. Build it with "npm run build".`, { cause: error });
  }
}
