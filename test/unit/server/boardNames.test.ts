/**
 * What the server offers are the names of a real board. `boardNames.json` lists what was seen on an ESP32_GENERIC with MicroPython 1.28;
 * what differs has a reason in the tables below. Names with an underscore in front are nobody's.
 */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Type } from '../../../server/src/analysis/types';
import { memberNames } from '../../../server/src/features/completion';
import { describe } from '../../../server/src/features/hover';
import { docstringOfMeaning } from '../../../server/src/features/definitions';
import { ROOT } from '../../support/distFolders';
import { readMarked } from '../../support/markedSource';

interface ModuleNames {
  readonly names: string;
  readonly classes: Readonly<Record<string, string>>;
}

const board = JSON.parse(fs.readFileSync(path.join(ROOT, 'test', 'fixtures', 'boardNames.json'), 'utf8')) as Record<string, ModuleNames>;
const { engine, file } = readMarked('');

const LEFT_OUT: Readonly<Record<string, string>> = {};

const ADDED: Readonly<Record<string, string>> = {};

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '' && !word.startsWith('_'));
const isPublic = (name: string): boolean => !name.startsWith('_');

function moduleOf(name: string): Type | undefined {
  return engine.moduleType(name.split('.'), 0, file);
}

/** `module.name` and `module.Class.member` of all that the board has. */
function namesOfBoard(): Set<string> {
  return new Set(
    Object.entries(board).flatMap(([module, { names, classes }]) => [
      ...words(names).map((name) => `${module}.${name}`),
      ...Object.entries(classes).flatMap(([name, members]) =>
        isPublic(name) ? [`${module}.${name}`, ...words(members).map((member) => `${module}.${name}.${member}`)] : [],
      ),
    ]),
  );
}

function namesOffered(): Set<string> {
  const offered = new Set<string>();
  for (const [module, { classes }] of Object.entries(board)) {
    const type = moduleOf(module);
    if (type === undefined) continue;
    for (const name of memberNames(engine, type).filter(isPublic)) offered.add(`${module}.${name}`);
    for (const name of Object.keys(classes)) {
      const ofClass = engine.member(type, name)?.type();
      if (ofClass && isPublic(name)) for (const member of memberNames(engine, ofClass).filter(isPublic)) offered.add(`${module}.${name}.${member}`);
    }
  }
  return offered;
}

function reasonFor(name: string, reasons: Readonly<Record<string, string>>): string | undefined {
  const plain = name.replace(/^u(?!ctypes|mqtt)/, '');
  return [name, plain].map((one) => reasons[one] ?? reasons[one.replace(/[^._]+$/, '*')] ?? reasons[one.replace(/\.\w+$/, '.*')]).find(Boolean);
}

test('everything that the board has is offered', () => {
  const offered = namesOffered();
  expect([...namesOfBoard()].filter((name) => !offered.has(name) && !reasonFor(name, LEFT_OUT))).toEqual([]);
});

test('nothing is offered that the board does not have', () => {
  const onBoard = namesOfBoard();
  expect([...namesOffered()].filter((name) => !onBoard.has(name) && !reasonFor(name, ADDED))).toEqual([]);
});

test('every module is offered for import', () => {
  const modules = new Set(engine.program.boardModules());
  expect(Object.keys(board).filter((name) => moduleOf(name) === undefined)).toEqual([]);
  const top = Object.keys(board).map((name) => name.split('.')[0] ?? '');
  expect(top.filter((name) => !modules.has(name) && moduleOf(name)?.kind === 'module' && !name.startsWith('u'))).toEqual([]);
});

test('everything that is offered has a text', () => {
  const without = [...namesOffered()].filter((name) => {
    if (/^u(?!ctypes|mqtt)/.test(name)) return false;
    const module = Object.keys(board).find((one) => name.startsWith(`${one}.`)) ?? '';
    const parts = name.slice(module.length + 1).split('.');
    let type = moduleOf(module);
    let text: string | undefined;
    for (const part of parts) {
      const member = type && engine.member(type, part);
      if (member === undefined) return true;
      type = member.type();
      text = docstringOfMeaning({ name: part, type, bindings: member.bindings });
    }
    return !text;
  });
  expect(without).toEqual([]);
});

const FULL = ['socket', 'network', 'ssl', 'tls', 'select', 'asyncio', 'ntptime', 'umqtt.simple', 'umqtt.robust', 'requests'];

test('functions of the network modules tell their arguments and what they give', () => {
  const lacking: string[] = [];
  for (const module of FULL) {
    const type = moduleOf(module);
    for (const name of type ? memberNames(engine, type) : []) {
      const member = type && engine.member(type, name);
      const binding = member?.bindings[0];
      if (!member || binding?.kind !== 'function') continue;
      const { documentation } = describe(engine, { name, type: member.type(), bindings: member.bindings }) ?? { documentation: '' };
      const takes = binding.node.parameters.some((parameter) => parameter.name !== undefined);
      const gives = binding.node.returns && !/^(None|NoReturn)$/.test(member.file.source.text.slice(binding.node.returns.from, binding.node.returns.to));
      if (takes && !documentation.includes('- `')) lacking.push(`${module}.${name}: Args`);
      if (gives && !documentation.includes('**Returns**')) lacking.push(`${module}.${name}: Returns`);
    }
  }
  expect(lacking).toEqual([]);
});
