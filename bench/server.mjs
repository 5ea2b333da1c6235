// The server of the benchmark, in a process of its own so that it takes no time from the one that measures.
import { fork } from 'node:child_process';
import net from 'node:net';
import { fileURLToPath } from 'node:url';

const DOWNLOAD_BYTES = 32 * 1024 * 1024;
const CHUNK = Buffer.alloc(64 * 1024, 'x');

/** Starts it; resolves with its ports and a function that ends it. */
export async function startBenchServer() {
  const child = fork(fileURLToPath(import.meta.url), ['serve']);
  const ports = await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`The benchmark's server left with ${code}.`)));
  });
  return {
    ...ports,
    close: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit').once('exit', resolve);
        child.kill();
      }),
  };
}

function download(socket) {
  let left = DOWNLOAD_BYTES;
  const send = () => {
    while (left > 0) {
      left -= CHUNK.length;
      if (!socket.write(CHUNK)) return socket.once('drain', send);
    }
    socket.end();
  };
  send();
}

async function listen(onConnection) {
  const server = net.createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy()); // the client left early: nothing to tell anybody
    onConnection(socket);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server.address().port;
}

if (process.argv[2] === 'serve') {
  const downloadPort = await listen(download);
  const echoPort = await listen((socket) => socket.on('data', (data) => socket.write(data)));
  process.send({ downloadPort, echoPort });
  process.once('disconnect', () => process.exit());
}
