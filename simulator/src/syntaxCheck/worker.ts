/** Entry of the worker that tells whether MicroPython's compiler takes a text. It answers each question with its number. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { SyntaxCheckAnswer, SyntaxCheckRequest, SyntaxCheckStart } from '../../../shared/src';
import { Compiler } from './compiler';

const port = parentPort;
if (!port) throw new Error('The syntax worker must be started as a worker thread.');
const compiler = new Compiler(new WebAssembly.Module(readFileSync((workerData as SyntaxCheckStart).wasmPath)));
port.on('message', ({ id, source }: SyntaxCheckRequest) => {
  const answer: SyntaxCheckAnswer = { id, error: compiler.check(source) };
  port.postMessage(answer);
});
