/** What goes to a board of a file, and what it tells. */
import { expect, it } from 'vitest';
import { BLOCK_BYTES, BLOCKS_UNDER_WAY, callCode } from '../../../board/src/files/boardCode';
import { keyed } from '../../../board/src/files/keyedBlock';
import { RecordReader } from '../../../board/src/files/recordReader';

const ALL = Uint8Array.from({ length: 256 }, (_, i) => i);

function unkeyed([key = 0, ...data]: Uint8Array): Uint8Array {
  return Uint8Array.from(data, (byte) => byte ^ key);
}

it('a block has no Ctrl-C, whatever is in it, and can be read back', () => {
  for (let start = 0; start < 256; start++) {
    const block = Uint8Array.from({ length: BLOCK_BYTES }, (_, i) => ALL[(start + i) % 256] ?? 0);
    const sent = keyed(block);
    expect(sent).not.toContain(3);
    expect(unkeyed(sent)).toEqual(block);
  }
  const almostAll = ALL.filter((byte) => byte !== 7 && byte !== 9);
  expect(keyed(almostAll)).not.toContain(3);
  expect(unkeyed(keyed(almostAll))).toEqual(almostAll);
});

it('a block without Ctrl-C goes as it is, which costs the board nothing', () => {
  expect(keyed(Buffer.from('abc'))).toEqual(Uint8Array.of(0, 97, 98, 99));
});

it('no more is under way than the buffer of a board holds', () => {
  expect((BLOCK_BYTES + 1) * BLOCKS_UNDER_WAY).toBeLessThan(260);
});

it.each([1, 2, 5, 100])('records are found in pieces of %i bytes, and nothing of what lies beside them', (size) => {
  const reader = new RecordReader();
  const stream = Buffer.from('tick\r\n\x1e[1, "ä"]\x1f\x06tick = [2]\r\n\x1e\x1f\x1e[3]\x1f[4]');
  const records: string[] = [];
  for (let at = 0; at < stream.length; at += size) records.push(...reader.push(stream.subarray(at, at + size)).map(String));
  expect(records).toEqual(['[1, "ä"]', '', '[3]']);
});

it('a call has its arguments as Python writes them', () => {
  expect(callCode('f', '/a "b"\n', 7, true, false)).toBe(`_mps_files['f']("/a \\"b\\"\\x0a",7,1,0)`);
});
