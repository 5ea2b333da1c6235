/** An NTP server for tests, on loopback: answers every proper question of a client with one time. */
import { createSocket } from 'node:dgram';

const PACKET_BYTES = 48;
/** Version 4 in the question with mode 3 (client), in the answer with mode 4 (server). */
const QUESTION = 0x23;
const ANSWER = 0x24;
const TRANSMIT_SECONDS = 40;

/** `seconds` is the time as NTP counts it: since 1900, modulo 2 to the power of 32. */
export async function ntpServer(seconds: number): Promise<{ port: number; close: () => Promise<void> }> {
  const socket = createSocket('udp4');
  socket.on('message', (question, { port, address }) => {
    if (question.length !== PACKET_BYTES || question[0] !== QUESTION) return;
    const answer = Buffer.alloc(PACKET_BYTES);
    answer[0] = ANSWER;
    answer.writeUInt32BE(seconds, TRANSMIT_SECONDS);
    socket.send(answer, port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return { port: socket.address().port, close: () => new Promise((resolve) => socket.close(() => resolve())) };
}
