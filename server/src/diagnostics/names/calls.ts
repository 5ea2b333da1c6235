/** Calls of the API that surely fail: too many or too few arguments, or one of a name that there is not. All are TypeErrors. */
import { passedArguments } from '../../analysis/calls';
import { callSitesOf, lastName } from '../../analysis/callSites';
import { assignArguments, signaturesOf, type ArgumentProblem } from '../../analysis/signatures';
import type { Call } from '../../syntax/ast';
import { certainType } from '../certainty';
import { isGuarded } from '../guards';
import type { Rule, RuleContext } from '../rule';

/** Their own rules say more. */
const TOLD_ELSEWHERE = new Set(['connect', 'bind', 'sendto', 'wrap_socket', 'const', 'Pin']);

export const wrongArguments: Rule = {
  code: 'wrong-arguments',
  severity: 'error',
  check: (context) => {
    for (const call of callSitesOf(context.file).all) if (call.isClosed) checkCall(context, call);
  },
};

function checkCall({ engine, report }: RuleContext, call: Call): void {
  const name = lastName(call.callee);
  if (name === undefined || TOLD_ELSEWHERE.has(name) || call.args.some(({ star }) => star !== '')) return;
  const callee = certainType(engine, call.callee);
  if (callee.kind !== 'function' && callee.kind !== 'overloaded' && callee.kind !== 'class') return;
  const args = passedArguments(engine, call);
  const signatures = signaturesOf(engine, callee);
  const problems = signatures.map((signature) => assignArguments(signature, args).problem);
  const [problem] = problems;
  if (problem === undefined || problems.includes(undefined) || isGuarded(call, 'TypeError')) return;
  const place = 'argument' in problem && problem.argument.node ? problem.argument.node : call.callee;
  report({ from: place.from, to: place.to, message: `${messageFor(name, problem)} On the board this is a TypeError.` });
}

function messageFor(name: string, problem: ArgumentProblem): string {
  switch (problem.kind) {
    case 'tooMany':
      return `${name}() takes at most ${problem.expected} arguments without a name, and ${problem.given} are given.`;
    case 'missing':
      return `${name}() needs ${problem.names.length > 1 ? 'arguments' : 'the argument'} ${problem.names.join(', ')}.`;
    case 'unexpectedName':
      return `${name}() has no argument of the name ${problem.name}.`;
    case 'twice':
      return `${name}() gets ${problem.name} twice.`;
  }
}
