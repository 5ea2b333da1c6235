// Runs a script on the MicroPython package as it is published, for comparison.
import { readFileSync } from 'node:fs';
import { loadMicroPython } from '@micropython/micropython-webassembly-pyscript';

const micropython = await loadMicroPython({ stdout: (line) => console.log(line), linebuffer: true });
micropython.runPython(readFileSync(process.argv[2], 'utf8'));
