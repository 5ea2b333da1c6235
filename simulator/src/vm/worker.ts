/** Entry of the VM worker: one board, one script, then nothing more to do. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { VmStart } from '../syscall';
import { launch } from './launch';
import { Vm } from './vm';

const start = workerData as VmStart;
if (!parentPort) throw new Error('The VM worker must be started as a worker thread.');
const module = start.module ?? new WebAssembly.Module(readFileSync(start.wasmPath));
const vm = new Vm({ start, module, port: parentPort });
const result = launch(vm, start.script);
vm.io.post({ op: 'ended', result });
