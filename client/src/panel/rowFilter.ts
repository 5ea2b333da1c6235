/** Which entries a filter lets pass. The text is read once; what remains is one function from an entry to yes or no. */
import { errnoText, isNothingYet, type RowFilter, type SocketRecord } from '../../../shared/src';
import type { TrafficEntry } from './trafficLog';

export type Passes = (entry: TrafficEntry) => boolean;

type Test = (record: SocketRecord) => boolean;

/** Undefined if everything passes. */
export function compileFilter({ text, errorsOnly, connection }: RowFilter): Passes | undefined {
  const tests: Test[] = termsOf(text).map(testOf);
  if (errorsOnly) tests.unshift(({ outcome }) => outcome.kind === 'error' && !isNothingYet(outcome.errno));
  if (connection) tests.unshift(({ socket }) => socket === connection.socket);
  if (tests.length === 0) return undefined;
  return (entry) => {
    if (connection && entry.run !== connection.run) return false;
    // What is not recorded might be what is looked for, and a run's beginning is where rows are.
    return entry.kind !== 'operation' || tests.every((passes) => passes(entry.record));
  };
}

/** Which entries have what is searched for; nothing but operations is found. */
export function compileSearch(text: string): Passes {
  const tests = termsOf(text).map(testOf);
  return (entry) => entry.kind === 'operation' && tests.every((passes) => passes(entry.record));
}

interface Term {
  readonly isNegated: boolean;
  readonly name: string;
  readonly value: string;
}

const termPattern = /(-?)(?:(op|peer|hex):(?:"([^"]*)"?|(\S*))|"([^"]*)"?|(\S+))/g;

/** `-op:recv "not found" #3`: words, perhaps with a minus, perhaps with what they look at. */
function termsOf(text: string): Term[] {
  const terms: Term[] = [];
  for (const [, minus, name = '', ...values] of text.toLowerCase().matchAll(termPattern)) {
    const value = values.find((each) => each !== undefined) ?? '';
    // What is not finished yet looks for nothing.
    if (value !== '') terms.push({ isNegated: minus === '-', name, value });
  }
  return terms;
}

function testOf({ isNegated, name, value }: Term): Test {
  const passes = positiveTest(name, value);
  return isNegated ? (record) => !passes(record) : passes;
}

function positiveTest(name: string, value: string): Test {
  switch (name) {
    case 'op':
      return ({ operation }) => operation.startsWith(value);
    case 'peer':
      return ({ peer }) => peer.toLowerCase().includes(value);
    case 'hex':
      return hexTest(value);
    default:
      return /^#\d+$/.test(value) ? socketTest(Number(value.slice(1))) : (record) => hasText(record, value);
  }
}

function socketTest(socket: number): Test {
  return (record) => record.socket === socket;
}

/** An odd digit at the end is one that is still being typed. */
function hexTest(value: string): Test {
  const digits = value.replace(/^0x/, '').replace(/[^0-9a-f]/g, '');
  const wanted = Buffer.from(digits.slice(0, digits.length & ~1), 'hex');
  return ({ bytes }) => bufferOf(bytes).includes(wanted);
}

function hasText(record: SocketRecord, wanted: string): boolean {
  const { operation, peer, outcome, bytes } = record;
  if (operation.includes(wanted) || peer.toLowerCase().includes(wanted)) return true;
  if (outcome.kind === 'error' && errnoText(outcome.errno).toLowerCase().includes(wanted)) return true;
  return bytes.length >= wanted.length && bufferOf(bytes).toString('utf8').toLowerCase().includes(wanted);
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
