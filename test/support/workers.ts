/** Starts worker threads whose scripts are TypeScript of this folder. */
import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** The file's path is relative to test/support. The caller terminates the worker. */
export function startWorker(file: string, workerData: unknown): Worker {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, file)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
  });
  return new Worker(outputFiles[0]?.text ?? '', { eval: true, workerData });
}
