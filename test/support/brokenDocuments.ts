/**
 * Documents as nobody should write them, always the same ones for a seed: cut scripts, tokens that are lost, doubled and exchanged, odd
 * characters and line ends, and texts that are built to be deep, long or circular. For tests that no text breaks the language server.
 */

import type { Random } from './random';

export const pick = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;

const TOKEN = /\w+|"[^"\n]*"|'[^'\n]*'|\n[ \t]*|[^\w\s]|[ \t]+/g;
const ODD = ['\0', '\uD800', '\uDC00', '\uFEFF', '\u2028', '\f', '\\', '"""', "'", '\t', '\r', '\r\n', '`', '$', 'é', '🙂', '\u00a0'];
const BRACKETS = ['(', ')', '[', ']', '{', '}', ':', ',', '.', '=', '*', '@', ' if ', ' for ', 'lambda ', 'await ', 'f"{', '->', ':='];

type Mutation = (text: string, random: Random) => string;

function atPlace(change: (text: string, at: number, random: Random) => string): Mutation {
  return (text, random) => change(text, Math.floor(random() * (text.length + 1)), random);
}

function onTokens(change: (tokens: string[], at: number, random: Random) => void): Mutation {
  return (text, random) => {
    const tokens = text.match(TOKEN) ?? [''];
    change(tokens, Math.floor(random() * tokens.length), random);
    return tokens.join('');
  };
}

const MUTATIONS: readonly Mutation[] = [
  atPlace((text, at) => text.slice(0, at)),
  atPlace((text, at) => text.slice(at)),
  atPlace((text, at, random) => text.slice(0, at) + pick(random, BRACKETS).repeat(1 + Math.floor(random() * 4)) + text.slice(at)),
  atPlace((text, at, random) => text.slice(0, at) + pick(random, ODD) + text.slice(at)),
  onTokens((tokens, at) => tokens.splice(at, 1)),
  onTokens((tokens, at) => tokens.splice(at, 0, tokens[at] ?? '')),
  onTokens((tokens, at, random) => {
    const other = Math.floor(random() * tokens.length);
    [tokens[at], tokens[other]] = [tokens[other] ?? '', tokens[at] ?? ''];
  }),
  // One name becomes another: `import x` of itself, `class A(A)`, `x = x`.
  onTokens((tokens, at, random) => {
    const names = tokens.filter((token) => /^[A-Za-z_]\w*$/.test(token));
    tokens[at] = names.length > 0 ? pick(random, names) : '';
  }),
  (text, random) => text.replaceAll('\n', pick(random, ['\r\n', '\r', '\n\r', '\n\t'])),
  (text, random) => text.replace(/\n/g, (end) => (random() < 0.3 ? '\r\n' : random() < 0.1 ? '\r' : end)),
  (text) => text.replaceAll('    ', '\t'),
  (text) => text.replaceAll('\n', ' '),
];

