/** Finds what the board tells of its files in what comes from it, in whatever pieces that comes; all else is of no interest. */
import { RECORD_END, RECORD_START } from './boardCode';

const [START, END] = [RECORD_START.charCodeAt(0), RECORD_END.charCodeAt(0)];

export class RecordReader {
  /** The pieces of a record that has begun. */
  private pieces: Uint8Array[] | undefined;

  /** The records that are complete now, without the bytes around them. */
  push(bytes: Uint8Array): Buffer[] {
    const records: Buffer[] = [];
    let rest = bytes;
    while (rest.length > 0) {
      if (!this.pieces) {
        const start = rest.indexOf(START);
        if (start < 0) break;
        this.pieces = [];
        rest = rest.subarray(start + 1);
      }
      const end = rest.indexOf(END);
      this.pieces.push(rest.subarray(0, end < 0 ? rest.length : end));
      if (end < 0) break;
      records.push(Buffer.concat(this.pieces));
      this.pieces = undefined;
      rest = rest.subarray(end + 1);
    }
    return records;
  }
}
