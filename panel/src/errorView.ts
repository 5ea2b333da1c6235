/** What an error's number means on an ESP32, at the operation that failed with it, and what to do. */
import { errnoText, explainErrno, failingOperation } from '../../shared/src';
import { element } from './dom';
import type { OperationRow } from './rowText';

/** Undefined for a row that did not fail. */
export function errorExplanation({ record: { outcome, operation } }: OperationRow): HTMLElement | undefined {
  if (outcome.kind !== 'error') return undefined;
  const explained = explainErrno(outcome.errno, failingOperation(operation));
  const heading = `${errnoText(outcome.errno)} at ${operation}`;
  return element('div', { class: 'explanation', attributes: { role: 'note' } }, [
    element('h2', { text: heading }),
    ...(explained
      ? [element('p', { text: explained.cause }), element('p', { class: 'advice', text: explained.advice })]
      : [element('p', { text: 'An ESP32 does not use this number.' })]),
  ]);
}
