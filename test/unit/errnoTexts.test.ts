/** The texts for error numbers: complete, well formed, and the same in docs/errors.md (`npx vitest run errnoTexts -u` writes it). */
import { describe, expect, it } from 'vitest';
import {
  Errno,
  ERRNO_TEXTS,
  errnoName,
  explainErrno,
  explanationText,
  failingOperation,
  KNOWN_ERRORS,
  ResolveErrno,
  TlsErrno,
  type FailingOperation,
  type KnownErrorName,
  type SocketOperation,
} from '../../shared/src';

const entries = (Object.keys(KNOWN_ERRORS) as KnownErrorName[]).map((name) => ({ name, number: KNOWN_ERRORS[name], ...ERRNO_TEXTS[name] }));

/** Errors that learners meet at each operation: each must have words of its own there, or be as clear in general. */
const USUAL: Readonly<Record<Exclude<SocketOperation, 'close'>, readonly (keyof typeof Errno)[]>> = {
  socket: ['EINVAL'],
  getaddrinfo: [],
  handshake: [],
  connect: ['ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTCONN'],
  bind: ['EADDRINUSE', 'EINVAL'],
  listen: ['EADDRINUSE', 'EOPNOTSUPP'],
  accept: ['EAGAIN', 'ETIMEDOUT', 'EINVAL', 'EOPNOTSUPP'],
  send: ['ECONNRESET', 'ENOTCONN', 'EAGAIN', 'ETIMEDOUT'],
  sendall: ['ECONNRESET', 'ENOTCONN', 'EAGAIN', 'ETIMEDOUT'],
  write: ['ECONNRESET', 'ENOTCONN', 'EAGAIN', 'ETIMEDOUT'],
  sendto: ['EHOSTUNREACH', 'ETIMEDOUT'],
  recv: ['ECONNRESET', 'ENOTCONN', 'EAGAIN', 'ETIMEDOUT'],
  recvfrom: ['ECONNRESET', 'ENOTCONN', 'EAGAIN', 'ETIMEDOUT'],
  read: ['ECONNRESET', 'ENOTCONN', 'EAGAIN', 'ETIMEDOUT'],
  readinto: ['ECONNRESET', 'ENOTCONN', 'EAGAIN', 'ETIMEDOUT'],
  readline: ['ECONNRESET', 'ENOTCONN', 'EAGAIN', 'ETIMEDOUT'],
};

describe('the texts', () => {
  it('are there for every number that a script can meet, once', () => {
    expect(Object.keys(ERRNO_TEXTS).sort()).toEqual(Object.keys({ ...Errno, ...ResolveErrno, ...TlsErrno }).sort());
    expect(new Set(entries.map(({ number }) => number)).size).toBe(entries.length);
  });

  it.each(entries)('of $number are sentences', ({ meaning, at, advice }) => {
    for (const text of [meaning, advice, ...Object.values(at ?? {})]) expect(text).toMatch(/^[A-Z].*[.)]$/);
  });

  it.each(Object.entries(USUAL))('have words of their own for the usual failures of %s', (operation, names) => {
    const group = failingOperation(operation as SocketOperation);
    for (const name of names) expect(ERRNO_TEXTS[name].at?.[group as FailingOperation], name).toBeDefined();
  });

  it('are those of docs/errors.md', async () => {
    await expect(page()).toMatchFileSnapshot('../../docs/errors.md');
  });
});

describe('an explanation', () => {
  it('is for the operation where there are words for it, and general elsewhere', () => {
    const { meaning, at, advice } = ERRNO_TEXTS.ECONNRESET;
    expect(explainErrno(104, 'connect')).toEqual({ number: 104, name: 'ECONNRESET', cause: at?.connect, advice });
    expect(explainErrno(104, 'listen')?.cause).toBe(meaning);
    expect(explainErrno(104)?.cause).toBe(meaning);
  });

  it('is not there for numbers that mean nothing on an ESP32, as those of a PC', () => {
    for (const number of [98, 103, 107, 110, 115, 0, -1]) expect([explainErrno(number), errnoName(number)]).toEqual([undefined, undefined]);
  });

  it('names number, name and operation in its line', () => {
    expect(explanationText({ errno: 116, operation: 'readline' })).toMatch(/^116 ETIMEDOUT at readline: No data came /);
    expect(explanationText({ errno: -29184 })).toMatch(/^-29184 MBEDTLS_ERR_SSL_INVALID_RECORD: What came is not encrypted/);
    expect(explanationText({ errno: 9, operation: 'close' })).toMatch(/^9 EBADF at close: The socket or file is closed/);
    expect(explanationText({ errno: 110 })).toBeUndefined();
  });
});

function page(): string {
  const rows = entries.map(({ number, name, meaning, at, advice }) => {
    const special = Object.entries(at ?? {}).map(([operation, text]) => `*${operation}*: ${text}`);
    return `| ${number} | ${name.replace('+', ' + ')} | ${[meaning, ...special].join('<br>')} | ${advice} |`;
  });
  return `# Error numbers

What the number of an \`OSError\` means on an ESP32, and on the simulated one. The numbers are not those of a PC: 110 there is 116 here.
Compare with the names of the \`errno\` module, as in \`e.errno == errno.ETIMEDOUT\`.

Where one operation gives the number another meaning, its name stands before it; *send* is also for \`sendall\` and \`write\`, *recv* for
\`recvfrom\`, \`read\`, \`readinto\` and \`readline\`, *handshake* for \`wrap_socket\`.

| number | name | what it means | what to do |
| ---: | --- | --- | --- |
${rows.join('\n')}
`;
}
