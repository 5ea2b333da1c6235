/** The relinked VM, compiled once for all boards of the process. */
import { readFile } from 'node:fs/promises';

/** Rejects with a text for the user if the file is missing or is no WebAssembly. */
export async function compileFirmware(path: string): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(await readFile(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The simulated board's firmware cannot be loaded: ${reason}. Build it with "npm run build".`, { cause: error });
  }
}
