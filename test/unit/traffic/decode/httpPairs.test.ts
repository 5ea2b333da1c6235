/** Which answer belongs to which request of a connection, and what is said of those that have none. */
import { describe, expect, it } from 'vitest';
import { decodeConversation } from '../../../../traffic/src';
import { conversationOf, type ConversationFacts, type Turn } from '../../../support/recordedTraffic';

const request = (method: string, path: string, more = ''): string => `${method} ${path} HTTP/1.1\r\nHost: a\r\n${more}\r\n`;
const ok = (body: string): string => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

/** `GET /a → 200`, for each exchange, and the titles of messages that are in none. */
async function pairs(turns: readonly Turn[], facts?: ConversationFacts) {
  const decoded = await decodeConversation(conversationOf(turns, facts));
  const { messages, exchanges } = decoded;
  const used = new Set(exchanges.flatMap((exchange) => [exchange.request, exchange.response]));
  return {
    exchanges: exchanges.map(({ method, url, status }) => `${method} ${url} → ${status ?? 'nothing'}`),
    alone: messages.filter((_, place) => !used.has(place)).map(({ title }) => title),
    bodies: exchanges.map(({ response }) => {
      const body = response === undefined ? undefined : messages[response]?.body;
      return body?.kind === 'text' ? body.text : '';
    }),
    problems: messages.flatMap(({ problem }) => problem ?? []),
    problem: decoded.problem,
  };
}

