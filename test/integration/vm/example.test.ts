/** The example as a whole: what it does to the LED, and what goes over its socket. What it prints is a conformance test. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startTestServer } from '../../../examples/server/servers';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST, ROOT } from '../../support/distFolders';
import { runToEnd } from '../../support/runs';

const board = new SimulatedBoard({ distFolder: DIST });
afterAll(() => board.dispose());

describe('the example', () => {
  it('blinks while it connects, and tells every operation of its socket', async () => {
    const server = await startTestServer();
    try {
      const run = await runToEnd(board, readFileSync(join(ROOT, 'examples', 'http_get.py'), 'utf8'), {
        aliases: [{ name: 'www.example.com', host: '127.0.0.1', port: server.port }],
      });
      expect(run.result).toEqual({ kind: 'completed' });

      const levels = run.events.flatMap((event) => (event.kind === 'pin' && event.pin === 2 ? [event.level] : []));
      expect(levels.length).toBeGreaterThanOrEqual(3);
      // It becomes an output, and is switched then.
      expect(levels).toEqual(levels.map((_, index) => (index % 2 === 0 ? 0 : 1)));

      const told = run.records.map(({ operation, peer, outcome }) => ({ operation, peer, outcome: outcome.kind }));
      const peer = 'www.example.com:80';
      expect(told).toEqual([
        { operation: 'getaddrinfo', peer: 'www.example.com', outcome: 'ok' },
        { operation: 'socket', peer: '', outcome: 'ok' },
        ...['connect', 'send', 'recv', 'recv', 'close'].map((operation) => ({ operation, peer, outcome: 'ok' })),
      ]);
      expect(Buffer.from(run.records[4]?.bytes ?? []).toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(run.records[5]?.bytes).toHaveLength(0);
    } finally {
      await server.close();
    }
  });
});
