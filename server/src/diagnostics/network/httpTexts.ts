/**
 * The HTTP requests and responses that a script sends: what it gives to `send` one after the other on one connection, put together. Parts
 * that are sent on a condition, in a loop or by other code are holes; a text that cannot be told apart is not given at all.
 */
import { constantText, HOLE, joined, type ConstantText } from '../../analysis/constantText';
import type { Evaluator } from '../../analysis/evaluator';
import type { SourceFile } from '../../analysis/sourceFile';
import { enclosing, type Call, type Node } from '../../syntax/ast';
import { isInstanceOf } from '../sites';
import { callsIn, calledName, textOf } from './places';

export interface HttpText extends ConstantText {
  readonly kind: 'request' | 'response';
  readonly version: '1.0' | '1.1';
  /** Where the problem is shown: the first argument that is sent. */
  readonly node: { readonly from: number; readonly to: number };
  readonly sends: readonly Call[];
  /** Whether other code may send more of it. */
  readonly isOpen: boolean;
  /** What reads from the same connection afterwards. */
  readonly reads: readonly Call[];
}

const SENDS = ['send', 'sendall', 'write', 'awrite'];
const READS = ['recv', 'read', 'readline', 'readinto', 'readexactly'];
const REQUEST = new RegExp(`^(?:GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS) [^\\r\\n]*HTTP/(1\\.[01])`);
const RESPONSE = new RegExp(`^HTTP/(1\\.[01]) (?:[1-5]\\d\\d|${HOLE})`);

export function httpTexts(engine: Evaluator, file: SourceFile): HttpText[] {
  const calls = callsIn(
    file.source.module,
    (call) => call.callee.kind === 'attribute' && isInstanceOf(engine.typeOf(call.callee.value), ...CONNECTIONS),
  );
  return calls.flatMap((call, index) => {
    const first = SENDS.includes(calledName(call) ?? '') ? call.args[0]?.value : undefined;
    if (first === undefined) return [];
    const start = constantText(first);
    const request = REQUEST.exec(start.text);
    const version = (request ?? RESPONSE.exec(start.text))?.[1];
    if (version !== '1.0' && version !== '1.1') return [];
    const rest = calls
      .slice(index + 1)
      .filter((later) => receiverOf(file, later) === receiverOf(file, call) && functionAround(later) === functionAround(call));
    return [{ kind: request ? ('request' as const) : ('response' as const), version, node: first, ...follow(file, call, start, rest) }];
  });
}

function follow(
  file: SourceFile,
  call: Call,
  start: ConstantText,
  rest: readonly Call[],
): Pick<HttpText, 'text' | 'characters' | 'sends' | 'isOpen' | 'reads'> {
  const texts = [start];
  const sends = [call];
  const readAt = rest.findIndex((later) => READS.includes(calledName(later) ?? ''));
  for (const later of readAt < 0 ? rest : rest.slice(0, readAt)) {
    const [argument] = later.args;
    if (!SENDS.includes(calledName(later) ?? '') || argument === undefined) continue;
    const text = constantText(argument.value);
    if (REQUEST.test(text.text) || RESPONSE.test(text.text)) break;
    const isStraight = blockAround(later) === blockAround(call);
    texts.push(isStraight ? text : { text: HOLE, characters: [{ value: HOLE, place: undefined }] });
    sends.push(later);
  }
  const isLooped = sends.length > 1 && sends.some((send) => blockAround(send) !== blockAround(call));
  const end = readAt < 0 ? Infinity : (rest[readAt]?.from ?? Infinity);
  return { ...joined(texts), sends, isOpen: isLooped || isGivenAway(file, call, end), reads: readAt < 0 ? [] : rest.slice(readAt) };
}

/** Classes of what requests and responses are written to. */
const CONNECTIONS = ['socket', 'SSLSocket', 'Stream'];

/** Whether the connection is an argument of a call after the first send and before the first read. */
function isGivenAway(file: SourceFile, call: Call, until: number): boolean {
  const receiver = receiverOf(file, call);
  const around = functionAround(call) ?? file.source.module;
  const isShared = receiver?.startsWith('self.') ?? true;
  return (
    isShared ||
    callsIn(around, ({ from, args }) => from > call.to && from < until && args.some(({ value }) => textOf(file, value) === receiver))
      .length > 0
  );
}

function receiverOf(file: SourceFile, { callee }: Call): string | undefined {
  return callee.kind === 'attribute' ? textOf(file, callee.value) : undefined;
}

function functionAround(node: Node): Node | undefined {
  return enclosing(node, 'function', 'lambda');
}

function blockAround(node: Node): Node | undefined {
  return enclosing(node, 'if', 'while', 'for', 'except', 'function', 'lambda', 'module');
}

/** Where the head of the message ends: after its blank line; -1 when there is none. */
export function headEnd(text: string): number {
  const end = /\r?\n\r?\n/.exec(text);
  return end ? end.index + end[0].length : -1;
}

/** Whether something that is not known may hold whole lines: it begins a line. */
export function hasOpenLine(text: string): boolean {
  return new RegExp(`(?:^|\\n)${HOLE}`).test(text);
}
