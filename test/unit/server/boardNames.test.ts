/**
 * What the server offers are the names of a real board. `boardNames.json` lists what was seen on an ESP32_GENERIC with MicroPython 1.28;
 * what differs has a reason in the tables below. Names with an underscore in front are nobody's.
 */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fileOf } from '../../../server/src/analysis/sourceFile';
import type { Type } from '../../../server/src/analysis/types';
import { memberNames } from '../../../server/src/analysis/memberNames';
import { describe } from '../../../server/src/features/hover';
import { docstringOfMeaning, throughImports } from '../../../server/src/features/definitions';
import { ROOT } from '../../support/distFolders';
import { readMarked } from '../../support/markedSource';

interface ModuleNames {
  readonly names: string;
  readonly classes: Readonly<Record<string, string>>;
}

const board = JSON.parse(fs.readFileSync(path.join(ROOT, 'test', 'fixtures', 'boardNames.json'), 'utf8')) as Record<string, ModuleNames>;
const { engine, file } = readMarked('');

/** Names of the board that are not offered, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'mip.allowed_mip_url_prefixes': 'a table inside of that module',
  'mip.const': 'only what that module itself imports',
  'ntptime.gmtime': 'only what that module itself imports',
  'umqtt.simple.hexlify': 'only what that module itself imports',
};

const NEWER = 'there since MicroPython 1.29';
const PART = 'a part of the package, which importing it makes an attribute';
const HIDDEN = 'the list of names was made without it; it is there';

/** Names that are offered and not in the list, and why; `*` stands for the rest of a name. */
const ADDED: Readonly<Record<string, string>> = {
  'network.WLAN.BANDWIDTH_*': NEWER,
  'network.WLAN.csi_*': NEWER,
  'tls.SSLContext.psk_*': NEWER,
  'tls.SSLContext.server_psk_keys': NEWER,
  'machine.mem_backup': NEWER,
  'machine.wake_pins': NEWER,
  'machine.I2C.deinit': NEWER,
  'machine.SoftI2C.deinit': NEWER,
  'asyncio.core': PART,
  'asyncio.event': PART,
  'asyncio.funcs': PART,
  'asyncio.lock': PART,
  'asyncio.stream': PART,
  'builtins.staticmethod': HIDDEN,
  'builtins.classmethod': HIDDEN,
  'builtins.BaseException': HIDDEN,
  'builtins.Exception': HIDDEN,
  'micropython.native': 'decorators are known to the compiler',
  'micropython.viper': 'decorators are known to the compiler',
  'micropython.bytecode': 'decorators are known to the compiler',
};

/** Attributes of instances: dir() of a class does not tell them. */
const OF_INSTANCES: Readonly<Record<string, string>> = {
  '_asyncio.Task': 'coro data state ph_key done cancel',
  'asyncio.Task': 'coro data state ph_key done cancel',
  'asyncio.StreamReader': 's e out_buf',
  'asyncio.StreamWriter': 's e out_buf',
  '_espnow.ESPNowBase': 'peers_table',
  'espnow.ESPNowBase': 'peers_table',
  'espnow.ESPNow': 'peers_table',
  'aioespnow.AIOESPNow': 'peers_table',
  'apa106.APA106': 'pin n bpp buf timing',
  'apa106.NeoPixel': 'pin n bpp buf timing',
  'neopixel.NeoPixel': 'pin n bpp buf timing',
  'builtins.OSError': 'errno',
  'builtins.StopIteration': 'value',
  'builtins.SystemExit': 'value',
  'builtins.bool': 'from_bytes to_bytes',
  'builtins.complex': 'real imag',
  'builtins.memoryview': 'itemsize',
  'builtins.range': 'start stop step',
  'builtins.slice': 'start stop step indices',
  'dht.DHT11': 'pin buf',
  'dht.DHT22': 'pin buf',
  'dht.DHTBase': 'pin buf',
  'ds18x20.DS18X20': 'ow buf',
  'onewire.OneWire': 'pin',
  'requests.Response': 'status_code reason headers raw encoding',
  'tls.SSLContext': 'verify_mode verify_callback',
  'umqtt.simple.MQTTClient': 'client_id sock server port ssl ssl_params pid cb user pswd keepalive lw_topic lw_msg lw_qos lw_retain',
  'umqtt.robust.MQTTClient': 'client_id sock server port ssl ssl_params pid cb user pswd keepalive lw_topic lw_msg lw_qos lw_retain',
};

