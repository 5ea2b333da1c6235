// Reads the files of a zip archive, as far as a .vsix needs it: stored or deflated entries, no encryption, no Zip64.
// The format is PKWARE's APPNOTE.TXT, sections 4.3.7 (local header), 4.3.12 (central directory) and 4.3.16 (end record).
import zlib from 'node:zlib';

const END_RECORD = 0x06054b50;
const DIRECTORY_HEADER = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * @param {Buffer} archive
 * @returns {Map<string, Buffer>} content by name; folders are left out
 */
export function readZip(archive) {
  const files = new Map();
  const end = findEndRecord(archive);
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== DIRECTORY_HEADER)
      throw new Error(`No directory entry at ${at}: not a zip archive that can be read here.`);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (!name.endsWith('/')) files.set(name, readEntry(archive, name, at));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

function findEndRecord(archive) {
  for (let at = archive.length - 22; at >= 0; at--) if (archive.readUInt32LE(at) === END_RECORD) return at;
  throw new Error('No end record: not a zip archive.');
}

function readEntry(archive, name, at) {
  const method = archive.readUInt16LE(at + 10);
  const size = archive.readUInt32LE(at + 20);
  const header = archive.readUInt32LE(at + 42);
  // The local header has name and extra fields of its own lengths.
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const packed = archive.subarray(start, start + size);
  if (method === STORED) return packed;
  if (method === DEFLATED) return zlib.inflateRawSync(packed);
  throw new Error(`${name} is packed with method ${method}, which cannot be read here.`);
}
