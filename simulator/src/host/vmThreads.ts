/**
 * Threads for VM workers. Booting a thread takes longer than anything else at the start of a run, so one is kept booted
 * and waiting: the first run gets the one that booted while the process was starting, a later run the one that was
 * prepared when the run before it ended. A waiting thread has no script yet and knows nothing of any run.
 */
import { Worker } from 'node:worker_threads';
import type { VmStart } from '../syscall';

interface ThreadTask {
  readonly workerPath: string;
  /** What the worker's script finds as its `workerData`. */
  readonly start: VmStart;
}

const WAIT_FOR_TASK = `
  const threads = require('node:worker_threads');
  threads.parentPort.once('message', ({ workerPath, start }) => {
    threads.workerData = start;
    require(workerPath);
  });
`;

export class VmThreads {
  private spare: Worker | undefined;

  /** Boots a thread for the next run if none is waiting. */
  prepare(): void {
    if (this.spare) return;
    const thread = bootThread();
    this.spare = thread;
    // A thread that fails before it has a task is no loss: the next run boots its own.
    thread.once('error', () => this.discard(thread));
    thread.once('exit', () => this.discard(thread));
  }

  /** Runs a worker's script. The caller owns the thread. */
  start(task: ThreadTask): Worker {
    const thread = this.spare ?? bootThread();
    this.spare = undefined;
    thread.removeAllListeners('error').removeAllListeners('exit');
    thread.postMessage(task);
    return thread;
  }

  private discard(thread: Worker): void {
    if (this.spare === thread) this.spare = undefined;
  }
}

function bootThread(): Worker {
  return new Worker(WAIT_FOR_TASK, { eval: true, env: {}, execArgv: [] });
}
