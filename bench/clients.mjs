// The clients of the benchmark's servers, in a process of their own so that they take no time from what is measured.
// `node clients.mjs accepts PORT COUNT` and `node clients.mjs echo PORT CONNECTIONS LINES` print how many a second. No more
// clients are there at a time than a board has sockets for.
import net from 'node:net';

const ACCEPTS_AT_A_TIME = 4;
const ECHOES_AT_A_TIME = 8;
const LINE = `${'x'.repeat(63)}\n`;

const [, , job, ...numbers] = process.argv;
const [port, first, second] = numbers.map(Number);

function connect() {
  return net.connect({ port, host: '127.0.0.1', noDelay: true });
}

/** Connects, and waits until the server has said its byte and closed. */
async function visit() {
  const socket = connect();
  socket.resume();
  await new Promise((resolve, reject) => socket.once('close', resolve).once('error', reject));
}

async function repeat(count, atATime, job) {
  let left = count;
  const worker = async () => {
    while (left-- > 0) await job();
  };
  await Promise.all(Array.from({ length: atATime }, worker));
}

async function accepts(count) {
  await repeat(count, ACCEPTS_AT_A_TIME, visit);
  return count;
}

/** Sends a line, waits until it is back, and so on. */
function exchange(lines) {
  const socket = connect();
  let left = lines;
  let waiting = 0;
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('The server closed.')));
    socket.on('data', (data) => {
      waiting -= data.length;
      if (waiting > 0) return;
      if (left-- === 0) {
        socket.removeAllListeners('close').destroy();
        resolve();
        return;
      }
      waiting = LINE.length;
      socket.write(LINE);
    });
    socket.once('connect', () => {
      waiting = LINE.length;
      left--;
      socket.write(LINE);
    });
  });
}

async function echo(connections, lines) {
  await repeat(connections, ECHOES_AT_A_TIME, () => exchange(lines));
  return connections * lines;
}

const start = performance.now();
const done = await (job === 'accepts' ? accepts(first) : echo(first, second));
console.log(`rate=${(done / (performance.now() - start)) * 1000}`);
