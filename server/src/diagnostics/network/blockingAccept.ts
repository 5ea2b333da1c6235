/**
 * A rule about work that a loop does by the clock beside an `accept()` that waits without end. What is such work is told by its form alone:
 * a test of the clock whose branch sets the time of the next round. A test that only measures sets nothing.
 */
import type { Evaluator } from '../../analysis/evaluator';
import { isAlwaysTrue } from '../../analysis/flow';
import { walk, type Call, type If, type Node, type Statement, type While } from '../../syntax/ast';
import type { Rule } from '../rule';
import { calledName, callsIn, isCallOf, loopAround } from './places';
import { socketVariables } from './socketVariables';

export const acceptBlocks: Rule = {
  code: 'accept-blocks',
  severity: 'hint',
  check: ({ engine, report, shared }) => {
    for (const { name, calls: done, isShared } of shared(socketVariables)) {
      if (isShared || done.some(({ method }) => method === 'settimeout' || method === 'setblocking')) continue;
      for (const { call, method } of done) {
        const loop = method === 'accept' ? loopAround(call) : undefined;
        if (loop?.kind !== 'while' || !isAlwaysTrue(loop.test) || !isInEachRound(call, loop)) continue;
        const work = loop.body.find((statement) => isClockWork(engine, statement, loop));
        if (!work) continue;
        report({
          from: call.from,
          to: call.to,
          message: `accept() waits until somebody connects, and the loop with it: what it does by the clock is not done meanwhile. Give ${name} a time limit with settimeout(), or use select.poll() or asyncio.`,
          related: [
            { from: work.from, to: work.branches[0]?.test.to ?? work.to, message: 'This is done only once a client has connected.' },
          ],
        });
      }
    }
  },
};

/** Whether nothing but the loop decides that the call is made. */
function isInEachRound(call: Call, loop: While): boolean {
  for (let at: Node | undefined = call.parent; at !== undefined && at !== loop; at = at.parent)
    if (['if', 'except', 'conditional', 'for', 'while'].includes(at.kind)) return false;
  return true;
}

const CLOCKS = ['ticks_ms', 'ticks_us', 'ticks_diff', 'time', 'time_ns'];

function isClockWork(engine: Evaluator, statement: Statement, loop: While): statement is If {
  const branch = statement.kind === 'if' ? statement.branches[0] : undefined;
  if (!branch) return false;
  const names = namesIn(branch.test);
  const asksClock =
    hasClock(engine, branch.test) || loop.body.some((other) => assigned(other).some((id) => names.has(id)) && hasClock(engine, other));
  const since = timesIn(branch.test);
  return asksClock && branch.body.some((inner) => assigned(inner).some((id) => since.has(id)));
}

/** The names whose distance from another time is asked: `last` of `now - last` and of `ticks_diff(now, last)`. */
function timesIn(test: Node): ReadonlySet<string> {
  const times = new Set<string>();
  walk(test, (node) => {
    if (node.kind === 'binary' && node.operator === '-') for (const name of namesIn(node)) times.add(name);
    if (node.kind === 'call' && calledName(node) === 'ticks_diff') for (const name of namesIn(node)) times.add(name);
    return true;
  });
  return times;
}

function hasClock(engine: Evaluator, node: Node): boolean {
  return callsIn(node).some((call) => isCallOf(engine, call, 'time', ...CLOCKS));
}

function namesIn(node: Node): ReadonlySet<string> {
  const names = new Set<string>();
  walk(node, (inner) => {
    if (inner.kind === 'name') names.add(inner.id);
    return true;
  });
  return names;
}

/** The names that a plain assignment sets. */
function assigned(statement: Statement): string[] {
  const targets = statement.kind === 'assign' ? statement.targets : statement.kind === 'augmentedAssign' ? [statement.target] : [];
  return targets.flatMap((target) => (target.kind === 'name' ? [target.id] : []));
}
