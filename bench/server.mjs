// The servers of the benchmark, in a process of their own so that they take no time from what is measured.
import { fork } from 'node:child_process';
import dgram from 'node:dgram';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';

const DOWNLOAD_BYTES = 32 * 1024 * 1024;
const CHUNK = Buffer.alloc(64 * 1024, 'x');
const certificates = new URL('../test/conformance/board/certificates/', import.meta.url);

/** Starts them; resolves with their ports, under the names by which scripts know them, and a function that ends them. */
export async function startBenchServer() {
  const child = fork(fileURLToPath(import.meta.url), ['serve']);
  const ports = await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`The benchmark's server left with ${code}.`)));
  });
  return {
    ports,
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

function echo(socket) {
  socket.on('data', (data) => socket.write(data));
}

async function listen(server, onConnection) {
  server.on(server instanceof tls.Server ? 'secureConnection' : 'connection', (socket) => {
    socket.on('error', () => socket.destroy()); // the client left early: nothing to tell anybody
    onConnection(socket);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server.address().port;
}

async function listenUdp() {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (data, { port, address }) => socket.send(data, port, address));
  await new Promise((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return socket.address().port;
}

if (process.argv[2] === 'serve') {
  const secure = {
    key: readFileSync(new URL('ec.key.pem', certificates)),
    cert: readFileSync(new URL('ec.pem', certificates)),
    maxVersion: 'TLSv1.2',
    noDelay: true,
  };
  process.send({
    DOWNLOAD_PORT: await listen(net.createServer({ noDelay: true }), download),
    ECHO_PORT: await listen(net.createServer({ noDelay: true }), echo),
    UDP_ECHO_PORT: await listenUdp(),
    TLS_PORT: await listen(tls.createServer(secure), echo),
    TLS_DOWNLOAD_PORT: await listen(tls.createServer(secure), download),
  });
  process.once('disconnect', () => process.exit());
}
