/** Test peers that misbehave, each in one way that a network has ready for a script. */
import type { ServedConnection } from './loopback';

const BYTE_EVERY_MS = 200;
const PROMISED_BYTES = 2048;
const GARBAGE_BYTES = 600;

const SLOW_ANSWER = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 15\r\nConnection: close\r\n\r\nThat was slow.\n';

/** A byte of an HTTP answer at a time. */
export function serveSlowly({ stream }: ServedConnection): void {
  stream.once('data', () => {
    stream.resume();
    let sent = 0;
    const timer = setInterval(() => {
      stream.write(SLOW_ANSWER.charAt(sent));
      sent += 1;
      if (sent < SLOW_ANSWER.length) return;
      clearInterval(timer);
      stream.end();
    }, BYTE_EVERY_MS);
    stream.once('close', () => clearInterval(timer));
  });
}

/** Takes what comes, and says nothing. */
export function serveSilence({ stream }: ServedConnection): void {
  stream.resume();
}

/** Resets the connection when something has been sent. */
export function serveReset(connection: ServedConnection): void {
  connection.stream.once('data', () => connection.reset());
}

/** Half of what its Content-Length promises. */
export function serveHalf({ stream }: ServedConnection): void {
  stream.once('data', () => {
    stream.resume();
    const head = `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${PROMISED_BYTES}\r\n\r\n`;
    stream.end(head + 'x'.repeat(PROMISED_BYTES / 2));
  });
}

/** What is no protocol at all, the same each time: numbers of a small generator, with zeros, line ends and bytes that are no UTF-8. */
export function serveGarbage({ stream }: ServedConnection): void {
  stream.once('data', () => {
    stream.resume();
    let state = 1;
    stream.end(Uint8Array.from({ length: GARBAGE_BYTES }, () => (state = (state * 75 + 74) % 65_537) & 0xff));
  });
}
