/** Entry of the VM worker: one board from power-on or a hard reset to its end. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { VmStart } from '../syscall';
import { runBoard } from './boardProgram';
import { Chip } from './chip';

const start = workerData as VmStart;
if (!parentPort) throw new Error('The VM worker must be started as a worker thread.');
const module = start.module ?? new WebAssembly.Module(readFileSync(start.wasmPath));
const chip = new Chip(start, parentPort);
const result = runBoard(chip, start, module);
chip.io.post({ op: 'ended', result });
