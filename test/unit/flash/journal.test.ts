/** The format of a board's image: nothing complete is lost, nothing torn is taken, damage is told. */
import { describe, expect, it } from 'vitest';
import { decodeJournal, encodeRecord, journalTitle, type Change } from '../../../simulator/src/flash/journal';

/** Numbers that look random and are the same each time. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function someChange(random: (below: number) => number): Change {
  const path = `/folder/${'ä'.repeat(random(20))}${random(100)}.txt`;
  const kinds: readonly Change[] = [
    {
      kind: 'file',
      path,
      covers: `${random(1000)}:1`,
      modifiedMs: random(1e9),
      keepBytes: random(5),
      bytes: Uint8Array.from({ length: random(40) }, () => random(256)),
    },
    { kind: 'folder', path },
    { kind: 'deleted', path, covers: 'folder' },
    { kind: 'forgotten', path },
    { kind: 'setUp' },
    { kind: 'namespace', namespace: 'ns' },
    { kind: 'value', namespace: 'ns', key: 'n', value: random(2 ** 32) - 2 ** 31 },
    { kind: 'value', namespace: 'ns', key: 'b', value: Uint8Array.from({ length: random(40) }, () => random(256)) },
    { kind: 'noValue', namespace: 'ns', key: 'n' },
    { kind: 'sector', sector: random(1024), bytes: new Uint8Array(random(20)) },
    { kind: 'erased', sector: random(1024) },
    { kind: 'storageErased' },
  ];
  return kinds[random(kinds.length)] ?? { kind: 'setUp' };
}

function someRecords(random: (below: number) => number): readonly (readonly Change[])[] {
  return Array.from({ length: random(12) }, () => Array.from({ length: 1 + random(3) }, () => someChange(random)));
}

describe("a board's image", () => {
  it('gives back what was put in', () => {
    const random = randomNumbers(1);
    for (let round = 0; round < 100; round++) {
      const records = someRecords(random);
      const image = Buffer.concat([journalTitle(), ...records.map(encodeRecord)]);
      expect(decodeJournal(image)).toEqual({ kind: 'intact', changes: records.flat(), endBytes: image.length });
    }
  });

  it('has all complete records wherever it was cut off', () => {
    const random = randomNumbers(2);
    for (let round = 0; round < 5; round++) {
      const records = someRecords(random);
      const parts = [journalTitle(), ...records.map(encodeRecord)];
      const image = Buffer.concat(parts);
      for (let length = 0; length <= image.length; length++) {
        let [endBytes, complete] = [0, -1];
        while (complete + 1 < parts.length && endBytes + (parts[complete + 1]?.length ?? 0) <= length)
          endBytes += parts[++complete]?.length ?? 0;
        const changes = records.slice(0, Math.max(0, complete)).flat();
        expect(decodeJournal(image.subarray(0, length))).toEqual({ kind: 'intact', changes, endBytes });
      }
    }
  });

  it('is never read as something else when a byte of it was changed', () => {
    const random = randomNumbers(3);
    for (let round = 0; round < 300; round++) {
      const records = someRecords(random);
      const image = Buffer.concat([journalTitle(), ...records.map(encodeRecord)]);
      const at = random(image.length);
      image[at] = (image[at] ?? 0) ^ (1 + random(255));
      const journal = decodeJournal(image);
      if (journal.kind === 'intact') {
        // Only the last record may be taken for torn.
        expect(journal.changes).toEqual(records.slice(0, -1).flat());
        expect(at).toBeGreaterThanOrEqual(journal.endBytes);
      } else expect(at).toBeGreaterThanOrEqual(journal.atBytes);
    }
  });

  it('ends before zeros that a computer without power left', () => {
    const image = Buffer.concat([journalTitle(), encodeRecord([{ kind: 'setUp' }])]);
    expect(decodeJournal(Buffer.concat([image, Buffer.alloc(500)]))).toEqual({
      kind: 'intact',
      changes: [{ kind: 'setUp' }],
      endBytes: image.length,
    });
  });

  it('is damaged if it is another file', () => {
    expect(decodeJournal(Buffer.from('{"name": "package.json", "and": "much more than the title of an image has"}'))).toEqual({
      kind: 'damaged',
      atBytes: 0,
    });
  });
});