export function mutate(text: string, random: Random): string {
  let result = text;
  for (let count = 1 + Math.floor(random() * 4); count > 0; count--) result = pick(random, MUTATIONS)(result, random);
  return result;
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** Texts with a shape that is hard on a parser or on inference, by what they are. */
export const HARD_DOCUMENTS: Readonly<Record<string, string>> = {
  'ten thousand parentheses': `x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}\nx.y`,
  'ten thousand open brackets': `x = ${'['.repeat(10_000)}`,
  'a chain of 2000 attributes': `import socket\nx = socket${'.a'.repeat(2000)}\nx.b`,
  'a chain of 2000 calls': `x = str()${'.strip()'.repeat(2000)}\nx.b`,
  'a call in a call, 2000 deep': `x = ${'str('.repeat(2000)}1${')'.repeat(2000)}\nx.b`,
  'a sum of 5000': `x = ${lines(5000, (index) => `${index} + \\`)}\n 1\nx.b`,
  'a text added up 5000 times': `x = ""\n${lines(5000, () => 'x = x + "a"')}\nx.b`,
  '5000 assignments of two names in turn': `a = 1\nb = ""\n${lines(5000, () => 'a, b = b, a')}\na.b`,
  '500 nested blocks': `${lines(500, (index) => `${' '.repeat(index)}if x:`)}\n${' '.repeat(500)}y = 1\ny.b`,
  '500 nested functions': `${lines(500, (index) => `${' '.repeat(index)}def f${index}(a=f${index - 1}):`)}\n${' '.repeat(500)}return a.b`,
  'a branch of 2000 elifs': `x = None\nif a: pass\n${lines(2000, (index) => `elif a == ${index}: x = ${index % 7}.${index}`)}\nx.b`,
  '300 branches in a row': `x = 0\n${lines(300, (index) => `if a${index}:\n    x = [x]\nelse:\n    x = (x, x)`)}\nx.b`,
  'a line of a megabyte': `x = "${'a'.repeat(1_000_000)}"\nx.b`,
  'a list of 50000 numbers': `x = [${'1, '.repeat(50_000)}]\nx.b`,
  'a tuple of 20000 numbers': `x = (${'1, '.repeat(20_000)})\nx[3].b`,
  '3000 open f-strings': `x = ${'f"{'.repeat(3000)}`,
  '3000 lambdas': `x = ${'lambda a: '.repeat(3000)}a\nx.b`,
  'a condition of 3000 parts': `x = a ${'if b else c '.repeat(3000)}\nx.b`,
  'classes that are their own bases': 'class A(A): pass\nclass B(C): pass\nclass C(B): pass\nclass D(D.E): pass\nA().x\nB().y\nD().z',
  'names that are themselves': 'x = x\ny = z\nz = y\nw = w.w\nv = v()\nu = u[u]\nt = [t]\nx.a\ny.b\nw.c\nv.d\nt[0].e',
  'annotations in circles': 'A = "B"\nB = "A"\nC = A | B\nx: A = 1\ny: "y" = 2\nz: list[z] = 3\nx.a\ny.b\nz.c',
  'a class of 1000 bases': `${lines(1000, (index) => `class A${index}(A${index - 1}): pass`)}\nA999().x`,
  'type variables of nonsense':
    'T = TypeVar("T", bound=T)\nclass A(Generic[T, T], A[A[T]]): pass\nx: A[A[A[int]]] = A()\nx.y\nTypeVar().z\nTypeVar(T).w',
  'functions that call each other': `${lines(60, (index) => `def f${index}(a, b):\n    return f${(index * 7 + 1) % 60}(b, f${(index * 11 + 3) % 60}(a, b)) or a`)}\nf0(1, "").b`,
  'attributes that depend on each other': `class A:\n  def m(self):\n${lines(200, (index) => `    self.a${index} = self.a${(index + 1) % 200} or self.a${(index * 3 + 1) % 200}`)}\n    self.a0.b`,
  'a list that holds itself': 'x = []\nx.append(x)\nx[0][0][0].y\nd = {}\nd[d] = d\nfor k in d: k.z',
  'tuples that double': `x = (1, "")\n${lines(40, () => 'x = (x, x)')}\nx[0][0].b`,
  'star imports of itself': 'from main import *\nfrom . import *\nfrom .main import *\nimport main\nmain.main.x\nname.y',
  'decorators of themselves': '@f\ndef f(): pass\n@g(h)\ndef g(a): return a\n@g\ndef h(b): return g\nf.x\ng().y\nh().z',
  'properties in circles': 'class A:\n  @property\n  def a(self): return self.b\n  @property\n  def b(self): return self.a\nA().a.x',
  'a generator of itself':
    'def f():\n  for x in f():\n    yield x\n  yield from f()\nasync def g():\n  await g()\n  return await g()\nfor y in f(): y.z',
  'tabs and spaces': 'if x:\n\ty = 1\n        z = 2\n  \tw = 3\ny.a',
  'nothing but line ends': '\r\r\n\n\r'.repeat(2000),
  'NUL and lone surrogates': 'x = "\0\uD800"\n\0\uDC00\nx\uD800.y\nimport \0\nfrom \uD800 import \0',
};