describe('the answer to a request', () => {
  it('is the one after 100 Continue and 103 Early Hints', async () => {
    const { exchanges, alone, problems } = await pairs([
      ['out', request('POST', '/a', 'Content-Length: 2\r\nExpect: 100-continue\r\n')],
      ['in', 'HTTP/1.1 100 Continue\r\n\r\n'],
      ['out', 'hi'],
      ['in', `HTTP/1.1 103 Early Hints\r\nLink: </x.css>\r\n\r\n${ok('done')}`],
      ['out', request('GET', '/b')],
      ['in', ok('b')],
    ]);
    expect(exchanges).toEqual(['POST /a → 200', 'GET /b → 200']);
    expect(alone).toEqual(['100 Continue', '103 Early Hints']);
    expect(problems).toEqual([]);
  });

  it('has no body if it answers HEAD, or is 204 or 304, whatever its length says', async () => {
    const { exchanges, bodies, problems } = await pairs([
      ['out', request('HEAD', '/a')],
      ['in', 'HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n'],
      ['out', request('DELETE', '/b')],
      ['in', 'HTTP/1.1 204 No Content\r\n\r\n'],
      ['out', request('GET', '/c')],
      ['in', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 12\r\n\r\n'],
      ['out', request('GET', '/d')],
      ['in', ok('d')],
    ]);
    expect(exchanges).toEqual(['HEAD /a → 200', 'DELETE /b → 204', 'GET /c → 304', 'GET /d → 200']);
    expect(bodies).toEqual(['', '', '', 'd']);
    expect(problems).toEqual([]);
  });

  it('ends HTTP if it is 101, and what follows is not taken for HTTP', async () => {
    const { exchanges, problem } = await pairs([
      ['out', request('GET', '/a', 'Connection: Upgrade\r\nUpgrade: custom\r\n')],
      ['in', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: custom\r\n\r\nbytes'],
      ['out', 'more bytes'],
    ]);
    expect(exchanges).toEqual(['GET /a → 101']);
    expect(problem).toBe('what follows the upgrade to custom is not decoded');
  });

  it('leaves HTTP as it is if an upgrade is declined', async () => {
    const { exchanges } = await pairs([
      ['out', request('GET', '/a', 'Connection: Upgrade\r\nUpgrade: custom\r\n')],
      ['in', ok('no')],
      ['out', request('GET', '/b')],
      ['in', ok('b')],
    ]);
    expect(exchanges).toEqual(['GET /a → 200', 'GET /b → 200']);
  });

  it.each(['', 'Content-Length: 3\r\n', 'Transfer-Encoding: chunked\r\n'])(
    'to CONNECT has no body, and a tunnel follows (%j)',
    async (headers) => {
      const { exchanges, bodies, problem, problems } = await pairs([
        ['out', 'CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n'],
        ['in', `HTTP/1.1 200 Connection established\r\n${headers}\r\n`],
        ['out', '\x16\x03\x01\x00\x05hello'],
        ['in', '\x16\x03\x03\x00\x05hello'],
      ]);
      expect(exchanges).toEqual(['CONNECT a.test:443 → 200']);
      expect(bodies).toEqual(['']);
      expect(problem).toBe('what goes through the tunnel is not decoded');
      expect(problems).toEqual([]);
    },
  );

  it('to CONNECT has a body if it is a refusal, and HTTP goes on', async () => {
    const { exchanges, bodies } = await pairs([
      ['out', 'CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n'],
      ['in', 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 4\r\n\r\nwho?'],
      ['out', request('GET', '/b')],
      ['in', ok('b')],
    ]);
    expect(exchanges).toEqual(['CONNECT a.test:443 → 407', 'GET /b → 200']);
    expect(bodies).toEqual(['who?', 'b']);
  });

  it('is found by order if several requests were sent before the first answer', async () => {
    const { exchanges, bodies } = await pairs([
      ['out', request('GET', '/a') + request('HEAD', '/b') + request('GET', '/c')],
      ['in', ok('a') + 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n' + ok('c')],
    ]);
    expect(exchanges).toEqual(['GET /a → 200', 'HEAD /b → 200', 'GET /c → 200']);
    expect(bodies).toEqual(['a', '', 'c']);
  });

  it('may begin before the request has ended', async () => {
    const { exchanges } = await pairs([
      ['out', request('PUT', '/a', 'Content-Length: 4\r\n') + 'ab'],
      ['in', 'HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n'],
      ['out', 'cd'],
    ]);
    expect(exchanges).toEqual(['PUT /a → 413']);
  });
});

describe('an answer that was there before its request', () => {
  const timeout = 'HTTP/1.1 408 Request Timeout\r\nContent-Length: 4\r\nConnection: close\r\n\r\nlate';

  it('answers nothing, if the server spoke first', async () => {
    expect(await pairs([['in', timeout]])).toMatchObject({ exchanges: [], alone: ['408 Request Timeout'], problems: [] });
  });

  it('is not taken for the answer to a request that was sent later', async () => {
    const { exchanges, alone, problems } = await pairs(
      [
        ['out', request('GET', '/a')],
        ['in', ok('a')],
        ['in', timeout],
        ['out', request('HEAD', '/b')],
      ],
      { end: 'reset' },
    );
    expect(exchanges).toEqual(['GET /a → 200', 'HEAD /b → nothing']);
    expect(alone).toEqual(['408 Request Timeout']);
    expect(problems).toEqual(['not answered: the other side has reset the connection']);
  });

  it('leaves the next answer to the request', async () => {
    const { exchanges, bodies, alone } = await pairs([
      ['in', timeout],
      ['out', request('GET', '/a')],
      ['in', ok('a')],
    ]);
    expect({ exchanges, bodies, alone }).toEqual({ exchanges: ['GET /a → 200'], bodies: ['a'], alone: ['408 Request Timeout'] });
  });
});

describe('a request without an answer', () => {
  it.each([
    ['reset', 'not answered: the other side has reset the connection'],
    ['closed', 'not answered: the other side has closed'],
    ['script', 'not answered: the script has closed the connection'],
  ] as const)('says that none will come (%s)', async (end, problem) => {
    expect(await pairs([['out', request('GET', '/a')]], { end })).toMatchObject({ exchanges: ['GET /a → nothing'], problems: [problem] });
  });

  it('says nothing while one can still come', async () => {
    expect((await pairs([['out', request('GET', '/a')]])).problems).toEqual([]);
  });

  it('is each one that follows an answer with which the other side closes', async () => {
    const { exchanges, problems } = await pairs(
      [
        ['out', request('GET', '/a') + request('GET', '/b')],
        ['in', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\na'],
        ['out', request('GET', '/c')],
      ],
      { end: 'closed' },
    );
    expect(exchanges).toEqual(['GET /a → 200', 'GET /b → nothing', 'GET /c → nothing']);
    expect(problems).toEqual(Array.from({ length: 2 }, () => 'not answered: the other side has closed'));
  });

  it('is one that was only told to go on', async () => {
    const { exchanges, alone, problems } = await pairs(
      [
        ['out', request('POST', '/a', 'Content-Length: 2\r\n') + 'hi'],
        ['in', 'HTTP/1.1 100 Continue\r\n\r\n'],
      ],
      { end: 'closed' },
    );
    expect({ exchanges, alone }).toEqual({ exchanges: ['POST /a → nothing'], alone: ['100 Continue'] });
    expect(problems).toEqual(['not answered: the other side has closed']);
  });
});
