/** The code that *Insert GET Request* writes runs on the simulated board; a server tells back the request that it got. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCode, type Form, type Shape } from '../../../client/src/getRequest/forms';
import { modulesOf } from '../../../client/src/getRequest/forms';
import { parseRequest } from '../../../client/src/getRequest/parseRequest';
import { toPlain } from '../../../client/src/getRequest/pythonCode';
import { SimulatedBoard } from '../../../simulator/src';
import { startPeer, type Peer } from '../../conformance/peers';
import { DIST, ROOT } from '../../support/distFolders';
import { ObservedRun } from '../../support/runs';

const board = new SimulatedBoard({ distFolder: DIST });
const peers: Peer[] = [];
beforeAll(async () => {
  peers.push(await startPeer('mirror'), await startPeer('mirror over tls'));
});
afterAll(async () => {
  board.dispose();
  await Promise.all(peers.map((peer) => peer.close()));
});

const CURL = `-H 'X-Quote: say "hi" \\ $x {y}' -u 'Ada:p\u00e4ss'`;
const TARGET = '/caf%C3%A9?q=%C3%BC%20x';
const EXPECTED = [
  'X-Quote: say "hi" \\ $x {y}',
  `Authorization: Basic ${Buffer.from('Ada:p\u00e4ss').toString('base64')}`,
  'Connection: close',
];

async function run(scheme: 'http' | 'https', form: Form, shape: Shape): Promise<ObservedRun & { kind: string }> {
  const parsed = parseRequest(`curl ${CURL} '${scheme}://b\u00fccher.test:8123/caf\u00e9?q=\u00fc%20x#part'`);
  if ('problem' in parsed) throw new Error(parsed.problem);
  const { request } = parsed;
  const code = writeCode({ request, form, shape, names: (name) => name, functionName: 'get_page', isInCoroutine: false });
  const call = shape === 'once' ? '' : form === 'asyncio' ? 'result = asyncio.run(get_page())' : 'result = get_page()';
  const shown = shape === 'once' ? '' : 'print(result[0])\nprint(result[1].decode())';
  const imports = ['online', ...modulesOf(form, request)].map((name) => `import ${name}`);
  const source = [...imports, toPlain(code), call, shown, ''].join('\n');
  const port = peers[scheme === 'http' ? 0 : 1]?.port ?? 0;
  const observed = await ObservedRun.startScript(
    board,
    { name: 'get.py', source, folder: join(ROOT, 'test', 'conformance', 'board') },
    { aliases: [{ name: 'xn--bcher-kva.test', host: '127.0.0.1', port }] },
  );
  return Object.assign(observed, { kind: (await observed.done).kind });
}

describe('an inserted GET request sends what the URL and the curl line say', () => {
  for (const [scheme, form] of [
    ['http', 'socket'],
    ['https', 'tls'],
    ['http', 'requests'],
    ['https', 'requests'],
    ['http', 'asyncio'],
    ['https', 'asyncio'],
  ] as const)
    for (const shape of ['once', 'function'] as const)
      it(`${form}, ${scheme}, ${shape}`, async () => {
        const { stdout, stderr, kind } = await run(scheme, form, shape);
        expect(stderr).toBe('');
        expect(kind).toBe('completed');
        const lines = stdout.split(/\r?\n/);
        const version = form === 'requests' ? '1.1' : '1.0';
        for (const expected of [`GET ${TARGET} HTTP/${version}`, ...EXPECTED, 'Host: xn--bcher-kva.test:8123'])
          expect(lines).toContain(expected);
        expect(lines[0]).toMatch(/^(HTTP\/1.0 )?200/);
      });
});
