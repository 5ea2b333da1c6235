/** Names that a module or a value of the API surely has not: they are an AttributeError. Only what is certain is reported. */
import { memberNames } from '../../analysis/memberNames';
import type { Type } from '../../analysis/types';
import { walk, type Attribute } from '../../syntax/ast';
import { certainType } from '../certainty';
import { isGuarded } from '../guards';
import type { Fix, Rule, RuleContext } from '../rule';
import { ABSENT_NAMES } from './absentNames';

export const unknownAttribute: Rule = {
  code: 'unknown-attribute',
  severity: 'error',
  check: (context) => {
    walk(context.file.source.module, (node) => {
      if (node.kind === 'attribute' && node.name && !isStored(node)) checkAttribute(context, node);
      return true;
    });
  },
};

/** `module.name = value` makes the name. */
function isStored(node: Attribute): boolean {
  const { parent } = node;
  if (parent?.kind === 'assign') return parent.targets.includes(node);
  return parent?.kind === 'delete' || (parent?.kind === 'augmentedAssign' && parent.target === node);
}

function checkAttribute({ engine, file, report }: RuleContext, node: Attribute): void {
  const type = certainType(engine, node.value);
  const owner = ownerOf(type);
  const name = node.name;
  if (name === undefined || owner === undefined || engine.member(type, name.id)) return;
  if (name.id.startsWith('_') || isGuarded(node, 'AttributeError') || isMadeElsewhere(file.source.text, name.id, name.from)) return;
  const known = ABSENT_NAMES.get(`${owner}.${name.id}`);
  const near = known ? undefined : nearest(name.id, memberNames(engine, type));
  const advice = known?.advice ?? (near === undefined ? '' : `Did you mean ${near}?`);
  const message = `${owner} has no ${name.id} on the board: this is an AttributeError. ${advice}`.trim();
  const replacement = known?.replacement ?? near;
  const fixes = (): readonly Fix[] =>
    replacement === undefined
      ? []
      : [{ title: `Change to ${replacement}`, edits: [{ from: name.from, to: name.to, text: replacement }], isPreferred: true }];
  report({ from: name.from, to: name.to, message, fixes });
}

/** A module of the API, or the name of a class of it. */
function ownerOf(type: Type): string | undefined {
  if (type.kind === 'module') return type.file.stubName;
  if ((type.kind !== 'instance' && type.kind !== 'class') || type.declaration.file.stubName === undefined) return undefined;
  // Texts, numbers and functions have many more users than this rule can know.
  return type.declaration.file.stubName === 'builtins' ? undefined : type.declaration.name;
}

/** Whether the file stores an attribute of that name somewhere, or asks for it. */
function isMadeElsewhere(text: string, name: string, at: number): boolean {
  const stores = new RegExp(`\\.${name}\\s*=[^=]|['"]${name}['"]`, 'g');
  return [...text.matchAll(stores)].some(({ index }) => index + 1 !== at);
}

/** The name that differs least, if it differs little. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const limit = name.length <= 4 ? 1 : 2;
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const candidate of names) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance <= limit && (best === undefined || distance < best.distance)) best = { name: candidate, distance };
  }
  return best?.name;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
