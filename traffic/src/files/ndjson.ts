/**
 * Recorded runs as text with a JSON object in each line, what `--trace` writes too. Both ways go line by line: of a million records no more
 * is in memory than the caller keeps. A file without a header, from before there was one, is read as well.
 */
import { TRACE_FORMAT, TRACE_VERSION, TraceLines, messageOf } from '../../../shared/src';
import { oneLine } from '../decode/words';
import type { RecordedEntry, RunFacts } from '../recordedRun';
import { LineTooLongError, linesOf, type Line } from './lines';
import { RunFileError } from './runFileError';
import type { RunStream } from './runStream';
import { EntryReader } from './traceEntries';
import { Fields, NotAsExpected } from './traceFields';

/** Pieces of text in which a run is written: large enough to be worth a call, small enough for memory. */
const PIECE_CHARACTERS = 1 << 16;

export async function* writeNdjson({ facts, entries }: RunStream): AsyncGenerator<string> {
  const lines = new TraceLines(toBase64);
  let piece = lines.header(facts);
  for await (const entry of entries) {
    piece += entry.kind === 'gap' ? lines.gap(entry.count) : lines.record(entry.record);
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

export interface NdjsonOptions {
  /** What messages call the file. */
  readonly name: string;
  /** What is known of a run whose file does not tell. */
  readonly fallback?: RunFacts;
}

const UNKNOWN: RunFacts = { script: '', target: '', startedAt: 0 };

/** Rejects, or throws while the entries are read, with a RunFileError. Entries can be read once. */
export async function readNdjson(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { name, fallback = UNKNOWN }: NdjsonOptions,
): Promise<RunStream> {
  const lines = linesOf(source)[Symbol.asyncIterator]();
  const first = await guarded(name, async () => lines.next());
  if (first.done === true) return { facts: fallback, entries: [] };
  const header = await guarded(name, () => Promise.resolve(understood(first.value, headerOf)), first.value);
  return { facts: header ?? fallback, entries: entriesOf(name, header ? undefined : first.value, lines) };
}

async function* entriesOf(name: string, first: Line | undefined, lines: AsyncIterator<Line>): AsyncGenerator<RecordedEntry> {
  const reader = new EntryReader();
  try {
    if (first) yield* entryOf(name, reader, first);
    for (;;) {
      const next = await guarded(name, async () => lines.next());
      if (next.done === true) return;
      yield* entryOf(name, reader, next.value);
    }
  } finally {
    await lines.return?.();
  }
}

function* entryOf(name: string, reader: EntryReader, line: Line): Generator<RecordedEntry> {
  if (line.text.trim() === '') return;
  try {
    yield understood(line, (fields) => reader.read(fields));
  } catch (error) {
    throw complaint(name, error, line);
  }
}

function understood<T>(line: Line, read: (fields: Fields) => T): T {
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch (error) {
    if (line.isWhole) throw new NotAsExpected(`it is no JSON object: ${oneLine(messageOf(error))}`);
    throw new NotAsExpected('it is cut off, as by a run that was ended by force; without this line the file can be read');
  }
  return read(Fields.of(value));
}

/** The header, if the line is one. */
function headerOf(fields: Fields): RunFacts | undefined {
  if (!fields.has('format')) return undefined;
  const format = fields.text('format');
  if (format !== TRACE_FORMAT) throw new NotAsExpected(`"format" is "${format.slice(0, 40)}", and not "${TRACE_FORMAT}"`);
  const version = fields.integer('version');
  if (version > TRACE_VERSION)
    throw new NotAsExpected(`it is of version ${version} of the format, and only ${TRACE_VERSION} is known here`);
  const startedAt = Date.parse(fields.text('started_at'));
  if (Number.isNaN(startedAt)) throw new NotAsExpected('"started_at" is no time');
  return { script: fields.text('script'), target: fields.text('target'), startedAt };
}

async function guarded<T>(name: string, read: () => Promise<T>, line?: Line): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw complaint(name, error, line);
  }
}

function complaint(name: string, error: unknown, line: Line | undefined): unknown {
  if (error instanceof LineTooLongError) return new RunFileError(`${name}: ${error.message}; that is no recorded run`, { cause: error });
  if (!(error instanceof NotAsExpected) || !line) return error;
  return new RunFileError(`${name}, line ${line.number}: ${error.message}`, { cause: error });
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
