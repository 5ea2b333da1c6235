import { expect, test } from 'vitest';
import { RevealPolicy } from '../../../client/src/ui/revealPolicy';

/** A policy whose wishes come true at once, as VS Code does it. */
function obeyed() {
  const policy = new RevealPolicy();
  let front: 'terminal' | 'sockets' | undefined;
  const show = (what: 'terminal' | 'sockets' | undefined): void => {
    if (what === undefined || what === front) return;
    const wasVisible = front === 'sockets';
    front = what;
    if (wasVisible !== (what === 'sockets')) policy.socketsVisibilityChanged(what === 'sockets');
  };
  return { policy, show, front: () => front };
}

test('a run shows the terminal, and the Sockets view when bytes pass', () => {
  const { policy, show, front } = obeyed();
  show(policy.runStarted());
  expect(front()).toBe('terminal');
  show(policy.bytesPassed());
  expect(front()).toBe('sockets');
});

test('running again does not flicker', () => {
  const { policy, show } = obeyed();
  show(policy.runStarted());
  show(policy.bytesPassed());
  expect(policy.runStarted()).toBeUndefined();
  expect(policy.bytesPassed()).toBeUndefined();
});

test('what a script only printed comes to the front', () => {
  const { policy, show, front } = obeyed();
  show('sockets');
  show(policy.runStarted());
  show(policy.onlyPrinted());
  expect(front()).toBe('terminal');
});

test('a script that used sockets keeps them in front', () => {
  const { policy, show, front } = obeyed();
  show('sockets');
  show(policy.runStarted());
  show(policy.bytesPassed());
  show(policy.onlyPrinted());
  expect(front()).toBe('sockets');
});

test('the user who types into the terminal is not pulled away', () => {
  const { policy, show } = obeyed();
  show(policy.runStarted());
  policy.keyTyped();
  expect(policy.bytesPassed()).toBeUndefined();
});

test('the user who went back to the terminal stays there in later runs', () => {
  const { policy, show } = obeyed();
  show(policy.runStarted());
  show(policy.bytesPassed());
  show('terminal');
  show(policy.runStarted());
  expect(policy.bytesPassed()).toBeUndefined();
});

test('who only looked at the empty Sockets view sees it again when there is something in it', () => {
  const { policy, show } = obeyed();
  show('sockets');
  show('terminal');
  show(policy.runStarted());
  expect(policy.bytesPassed()).toBe('sockets');
});

test('our own showing of the terminal is not the wish of the user', () => {
  const { policy, show } = obeyed();
  show('sockets');
  show(policy.runStarted());
  show(policy.onlyPrinted());
  show(policy.runStarted());
  expect(policy.bytesPassed()).toBe('sockets');
});
