/**
 * A HAR, as a browser's network tools save it, as a recorded run: each entry becomes a connection of its own, with the request and the
 * answer written as HTTP/1.1, so that a browser's exchange can be compared with a script's. A HAR has contents with their codings undone
 * and not as they were sent, so the headers that tell of codings are left out.
 */
import { NotAsExpected, Fields } from '../files/traceFields';
import { RunFileError } from '../files/runFileError';
import type { SocketRecord } from '../../../shared/src';
import type { RecordedRun } from '../recordedRun';
import { destinationOf, requestBytes, responseParts, type Destination } from './harRebuild';

const EXPECTED = 'Expected is the HAR of a browser\'s network tools: {"log": {"entries": […]}}.';

interface Entry {
  readonly fields: Fields;
  readonly to: Destination;
  readonly startMs: number;
}

/** `name`: of the file. Throws a RunFileError. */
export function runOfHar(text: string, name: string): RecordedRun {
  try {
    return runOf(Fields.of(parse(text)).inner('log'), name);
  } catch (error) {
    if (!(error instanceof NotAsExpected)) throw error;
    throw new RunFileError(`${name} is no HAR: ${error.message}. ${EXPECTED}`, { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new NotAsExpected('it is no JSON', { cause: error });
  }
}

function runOf(log: Fields, name: string): RecordedRun {
  const entries = log
    .list('entries')
    .flatMap((fields, index) => inEntry(index, () => entryOf(fields)) ?? [])
    .map((entry, index) => ({ ...entry, index }))
    .sort((a, b) => a.startMs - b.startMs);
  const startedAt = entries[0]?.startMs ?? 0;
  const steps = entries.flatMap((entry, order) => inEntry(entry.index, () => stepsOf(entry, order + 1, entry.startMs - startedAt)));
  steps.sort((a, b) => a.timeMs - b.timeMs);
  return {
    facts: { script: name, target: targetOf(log), startedAt },
    entries: steps.map((step, index) => ({ kind: 'operation', record: { ...step, sequence: index + 1 } })),
  };
}

function targetOf(log: Fields): string {
  const program = ['browser', 'creator'].find((key) => log.has(key) && !log.isNull(key));
  return program === undefined ? '' : log.inner(program).text('name');
}

function inEntry<T>(index: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof NotAsExpected)) throw error;
    throw new NotAsExpected(`in entry ${index + 1} ${error.message}`, { cause: error });
  }
}

/** Undefined for what goes over no connection, e.g. a `data:` URL. */
function entryOf(fields: Fields): Entry | undefined {
  const to = destinationOf(fields.inner('request').text('url'));
  const started = fields.text('startedDateTime');
  const startMs = Date.parse(started);
  if (Number.isNaN(startMs)) throw new NotAsExpected(`"startedDateTime" is "${started.slice(0, 40)}", which is no time`);
  return to && { fields, to, startMs };
}

type Step = Omit<SocketRecord, 'sequence'>;

/** `startMs`: since the start of the run. */
function stepsOf({ fields, to }: Entry, socket: number, startMs: number): Step[] {
  const timings = fields.has('timings') ? fields.inner('timings') : undefined;
  const lasted = (name: string): number => (timings?.has(name) && !timings.isNull(name) ? Math.max(0, timings.number(name)) : 0);
  const peer = `${to.host}:${to.port}`;
  const steps: Step[] = [];
  let timeMs = startMs + lasted('blocked');
  const step = (operation: SocketRecord['operation'], durationMs: number, more: Partial<Step> = {}): void => {
    timeMs = rounded(timeMs + durationMs);
    steps.push({ timeMs, durationMs: rounded(durationMs), socket, operation, peer, bytes: NOTHING, outcome: { kind: 'ok' }, ...more });
  };
  const address = fields.has('serverIPAddress') && !fields.isNull('serverIPAddress') ? fields.text('serverIPAddress') : '';
  const transfer = (bytes: Uint8Array, sizeBytes = bytes.length) => ({ bytes, outcome: { kind: 'ok', value: sizeBytes } as const });
  // `connect` includes `ssl`.
  const sslMs = to.isTls ? lasted('ssl') : 0;
  step('getaddrinfo', lasted('dns'), { socket: 0, peer: to.host, ...(address !== '' && { address }) });
  step('connect', Math.max(0, lasted('connect') - sslMs), { transport: 'tcp' });
  if (to.isTls) step('handshake', sslMs);
  step('send', lasted('send'), transfer(requestBytes(fields.inner('request'), to)));
  const response = responseParts(fields.inner('response'), fields.inner('request').text('method'));
  if (response) {
    step('recv', lasted('wait'), transfer(response.head));
    if (response.sizeBytes > 0) step('recv', lasted('receive'), transfer(response.body, response.sizeBytes));
  }
  step('close', 0);
  return steps;
}

const NOTHING = new Uint8Array(0);

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
