import { expect, test } from 'vitest';
import { type Reveal, RevealPolicy } from '../../../client/src/ui/revealPolicy';

/** A policy whose wishes come true at once, as VS Code does it. */
function obeyed() {
  const policy = new RevealPolicy();
  let front: Reveal;
  const show = (what: Reveal): void => {
    if (what === undefined) return;
    front = what;
    policy.socketsVisibilityChanged(what === 'sockets');
  };
  return { policy, show, front: () => front };
}

test('a run shows the terminal, and the Sockets view when bytes pass', () => {
  const { policy, show, front } = obeyed();
  show(policy.runStarted());
  show(policy.socketsUsed({ withBytes: false }));
  expect(front()).toBe('terminal');
  show(policy.socketsUsed({ withBytes: true }));
  expect(front()).toBe('sockets');
});

test('running again does not flicker', () => {
  const { policy, show } = obeyed();
  show(policy.runStarted());
  show(policy.socketsUsed({ withBytes: true }));
  expect(policy.runStarted()).toBeUndefined();
  expect(policy.socketsUsed({ withBytes: true })).toBeUndefined();
});

test('the user who goes back to the terminal stays there until the next run', () => {
  const { policy, show, front } = obeyed();
  show(policy.runStarted());
  show(policy.socketsUsed({ withBytes: true }));
  show('terminal');
  show(policy.socketsUsed({ withBytes: true }));
  expect(front()).toBe('terminal');
  show(policy.runStarted());
  show(policy.socketsUsed({ withBytes: true }));
  expect(front()).toBe('sockets');
});

test('the user who types into the terminal is not pulled away', () => {
  const { policy, show } = obeyed();
  show(policy.runStarted());
  policy.keyTyped();
  expect(policy.socketsUsed({ withBytes: true })).toBeUndefined();
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
  show(policy.socketsUsed({ withBytes: false }));
  show(policy.onlyPrinted());
  expect(front()).toBe('sockets');
});
