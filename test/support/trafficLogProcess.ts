/**
 * A process with a traffic log of which most lies on the disk. It says `written` when that is so; a line on its standard input has it read
 * everything back, and it says how many records that were. It ends when somebody kills it.
 */
import { createInterface } from 'node:readline';
import { TrafficLog } from '../../client/src/panel/trafficLog';

const MB = 1024 * 1024;
const RECORDS = 1000;
const RECORD_BYTES = 50_000;

async function main(folder: string): Promise<void> {
  const log = new TrafficLog({ memoryBytes: 2 * MB, diskBytes: 1024 * MB }, folder);
  for (let sequence = 1; sequence <= RECORDS; sequence++) {
    const bytes = new Uint8Array(RECORD_BYTES).fill(sequence % 251);
    log.append([{ sequence, timeMs: 0, durationMs: 0, socket: 1, operation: 'recv', peer: '', bytes, outcome: { kind: 'ok' } }]);
    await log.settled();
  }
  console.log('written');
  for await (const _ of createInterface(process.stdin)) {
    let right = 0;
    for await (const entries of log.from(0))
      for (const entry of entries)
        if (entry.kind === 'operation' && entry.record.bytes.every((byte) => byte === entry.record.sequence % 251)) right++;
    console.log(`${right} records`);
  }
}

void main(process.argv[2] ?? '');
