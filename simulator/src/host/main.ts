/**
 * Entry of the simulator process: any number of boards, served over Node's IPC channel. It lives exactly as long as its
 * parent, and takes its VM workers with it. Ctrl-C in a terminal reaches every process of the group; here it is left to
 * the parent, which turns it into a KeyboardInterrupt of the script.
 */
import { join } from 'node:path';
import { createMessageConnection, ErrorCodes, IPCMessageReader, IPCMessageWriter, ResponseError } from 'vscode-jsonrpc/node';
import {
  SimulatorMethod,
  type BootBoardParams,
  type OpenBoardParams,
  type ResetBoardParams,
  type RunAcknowledgeParams,
  type RunEndedParams,
  type RunEventParams,
  type RunId,
  type RunInputParams,
  type RunOnBoardParams,
  type StartRunParams,
  type WatchParams,
  type WirePinParams,
  messageOf,
} from '../../../shared/src';
import { compileFirmware } from './firmware';
import type { VmFiles } from './poweredBoard';
import { RunTable } from './runTable';
import { VmThreads } from './vmThreads';

process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));

const threads = new VmThreads();
threads.prepare();

const workerPath = join(__dirname, 'vmWorker.js');
const wasmPath = join(__dirname, 'micropython-esp32.wasm');
const vm: Promise<VmFiles> = compileFirmware(wasmPath).then((module) => ({ workerPath, wasmPath, module }));
// The first run reports it; until then a failure is nobody's.
vm.catch(() => undefined);

const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
const runs = new RunTable({
  vm: () => vm,
  threads,
  onEvent: (run, event) => notify<RunEventParams>(SimulatorMethod.event, { run, event }),
  onEnded: (run, result) => notify<RunEndedParams>(SimulatorMethod.ended, { run, result }),
});

connection.onRequest(SimulatorMethod.start, (params: StartRunParams) => answer(runs.start(params)));
connection.onRequest(SimulatorMethod.open, (params: OpenBoardParams) => answer(runs.open(params).then(() => undefined)));
connection.onRequest(SimulatorMethod.boot, (params: BootBoardParams) => answer(runs.boot(params)));
connection.onRequest(SimulatorMethod.runOnBoard, (params: RunOnBoardParams) => answer(runs.runOnBoard(params)));
connection.onNotification(SimulatorMethod.reset, (params: ResetBoardParams) => runs.reset(params));
connection.onNotification(SimulatorMethod.close, ({ run }: { run: RunId }) => runs.close(run));
connection.onNotification(SimulatorMethod.interrupt, ({ run }: { run: RunId }) => runs.interrupt(run));
connection.onNotification(SimulatorMethod.kill, ({ run }: { run: RunId }) => runs.kill(run));
connection.onNotification(SimulatorMethod.input, (params: RunInputParams) => runs.input(params));
connection.onNotification(SimulatorMethod.wirePin, (params: WirePinParams) => runs.wirePin(params));
connection.onNotification(SimulatorMethod.watch, (params: WatchParams) => runs.watch(params));
connection.onNotification(SimulatorMethod.acknowledge, (params: RunAcknowledgeParams) => runs.acknowledge(params));
connection.listen();

/** The parent shows the text of a failure to the user. */
function answer<T>(work: Promise<T>): Promise<T | ResponseError<void>> {
  return work.catch((error: unknown) => new ResponseError(ErrorCodes.InternalError, messageOf(error)));
}

function notify<T>(method: string, params: T): void {
  // It fails only when the channel has closed, and then the process is about to end.
  connection.sendNotification(method, params).catch(() => undefined);
}
