/**
 * Looks at the lines of an HTTP head before it is parsed, for what people get wrong when they write one by hand. A parser has to refuse
 * such a head or passes over it; here it is said what is wrong and in which line, and what can be read is made fit to be read.
 */
import { counted, quoted } from '../words';

export interface HeadLines {
  readonly startLine: string;
  /** The other lines, in a form that a parser takes. */
  readonly lines: readonly string[];
  readonly problems: readonly string[];
}

const MAX_PROBLEMS = 4;
/** More than anybody sends. */
const MAX_LINES = 4_000;

/** `text`: from the start line to before the blank line. */
export function checkHead(text: string): HeadLines {
  const [startLine = '', ...all] = text.split(/\r?\n/);
  const rest = all.slice(0, MAX_LINES);
  const problems: string[] = [];
  if (/(^|[^\r])\n/.test(text)) problems.push('lines end in \\n alone, not in \\r\\n');
  const lines: string[] = [];
  let contentLength: string | undefined;
  let other: string | undefined;
  let count = 0;
  rest.forEach((line, index) => {
    const problem = problemOf(line);
    if (problem !== undefined && (count += 1) <= MAX_PROBLEMS) problems.push(`line ${index + 2} ${problem()}`);
    const [, length] = /^content-length:\s*(.*?)\s*$/i.exec(line.slice(0, 200)) ?? [];
    if (length !== undefined && contentLength !== undefined) {
      if (length !== contentLength) other ??= length;
      return; // A parser refuses the second one.
    }
    contentLength ??= length;
    if (line.trim() !== '') lines.push(line.replaceAll('\r', ' '));
  });
  if (all.length > MAX_LINES) problems.push(`${all.length - MAX_LINES} of the lines are not read`);
  if (count > MAX_PROBLEMS) problems.push(`and ${counted(count - MAX_PROBLEMS, 'more line')} like these`);
  if (contentLength !== undefined && other !== undefined)
    problems.push(`two Content-Length headers: ${quoted(contentLength)} and ${quoted(other)}`);
  return { startLine, lines, problems };
}

/** What is wrong with a line, in words that are only made if they are shown. */
function problemOf(line: string): (() => string) | undefined {
  if (/^[ \t]/.test(line)) return () => 'begins with a space, so it belongs to the line before it';
  if (line.includes('\r')) return () => 'has a \\r in it that ends no line';
  const colon = line.indexOf(':');
  if (colon < 0) return () => `has no colon: ${quoted(line)}`;
  if (colon === 0) return () => `has no name before its colon: ${quoted(line)}`;
  const name = line.slice(0, colon);
  return /[ \t]/.test(name) ? () => `has a space in the name of its header: ${quoted(name)}` : undefined;
}

/** Why a line does not begin a message. */
export function startLineProblem(line: string, kind: 'request' | 'response'): string {
  return kind === 'request' ? requestLineProblem(line) : statusLineProblem(line);
}

function requestLineProblem(line: string): string {
  const words = line.split(' ');
  const [method = '', target = ''] = words;
  const version = words.at(-1) ?? '';
  const is = `the request line is ${quoted(line)}`;
  if (/^PRI \* HTTP\/2/.test(line)) return 'this is HTTP/2, which is not decoded';
  if (words.length < 2) return `${is}; it looks like "GET /path HTTP/1.1"`;
  if (/[^\x21-\x7e]/.test(method) || !/^[A-Za-z-]+$/.test(method)) return `${is}; it must begin with a method, like GET`;
  if (method !== method.toUpperCase()) return `${is}; the method is written in capitals: ${method.toUpperCase()}`;
  if (!/^HTTP\//i.test(version)) return `${is}; it lacks the version at its end: HTTP/1.1`;
  if (!/^HTTP\/\d\.\d$/.test(version)) return `${is}; its version is ${quoted(version)}, not HTTP/1.1`;
  if (words.length === 2 || target === '') return `${is}; it lacks the path, or has a space too many: GET /path HTTP/1.1`;
  if (words.length > 3) return `${is}; its path has a space in it, which is written %20`;
  return `${is}; the method ${quoted(method)} is not known`;
}

function statusLineProblem(line: string): string {
  const is = `the answer begins with ${quoted(line)}`;
  if (!/^HTTP\//i.test(line)) return `${is}, not with a status line like "HTTP/1.1 200 OK"`;
  if (!/^HTTP\/\d\.\d /.test(line)) return `${is}; its version is not written like HTTP/1.1`;
  return `${is}; after the version comes a status of three digits, like 200`;
}
