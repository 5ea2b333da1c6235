/** The build step: reads the official package's WebAssembly and writes the relinked VM beside the bundles. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { relink } from './relink';

export interface FirmwareBuild {
  /** Folder of the package `@micropython/micropython-webassembly-pyscript`. */
  readonly packageFolder: string;
  readonly outFile: string;
}

/** Rejects with a FirmwareError that names the place if the package's build is not understood. */
export async function buildFirmware({ packageFolder, outFile }: FirmwareBuild): Promise<void> {
  await writeFile(outFile, relink(await readFile(path.join(packageFolder, 'micropython.wasm'))));
}