/** Old names of modules are the same files. */
const isOldName = (module: string): boolean => /^u(?!ctypes|mqtt)/.test(module);

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
    const type = isOldName(module) ? undefined : moduleOf(module);
    if (type === undefined) continue;
    for (const name of memberNames(engine, type).filter(isPublic)) offered.add(`${module}.${name}`);
    for (const name of Object.keys(classes)) {
      const ofClass = engine.member(type, name)?.type();
      if (ofClass && isPublic(name))
        for (const member of memberNames(engine, ofClass).filter(isPublic)) offered.add(`${module}.${name}.${member}`);
    }
  }
  return offered;
}

function isOfInstances(name: string): boolean {
  const [, owner = '', attribute = ''] = /^(.+)\.(\w+)$/.exec(name) ?? [];
  const isException = /(Error|Exception|Exit|Interrupt|Iteration)$/.test(owner);
  return (isException && attribute === 'args') || (OF_INSTANCES[owner] ?? '').split(' ').includes(attribute);
}

const matches = (name: string, pattern: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;

test('everything that the board has is offered', () => {
  const offered = namesOffered();
  expect([...namesOfBoard()].filter((name) => !isOldName(name) && !offered.has(name))).toEqual(Object.keys(LEFT_OUT));
});

test('nothing is offered that the board does not have, and each reason is needed', () => {
  const onBoard = namesOfBoard();
  const further = [...namesOffered()].filter((name) => !onBoard.has(name) && !isOfInstances(name));
  const patterns = Object.keys(ADDED);
  expect(further.filter((name) => !patterns.some((pattern) => matches(name, pattern)))).toEqual([]);
  expect(patterns.filter((pattern) => !further.some((name) => matches(name, pattern)))).toEqual([]);
});

test('every module is offered for import', () => {
  const modules = new Set(engine.program.boardModules());
  expect(Object.keys(board).filter((name) => moduleOf(name) === undefined)).toEqual([]);
  const top = Object.keys(board).map((name) => name.split('.')[0] ?? '');
  expect(top.filter((name) => !modules.has(name) && moduleOf(name)?.kind === 'module' && !name.startsWith('u'))).toEqual([]);
});

test('everything that is offered has a text', () => {
  const without = [...namesOffered()].filter((name) => {
    const module = Object.keys(board).find((one) => name.startsWith(`${one}.`)) ?? '';
    const parts = name.slice(module.length + 1).split('.');
    let type = moduleOf(module);
    let text: string | undefined;
    for (const part of parts) {
      const member = type && engine.member(type, part);
      if (member === undefined) return true;
      type = member.type();
      const bindings = throughImports(engine, member.bindings);
      text = docstringOfMeaning({ name: part, type, bindings, ...(type.kind === 'module' ? { module: type.file } : {}) });
    }
    return !text;
  });
  expect(without).toEqual([]);
});

const FULL = ['socket', 'network', 'ssl', 'tls', 'select', 'asyncio', 'ntptime', 'umqtt.simple', 'umqtt.robust', 'requests'];

/** The first line says what these give, in full. */
const TOLD_BY_SUMMARY = ['asyncio.current_task', 'asyncio.get_event_loop', 'asyncio.ticks'];

test('functions of the network modules tell their arguments and what they give', () => {
  const lacking: string[] = [];
  for (const module of FULL) {
    const type = moduleOf(module);
    for (const name of type ? memberNames(engine, type) : []) {
      const member = type && engine.member(type, name);
      const bindings = throughImports(engine, member?.bindings ?? []);
      const [binding] = bindings;
      if (!member || binding?.kind !== 'function') continue;
      const { documentation } = describe(engine, { name, type: member.type(), bindings }) ?? { documentation: '' };
      const takes = binding.node.parameters.some((parameter) => parameter.name !== undefined);
      const gives =
        binding.node.returns &&
        !/^(None|NoReturn)$/.test(fileOf(binding.node).source.text.slice(binding.node.returns.from, binding.node.returns.to));
      if (takes && !documentation.includes('- `')) lacking.push(`${module}.${name}: Args`);
      if (gives && !TOLD_BY_SUMMARY.includes(`${module}.${name}`) && !documentation.includes('**Returns**'))
        lacking.push(`${module}.${name}: Returns`);
    }
  }
  expect(lacking).toEqual([]);
});
