/**
 * The names of the simulated board are those of a real one. `boardNames.json` lists what was seen on an ESP32_GENERIC with
 * MicroPython 1.28: of each module its classes with their members, and its other names. What is missing here has a reason in
 * the tables below, and a name that stands there must really be missing. Names with an underscore in front are nobody's.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST, ROOT } from '../../support/distFolders';
import { ObservedRun } from '../../support/runs';

interface ModuleNames {
  readonly names: string;
  readonly classes: Readonly<Record<string, string>>;
}

/** Modules that cannot be imported, and why. */
const ABSENT_MODULES: Readonly<Record<string, string>> = {
  _thread: 'the VM has one thread',
  _espnow: 'no radio but Wi-Fi',
  espnow: 'no radio but Wi-Fi',
  aioespnow: 'no radio but Wi-Fi',
  bluetooth: 'no radio but Wi-Fi',
  ubluetooth: 'no radio but Wi-Fi',
  btree: 'its library is not in the VM',
  inisetup: 'the boot program does without it',
};

const ONLY_IMPORTED = 'only what that module itself imports';

/** Names that are missing, and why; `*` stands for all members of a class. */
const ABSENT_NAMES: Readonly<Record<string, string>> = {
  'builtins.ViperTypeError': 'there is no native code',
  'machine.const': ONLY_IMPORTED,
  'mip.const': ONLY_IMPORTED,
  'mip.allowed_mip_url_prefixes': 'a table inside of that module',
  'ntptime.gmtime': ONLY_IMPORTED,
  'umqtt.simple.hexlify': ONLY_IMPORTED,
};

const board = new SimulatedBoard({ distFolder: DIST });
const expected = JSON.parse(readFileSync(join(ROOT, 'test', 'fixtures', 'boardNames.json'), 'utf8')) as Record<string, ModuleNames>;
/** What the simulated board lacks: a module, `module.name` or `module.Class.member`. */
let missing: readonly string[] = [];

const ASK = `
def ask(module, names):
    try:
        target = __import__(module, None, None, ("x",)) if "." in module else __import__(module)
    except ImportError:
        print(module)
        return
    for name in names:
        at = target
        for part in name.split("."):
            try:
                at = getattr(at, part)
            except AttributeError:
                print(module + "." + name)
                break
`;

function allNames({ names, classes }: ModuleNames): readonly string[] {
  const words = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '' && !word.startsWith('_'));
  const ofClasses = Object.entries(classes).flatMap(([name, members]) => [name, ...words(members).map((member) => `${name}.${member}`)]);
  return [...words(names), ...ofClasses];
}

beforeAll(async () => {
  const questions = Object.entries(expected).map(
    ([module, names]) => `ask(${JSON.stringify(module)}, "${allNames(names).join(' ')}".split())`,
  );
  const run = await ObservedRun.start(board, `${ASK}${questions.join('\n')}\n`, { heapSizeBytes: 2_000_000 });
  const result = await run.done;
  if (result.kind !== 'completed') throw new Error(run.console);
  missing = run.stdout.trim().split(/\r?\n/);
}, 120_000);
afterAll(() => board.dispose());

function reasonFor(name: string): string | undefined {
  return ABSENT_MODULES[name] ?? ABSENT_NAMES[name] ?? ABSENT_NAMES[name.replace(/\.\w+$/, '.*')];
}

describe('the names of a board', () => {
  it('are all there, but for those that have a reason', () => {
    expect(missing.filter((name) => reasonFor(name) === undefined)).toEqual([]);
  });

  it('are really missing where a reason stands', () => {
    const used = new Set(missing.flatMap((name) => [name, name.replace(/\.\w+$/, '.*')]));
    expect([...Object.keys(ABSENT_MODULES), ...Object.keys(ABSENT_NAMES)].filter((name) => !used.has(name))).toEqual([]);
  });
});
