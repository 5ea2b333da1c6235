/** Rules about the HTTP that a script writes itself. A message that other code may complete is left alone. */
import { HOLE } from '../../analysis/constantText';
import type { Fix, Rule } from '../rule';
import { headEnd, hasOpenLine, httpTexts, type HttpText } from './httpTexts';
import { calledName } from './places';

/** `\r\n` written after the last character, if that is written in a literal with escapes. */
function insertAfter(http: HttpText, index: number, text: string, title: string): Fix[] {
  const place = http.characters[index]?.place;
  return place && !place.isRaw ? [{ title, isPreferred: true, edits: [{ from: place.to, to: place.to, text }] }] : [];
}

export const httpBlankLine: Rule = {
  code: 'http-blank-line',
  severity: 'warning',
  check: ({ report, shared }) => {
    for (const http of shared(httpTexts)) {
      if (http.isOpen || headEnd(http.text) >= 0 || hasOpenLine(http.text)) continue;
      const missing = http.text.endsWith('\r\n') ? '\\r\\n' : '\\r\\n\\r\\n';
      const message =
        http.kind === 'request'
          ? 'The request has no blank line at its end. The server waits for more, and reading the answer waits with it. End it with \\r\\n\\r\\n.'
          : 'The response has no blank line after its headers. The browser takes the page for headers and shows nothing. End the headers with \\r\\n\\r\\n.';
      const isAllHead = http.kind === 'request' && (http.text.endsWith('\r\n') || !http.text.endsWith('\n'));
      report({
        from: http.node.from,
        to: http.node.to,
        message,
        fixes: () => (isAllHead ? insertAfter(http, http.characters.length - 1, missing, 'Add the blank line') : []),
      });
    }
  },
};

function bareLineEnds(http: HttpText): number[] {
  const end = headEnd(http.text);
  const head = end < 0 ? http.text : http.text.slice(0, end);
  return [...head].flatMap((character, index) =>
    character === '\n' && head[index - 1] !== '\r' && head[index - 1] !== HOLE ? [index] : [],
  );
}

function lineEndRule(code: string, severity: 'warning' | 'hint', kind: HttpText['kind'], message: string): Rule {
  return {
    code,
    severity,
    check: ({ report, shared }) => {
      for (const http of shared(httpTexts)) {
        const bare = http.kind === kind ? bareLineEnds(http) : [];
        if (bare.length === 0) continue;
        const places = bare.map((index) => http.characters[index]?.place);
        const edits = places.flatMap((place) => (place && !place.isRaw ? [{ from: place.from, to: place.from, text: '\\r' }] : []));
        const isWhole = edits.length === bare.length && new Set(edits.map(({ from }) => from)).size === edits.length;
        report({
          from: http.node.from,
          to: http.node.to,
          message,
          fixes: () => (isWhole ? [{ title: 'End the lines with \\r\\n', isPreferred: true, edits }] : []),
        });
      }
    },
  };
}

export const httpLineEnd = lineEndRule(
  'http-line-end',
  'warning',
  'request',
  'Lines of a request end with \\r\\n. With \\n alone many servers answer 400 or wait for more.',
);

export const httpResponseLineEnd = lineEndRule(
  'http-response-line-end',
  'hint',
  'response',
  'Header lines end with \\r\\n. Browsers forgive \\n alone, other clients do not.',
);

function hasHeader(text: string, name: string): boolean {
  return new RegExp(`(?:^|\\n)${name}[ \\t]*:`, 'i').test(text);
}

/** Makes the request one of HTTP/1.0, after which a server closes the connection. */
function useOldVersion(http: HttpText): Fix[] {
  const at = http.text.indexOf('HTTP/1.1') + 'HTTP/1.'.length;
  const place = http.characters[at]?.place;
  return place ? [{ title: 'Ask with HTTP/1.0', edits: [{ from: place.from, to: place.to, text: '0' }] }] : [];
}

export const httpHost: Rule = {
  code: 'http-host',
  severity: 'warning',
  check: ({ report, shared }) => {
    for (const http of shared(httpTexts)) {
      const isTold = hasHeader(http.text, 'Host') || hasOpenLine(http.text) || http.isOpen;
      if (http.kind !== 'request' || http.version !== '1.1' || isTold) continue;
      report({
        from: http.node.from,
        to: http.node.to,
        message: 'A request of HTTP/1.1 needs a Host header. Without it the server answers 400, or with another site.',
        fixes: () => useOldVersion(http),
      });
    }
  },
};

export const httpHostValue: Rule = {
  code: 'http-host-value',
  severity: 'warning',
  check: ({ report, shared }) => {
    for (const http of shared(httpTexts)) {
      const found = http.kind === 'request' ? /\nHost:[ \t]*([^\r\n]*)/i.exec(http.text) : null;
      const value = found?.[1] ?? '';
      const scheme = /^https?:\/\//i.exec(value)?.[0] ?? '';
      const host = /^[^/]*/.exec(value.slice(scheme.length))?.[0] ?? '';
      if (!found || host === value || host === '') continue;
      const start = found.index + found[0].length - value.length;
      const extra = [
        { from: start, to: start + scheme.length },
        { from: start + scheme.length + host.length, to: start + value.length },
      ].filter(({ from, to }) => to > from);
      const edits = extra.flatMap(({ from, to }) => {
        const [first, last] = [http.characters[from]?.place, http.characters[to - 1]?.place];
        return first && last ? [{ from: first.from, to: last.to, text: '' }] : [];
      });
      report({
        from: http.node.from,
        to: http.node.to,
        message:
          'The Host header takes the name of the server alone, without http:// and without a path. Servers answer this with 400 or 404.',
        fixes: () => (edits.length === extra.length ? [{ title: 'Keep the name alone', isPreferred: true, edits }] : []),
      });
    }
  },
};

export const httpKeepAlive: Rule = {
  code: 'http-keep-alive',
  severity: 'warning',
  check: ({ report, shared }) => {
    for (const http of shared(httpTexts)) {
      const isTold = hasHeader(http.text, 'Connection') || hasOpenLine(http.text) || http.isOpen || !hasHeader(http.text, 'Host');
      const [read] = http.reads;
      const readsAll = read !== undefined && calledName(read) === 'read' && read.args.length === 0;
      if (http.kind !== 'request' || http.version !== '1.1' || isTold || !readsAll) continue;
      const firstLineEnd = http.text.indexOf('\r\n') + 1;
      report({
        from: read.from,
        to: read.to,
        message:
          'read() waits until the server closes, and with HTTP/1.1 it keeps the connection open, often for a minute. Send Connection: close.',
        related: [{ from: http.node.from, to: http.node.to, message: 'The request that keeps the connection open.' }],
        fixes: () => (firstLineEnd > 0 ? insertAfter(http, firstLineEnd, 'Connection: close\\r\\n', 'Send Connection: close') : []),
      });
    }
  },
};

export const HTTP_RULES: readonly Rule[] = [httpBlankLine, httpLineEnd, httpResponseLineEnd, httpHost, httpHostValue, httpKeepAlive];
