/** Says in a few words behind a line, and in some more on hovering, what the line did with sockets. */
import { direction, durationText, errnoText, explainErrno, failingOperation, isNothingYet } from '../../../shared/src';
import type { LineActivity, OperationActivity } from './lineActivity';

/** `↓ 512 B · 12.3 ms · 3×`; of several kinds of operations the bytes and times of all. */
export function activityText({ operations }: LineActivity): string {
  const last = operations.at(-1);
  if (!last) return '';
  const count = operations.reduce((sum, operation) => sum + operation.count, 0);
  const [what, durationMs] = summary(operations, last);
  return [what, durationText(durationMs), ...(count > 1 ? [`${count}×`] : [])].filter((part) => part !== '').join(' · ');
}

function summary(operations: readonly OperationActivity[], last: OperationActivity): readonly [string, number] {
  const failed = failedAtLast({ line: 0, operations });
  if (failed) return [failureText(failed), failed.last.durationMs];
  if (operations.length === 1) return [outcomeText(last), last.last.durationMs];
  const total = (of: (operation: OperationActivity) => number): number => operations.reduce((sum, operation) => sum + of(operation), 0);
  return [
    bytesText(
      total(({ sentBytes }) => sentBytes),
      total(({ receivedBytes }) => receivedBytes),
    ),
    total(({ durationMs }) => durationMs),
  ];
}

/** What the line failed with in the end; a close after it is no end of its own. */
export function failedAtLast({ operations }: LineActivity): OperationActivity | undefined {
  const last = operations.filter(({ operation }) => operation !== 'close').at(-1);
  const outcome = last?.last.outcome;
  return outcome?.kind === 'error' && !isNothingYet(outcome.errno) ? last : undefined;
}

function failureText({ last: { outcome } }: OperationActivity): string {
  return outcome.kind === 'error' ? errnoText(outcome.errno) : '';
}

/** What the last of one kind of operation did. */
function outcomeText({ operation, last, lastBytes }: OperationActivity): string {
  if (last.outcome.kind === 'error') return operation === 'connect' ? `→ ${last.peer}` : 'nothing yet';
  const way = direction(operation);
  if (way !== 'none') return `${way === 'in' ? '↓' : '↑'} ${lastBytes} B`;
  switch (operation) {
    case 'connect':
      return `→ ${last.peer}`;
    case 'accept':
      return `← ${last.peer}`;
    case 'getaddrinfo':
      return `→ ${last.address ?? last.peer}`;
    case 'handshake':
      return last.tls?.version ?? 'TLS';
    case 'bind':
    case 'listen':
      return last.peer;
    case 'close':
      return 'closed';
    default:
      return `socket ${last.socket}`;
  }
}

function bytesText(sent: number, received: number): string {
  return [...(sent > 0 ? [`↑ ${sent} B`] : []), ...(received > 0 ? [`↓ ${received} B`] : [])].join(' ');
}

/** A row of a hover: what is said, and the entry of the log that it leads to. */
export interface ActivityRow {
  readonly text: string;
  readonly index: number;
}

export function activityRows({ operations }: LineActivity): readonly ActivityRow[] {
  return operations.map((operation) => {
    const { last, count, sentBytes, receivedBytes, durationMs, lastIndex } = operation;
    const isFailure = last.outcome.kind === 'error' && !isNothingYet(last.outcome.errno);
    const parts = [
      `${operation.operation}${count > 1 ? ` ${count}×` : ''}`,
      isFailure ? failureText(operation) : count > 1 ? bytesText(sentBytes, receivedBytes) : outcomeText(operation),
      `${durationText(durationMs)}${count > 1 ? ' in all' : ''}`,
    ];
    return { text: parts.filter((part) => part !== '').join(' · '), index: lastIndex };
  });
}

/** What the number means that the line failed with in the end, and what to do. */
export function failureExplanation(activity: LineActivity): string | undefined {
  const outcome = failedAtLast(activity)?.last.outcome;
  const operation = failedAtLast(activity)?.operation;
  if (outcome?.kind !== 'error' || operation === undefined) return undefined;
  const explained = explainErrno(outcome.errno, failingOperation(operation));
  return explained && `${explained.cause} ${explained.advice}`;
}
