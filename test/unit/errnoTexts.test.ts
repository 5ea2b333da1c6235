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
  UNNAMED_ERROR_TEXTS,
  WORDED_ERRORS,
  type FailingOperation,
  type KnownErrorName,
  type SocketOperation,
} from '../../shared/src';

const named = (Object.keys(KNOWN_ERRORS) as KnownErrorName[]).map((name) => ({ name, number: KNOWN_ERRORS[name], ...ERRNO_TEXTS[name] }));
const unnamed = [...UNNAMED_ERROR_TEXTS].map(([number, texts]) => ({ name: undefined, number, ...texts }));
const firstTls = named.findIndex(({ name }) => name.startsWith('MBEDTLS'));
const entries = [...named.slice(0, firstTls), ...unnamed, ...named.slice(firstTls)];

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

/** What the Wi-Fi driver's errors are called, apart from the one that is ETIMEDOUT. */
const DRIVER_ERRORS = [
  ...['Wifi Not Initialized', 'Wifi Not Started', 'Wifi Not Stopped', 'Wifi Invalid Interface', 'Wifi Invalid Mode'],
  ...['Wifi Internal State Error', 'Wifi Internal Error', 'Wifi Internal NVS Error', 'Wifi Invalid MAC Address', 'Wifi SSID Invalid'],
  ...['Wifi Invalid Password', 'Wifi Wakeup Failure', 'Wifi Would Block', 'Wifi Not Connected', 'WiFi Out of Memory'],
  ...['AP required', 'STA required', 'STA must be active'],
];

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

  it.each([...WORDED_ERRORS])('of "%s" are sentences, and not the text again', (text, { meaning, advice }) => {
    for (const sentence of [meaning, advice]) expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(meaning).not.toContain(text);
  });

  it('are there for every number and every text that sockets, names and Wi-Fi of a board fail with', () => {
    const numbers = [1, 2, 5, 9, 11, 12, 13, 17, 19, 21, 22, 23, 28, 39, 95, 104, 105, 111, 112, 113, 116, 118, 119, 120, 122, 127, 128];
    const resolving = [-1, -2, -200, -201, -202, -203, -204];
    for (const number of [...numbers, ...resolving, 6]) expect(explanationText({ errno: number }), String(number)).toBeDefined();
    for (const text of DRIVER_ERRORS) expect(explanationText({ text }), text).toBeDefined();
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
    for (const number of [98, 103, 107, 110, 115, 0, -3]) expect([explainErrno(number), errnoName(number)]).toEqual([undefined, undefined]);
  });

  it('names number, name and operation in its line', () => {
    expect(explanationText({ errno: 116, operation: 'readline' })).toMatch(/^116 ETIMEDOUT at readline: No data came /);
    expect(explanationText({ errno: -29184 })).toMatch(/^-29184 MBEDTLS_ERR_SSL_INVALID_RECORD: What came is not encrypted/);
    expect(explanationText({ errno: 9, operation: 'close' })).toMatch(/^9 EBADF at close: The socket or file is closed/);
    expect(explanationText({ errno: 110 })).toBeUndefined();
    expect(explanationText({ errno: -1 })).toMatch(/^-1: The MQTT broker ended the connection/);
  });

  it('is found by a text that there is in place of a number, and by no other', () => {
    expect(explanationText({ text: 'Wifi Not Started' })).toBe(
      'Wifi Not Started: The interface is not switched on. Call wlan.active(True) first.',
    );
    expect(explanationText({ text: 'no such text' })).toBeUndefined();
  });
});

function page(): string {
  const rows = entries.map(({ number, name, meaning, at, advice }) => {
    const special = Object.entries(at ?? {}).map(([operation, text]) => `*${operation}*: ${text}`);
    return `| ${number} | ${name?.replace('+', ' + ') ?? ''} | ${[meaning, ...special].join('<br>')} | ${advice} |`;
  });
  const worded = [...WORDED_ERRORS].map(([text, { meaning, advice }]) => `| ${text} | ${meaning} | ${advice} |`);
  return `# Error numbers

What the number of an \`OSError\` means on an ESP32, and on the simulated one. The numbers are not those of a PC: 110 there is 116 here.
Compare with the names of the \`errno\` module, as in \`e.errno == errno.ETIMEDOUT\`.

Where one operation gives the number another meaning, its name stands before it; *send* is also for \`sendall\` and \`write\`, *recv* for
\`recvfrom\`, \`read\`, \`readinto\` and \`readline\`, *handshake* for \`wrap_socket\`.

| number | name | what it means | what to do |
| ---: | --- | --- | --- |
${rows.join('\n')}

Errors of the Wi-Fi driver have a text in place of a number, as \`OSError: Wifi Not Started\`; \`e.errno\` is the text. What the driver has
no text for is \`RuntimeError: Wifi Unknown Error 0x0102\`, with a number of the IDF: 0x0102 says that a value is not allowed.

| text | what it means | what to do |
| --- | --- | --- |
${worded.join('\n')}
`;
}
