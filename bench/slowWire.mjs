// Another address of a board on TCP: bytes go no faster than on a serial line of 115 200 baud, either way.
import { once } from 'node:events';
import net from 'node:net';

/** Ten bits a byte. */
const BYTES_PER_MS = 115_200 / 10 / 1000;
/** What a converter hands on at once. */
const PIECE_BYTES = 16;

export async function slowWire(address) {
  const [host, port] = address.split(':');
  const server = net.createServer((near) => {
    const far = net.connect(Number(port), host);
    pump(near, far);
    pump(far, near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: `127.0.0.1:${server.address().port}`, close: () => server.close() };
}

function pump(from, to) {
  from.setNoDelay(true);
  let freeAt = 0;
  let isOver = false;
  let timer;
  const pieces = [];
  const pass = () => {
    timer = undefined;
    const now = performance.now();
    for (; pieces.length > 0 && freeAt <= now; pieces.shift()) {
      to.write(pieces[0]);
      freeAt += pieces[0].length / BYTES_PER_MS;
    }
    if (pieces.length > 0) timer = setTimeout(pass, freeAt - now);
    else if (isOver) to.destroy();
  };
  from.on('data', (bytes) => {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) pieces.push(bytes.subarray(at, at + PIECE_BYTES));
    freeAt = Math.max(freeAt, performance.now());
    timer ??= setTimeout(pass, freeAt - performance.now());
  });
  from.on('close', () => {
    isOver = true;
    timer ??= setTimeout(pass, 0);
  });
  from.on('error', () => to.destroy());
}
