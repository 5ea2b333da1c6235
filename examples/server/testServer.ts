/**
 * Entry of the test server: starts it, says on one line of JSON where it listens, and serves until it is told to end.
 * With --exit-with-stdin it ends with whoever started it.
 */
import { parseArgs } from 'node:util';
import { startTestServer } from './servers';

const USAGE = 'Usage: testServer.js [--port PORT] [--exit-with-stdin]';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '0' }, 'exit-with-stdin': { type: 'boolean', default: false } },
  });
  const server = await startTestServer({ port: Number(values.port) });
  console.log(JSON.stringify({ port: server.port, echoPort: server.echoPort }));
  const stop = (): void => void server.close().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  if (values['exit-with-stdin']) process.stdin.once('end', stop).once('error', stop).resume();
}

main().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exitCode = 2;
});
