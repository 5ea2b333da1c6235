/** A recorded request in the words of other tools: curl really sends it to a server here, which gets what was recorded. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeConversation } from '../../../../traffic/src';
import { conversationOf, type ConversationFacts } from '../../../support/recordedTraffic';

interface Got {
  readonly line: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

async function exchange(request: string, facts?: ConversationFacts) {
  const { exchanges } = await decodeConversation(conversationOf([['out', request]], facts));
  return exchanges[0]!;
}

describe('a curl line', () => {
  const got: Got[] = [];
  const server = http.createServer((request, response) => {
    void buffer(request).then((body) => {
      got.push({ line: `${request.method} ${request.url} HTTP/${request.httpVersion}`, headers: request.headers, body });
      response.end('ok');
    });
  });
  let port = 0;

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => void server.close());

  async function sendAgain(request: string): Promise<Got> {
    const { curl } = await exchange(request, { peer: `127.0.0.1:${port}` });
    const quiet = curl.replace(/(^|\| )curl /, '$1curl --silent --max-time 10 ');
    await promisify(execFile)('/bin/sh', ['-c', quiet]);
    return got.pop()!;
  }

  it.each([
    [
      'a path with what a shell and curl would change',
      'GET /a/../b?q=[1]&r={2}&s=$HOME&t=it\'s&u="x"*! HTTP/1.1\r\nHost: example.com\r\n\r\n',
      '',
    ],
    ['no body but a method of its own', 'DELETE /a HTTP/1.1\r\nHost: example.com\r\n\r\n', ''],
    ['a head alone', 'HEAD /a HTTP/1.1\r\nHost: example.com\r\n\r\n', ''],
    ['the old version', 'GET / HTTP/1.0\r\nHost: example.com\r\nX-Empty:\r\nX-Quote: it\'s "so" $HOME `x`\r\n\r\n', ''],
    ['JSON', 'POST /j HTTP/1.1\r\nHost: example.com\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n', '{"it\'s":"$"}'],
    ['a body that begins like a file name', 'PUT /p HTTP/1.1\r\nHost: example.com\r\nContent-Length: 5\r\n\r\n', '@file'],
    ['nothing as a body', 'POST /e HTTP/1.1\r\nHost: example.com\r\nContent-Length: 0\r\n\r\n', ''],
    ['bytes', 'POST /b HTTP/1.1\r\nHost: example.com\r\nContent-Length: 8\r\n\r\n', '\0\x01%\\\xff\n\'"'],
    ['a path that is none', 'OPTIONS * HTTP/1.1\r\nHost: example.com\r\n\r\n', ''],
  ])('sends %s', async (_, head, body) => {
    const again = await sendAgain(head + body);
    expect(again.line).toBe(head.split('\r\n')[0]);
    expect(again.body.toString('latin1')).toBe(body);
    const recorded = head.split('\r\n').slice(1, -2).map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const); // prettier-ignore
    for (const [name, value] of recorded) expect([name, again.headers[name]]).toEqual([name, value]);
    expect(again.headers['content-type']).toBe(recorded.find(([name]) => name === 'content-type')?.[1]);
  });

  it('names the server as the script did', async () => {
    const get = 'GET / HTTP/1.1\r\nHost: example.com\r\n\r\n';
    const line = async (facts: ConversationFacts) => (await exchange(get, facts)).curl;
    expect(await line({ peer: '93.184.216.34:80' })).toBe('curl http://example.com/');
    expect(await line({ peer: '192.168.1.7:80' })).toBe("curl http://192.168.1.7/ --header 'Host: example.com'");
    expect(await line({ peer: 'other.com:8080' })).toBe("curl http://other.com:8080/ --header 'Host: example.com'");
    expect(await line({ peer: 'example.com:443', isTls: true })).toBe('curl https://example.com/');
  });

  it('takes a large body from a file', async () => {
    const { curl, micropython } = await exchange(
      `POST / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 5000\r\n\r\n${'x'.repeat(5_000)}`,
    );
    expect(curl).toBe('curl http://example.com/ --header Content-Type: --data-binary @body.bin');
    expect(micropython).toContain('with open("body.bin", "rb") as file:\n    body = file.read()\n');
    expect(micropython).toContain('    s.write(body)\n');
  });
});

describe('a MicroPython script', () => {
  it('sends the request so that the answer comes in one piece', async () => {
    const request =
      'POST /t HTTP/1.1\r\nHost: a.com:8443\r\nAccept-Encoding: gzip\r\nX-Q: "\\\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\n\0"\xff';
    const { micropython } = await exchange(request, { peer: 'a.com:8443', isTls: true });
    expect(micropython).toBe(`import socket
import ssl

address = socket.getaddrinfo("a.com", 8443)[0][-1]
s = socket.socket()
s.settimeout(10)
try:
    s.connect(address)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.verify_mode = ssl.CERT_NONE  # encrypted, but the server need not prove who it is
    s = context.wrap_socket(s, server_hostname="a.com")
    s.write(
        b"POST /t HTTP/1.0\\r\\n"
        b"Host: a.com:8443\\r\\n"
        b"X-Q: \\"\\\\\\r\\n"
        b"Content-Length: 3\\r\\n"
        b"Connection: close\\r\\n"
        b"\\r\\n"
    )
    s.write(b"\\x00\\"\\xff")
    response = b""
    while True:
        part = s.read(1024)
        if not part:
            break
        response += part
    print(response)
finally:
    s.close()
`);
  });
});
