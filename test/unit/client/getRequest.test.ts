/** What URLs and curl lines become as requests, what is refused and in which words, and where code and imports go. */
import { describe, expect, it } from 'vitest';
import { importsFor, placeFor } from '../../../client/src/getRequest/insertion';
import { looksLikeRequest, parseRequest } from '../../../client/src/getRequest/parseRequest';
import { toSnippet } from '../../../client/src/getRequest/pythonCode';
import { overTls, urlText, type GetRequest } from '../../../client/src/getRequest/request';
import { onOneLine } from '../../../client/src/getRequest/shellWords';

function request(text: string): GetRequest {
  const parsed = parseRequest(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.request;
}

function problem(text: string): string {
  const parsed = parseRequest(text);
  return 'problem' in parsed ? parsed.problem : 'none';
}

describe('a URL becomes a request', () => {
  it.each([
    ['http://example.com', 'http://example.com/', 'example.com'],
    ['example.com:8080/x?y#z', 'http://example.com:8080/x?y', 'example.com:8080'],
    ['https://example.com:443/', 'https://example.com/', 'example.com'],
    ['http://example.com:443/', 'http://example.com:443/', 'example.com:443'],
    ['http://bücher.example/ü?q=ü ü', 'http://xn--bcher-kva.example/%C3%BC?q=%C3%BC%20%C3%BC', 'xn--bcher-kva.example'],
    ['HTTP://192.168.1.7/a%20b', 'http://192.168.1.7/a%20b', '192.168.1.7'],
  ])('%s', (text, url, host) => {
    expect(urlText(request(text))).toBe(url);
    expect(request(text).hostHeader).toBe(host);
  });

  it('with its user as a header', () => {
    expect(request('http://Ada:a%3Ab@example.com/').headers).toEqual([['Authorization', 'Basic QWRhOmE6Yg==']]);
  });

  it('at the usual port over TLS', () => {
    expect(urlText(overTls(request('http://example.com/x')))).toBe('https://example.com/x');
    expect(urlText(overTls(request('http://example.com:8443/x')))).toBe('https://example.com:8443/x');
  });
});

describe('what cannot be fetched is refused in words', () => {
  it.each([
    ['', /Enter a URL/],
    ['ftp://example.com/', /not ftp/],
    ['hello world', /no URL/],
    ['http://', /host/],
    ['http://exa mple.com/', /host/],
    ['http://example.com:99999/', /"99999" is no port/],
    ['http://example.com:0/', /Port 0/],
    ['http://[::1]/', /IPv6/],
    ['curl', /no URL/],
    ['curl -X POST http://a.test/', /-X POST/],
    ['curl -d a=b http://a.test/', /-d makes this a POST/],
    ['curl --upload-file x http://a.test/', /--upload-file/],
    ['curl -I http://a.test/', /-I /],
    ['curl -H', /-H needs a value/],
    ['curl -H "no colon" http://a.test/', /Name: value/],
    ['curl -u Ada http://a.test/', /password/],
    ["curl 'http://a.test/", /quote/],
    ['curl http://a.test/ http://b.test/', /more than one URL/],
    ['curl http://a.test/[1-3]', /patterns/],
    ["curl -H $'A: b\\r\\nC: d' http://a.test/", /line break/],
  ])('%s', (text, expected) => expect(problem(text)).toMatch(expected));
});

describe('a curl line becomes a request', () => {
  it.each([
    ['curl --compressed -sSL --url http://a.test/ -A \'Mozilla "5"\'', 'http://a.test/', [['User-Agent', 'Mozilla "5"']]],
    [
      "$ curl http://a.test/ \\\n  -H 'A: it'\\''s' \\\n -HB:2",
      'http://a.test/',
      [
        ['A', "it's"],
        ['B', '2'],
      ],
    ],
    ["curl http://a.test/ \\  -H 'A: 1'", 'http://a.test/', [['A', '1']]],
    ['curl.exe ^"http://a.test/?a=1^&b=2^" ^\r\n  -H ^"A: say ^\\^"hi^\\^"^"', 'http://a.test/?a=1&b=2', [['A', 'say "hi"']]],
    ["curl -G http://a.test/?x -d y=1 --data-urlencode 'q=a b&c' -XGET", 'http://a.test/?x&y=1&q=a%20b%26c', []],
    ["curl -H $'A: \\u00fc!' -H 'Connection: keep-alive' http://a.test", 'http://a.test/', [['A', 'ü!']]],
  ])('%s', (text, url, headers) => {
    expect(urlText(request(text))).toBe(url);
    expect(request(text).headers).toEqual(headers);
  });

  it('also when an input field has joined its lines', () => {
    const line = "curl http://a.test/ \\\n  -H 'A: 1'";
    expect(onOneLine(line)).toBe("curl http://a.test/ -H 'A: 1'");
    expect(looksLikeRequest(line)).toBe(true);
    expect(looksLikeRequest('curly braces')).toBe(false);
  });

  it('and tells what it leaves out', () => {
    expect(request('curl -L http://a.test/').followsRedirects).toBe(true);
    expect(request("curl -H 'Accept-Encoding: gzip' http://localhost/").notes).toHaveLength(2);
  });
});

describe('imports are merged into the file', () => {
  it.each([
    ['', ['import socket\n', 0, 'socket']],
    ['import usocket as net\n', [undefined, undefined, 'net']],
    ['import time, socket as s\n', [undefined, undefined, 's']],
    ['try:\n    import usocket as socket\nexcept ImportError:\n    import socket\n', [undefined, undefined, 'socket']],
    ['def f():\n    import socket\n\n', ['import socket\n\n', 0, 'socket']],
    ['"""import socket\nimport socket\n"""\nx = 1\n', ['\nimport socket\n\n', 3, 'socket']],
    ['# a\nimport time\nx = 1\n', ['import socket\n\n', 2, 'socket']],
    ['from machine import (\n    Pin,\n)\nx = 1\n', ['import socket\n\n', 3, 'socket']],
  ])('%j', (text, [added, line, name]) => {
    const lines = text.split('\n');
    const found = importsFor(lines, ['socket'], lines.length - 1);
    expect(found.names.get('socket')).toBe(name);
    expect(found.added?.text.trim()).toBe((added as string | undefined)?.trim());
    expect(found.added?.line).toBe(line);
  });
});

describe('code goes where the cursor is', () => {
  const at = (line: number, character = 0) => ({ startLine: line, startCharacter: character, endLine: line, endCharacter: character });

  it('with the indentation of the place', () => {
    const lines = ['async def main():', '    x = 1', '    ', 'def f():', '    if x:'];
    expect(placeFor(lines, at(2), false)).toMatchObject({ indentation: '    ', before: '', isInCoroutine: true });
    expect(placeFor(lines, at(1), false)).toMatchObject({ indentation: '    ', before: '\n', isInCoroutine: true });
    expect(placeFor(lines, at(4), false)).toMatchObject({ indentation: '    ', isDeeper: true, isInCoroutine: false });
  });

  it('and in place of a selected curl line only if that fills its lines', () => {
    const selection = { startLine: 0, startCharacter: 5, endLine: 0, endCharacter: 20 };
    expect(placeFor(['url="http://a.test/x"'], selection, true).before).toBe('\n');
    expect(placeFor(['http://a.test/'], { ...selection, startCharacter: 0, endCharacter: 14 }, true)).toMatchObject({ before: '' });
  });

  it('as a snippet, with what is special there escaped', () => {
    expect(toSnippet([['a$}\\', { number: 1, text: '10' }, { number: 1, text: '10' }]])).toBe('a\\$\\}\\\\${1:10}${1}');
  });
});
