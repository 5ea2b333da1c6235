/**
 * Makes floats those of an ESP32, which has single precision: the shipped build has double. Whatever becomes a float object is
 * rounded, also the integers that arithmetic mixes with floats, and steps that the chip would round one by one are. Sums,
 * differences, products, quotients and square roots are then exactly the chip's, since double precision has more than
 * twice the digits. The text of a number is the worker's (`src/vm/floats`).
 */
import { calls, FirmwareError, only, type WatFunction, type WatModule } from './wat';

export interface FloatPlaces {
  /** The functions in which a float object is made, most of them with `mp_obj_new_float` copied into them. */
  readonly makers: readonly WatFunction[];
  readonly newComplex: WatFunction;
  /** The number behind an object that is one, an integer included. */
  readonly getFloatMaybe: WatFunction;
  readonly binaryOperation: WatFunction;
  readonly divideWithRemainder: WatFunction;
  readonly round: WatFunction;
  /** What `math` and `cmath` functions have in common: an error for a result that is not finite. Many have a copy of it. */
  readonly mathFunctions: readonly WatFunction[];
  readonly logarithm: WatFunction;
  readonly degrees: WatFunction;
  readonly radians: WatFunction;
  readonly complexOperations: readonly WatFunction[];
  readonly formatFloat: WatFunction;
}

export function findFloatPlaces(module: WatModule, malloc: WatFunction): FloatPlaces {
  const { functions } = module;
  const made = new RegExp(String.raw`\(f64\.store offset=8\s+\(local\.tee \$\d+\s+\(call \$${malloc.name}\s+\(i32\.const 16\)`);
  const makers = functions.filter(({ text }) => made.test(text));
  const newFloat = only(
    'mp_obj_new_float',
    makers.filter(({ text }) => text.startsWith(signature(text, '(param $0 f64) (result i32)'))),
  );
  const type = /\(i32\.store\s+\(local\.get \$1\)\s+\(i32\.const (\d+)\)\s+\)/.exec(newFloat.text)?.[1];
  if (type === undefined) throw new FirmwareError('mp_type_float', 'not stored by mp_obj_new_float');
  const like = (place: string, parameters: string, fits: (fn: WatFunction) => boolean): WatFunction =>
    only(
      place,
      functions.filter((fn) => fn.text.startsWith(signature(fn.text, parameters)) && fits(fn)),
    );
  const getFloatMaybe = like(
    'mp_obj_get_float_maybe',
    '(param $0 i32) (param $1 i32) (result i32)',
    ({ text }) =>
      text.includes(`(i32.const ${type})`) &&
      text.includes('f64.convert_i32_s') &&
      RESULT_STORE.test(text) &&
      text.includes('(f64.const 1)'),
  );
  const binaryOperation = like('mp_obj_float_binary_op', '(param $0 i32) (param $1 f64) (param $2 i32) (result i32)', (fn) =>
    calls(fn).includes(getFloatMaybe.name),
  );
  const remainders = calls(binaryOperation).map((name) => functions.find((fn) => fn.name === name));
  return {
    makers,
    getFloatMaybe,
    binaryOperation,
    newComplex: like('mp_obj_new_complex', '(param $0 f64) (param $1 f64) (result i32)', ({ text }) => text.includes('(i32.const 24)')),
    divideWithRemainder: only('mp_obj_float_divmod', [
      ...new Set(remainders.filter((fn) => fn !== undefined && fn.text.includes('f64.floor') && fn.text.includes('f64.copysign'))),
    ] as WatFunction[]),
    round: only(
      'mp_builtin_round',
      functions.filter(
        (fn) => /f64\.nearest\s+\(f64\.mul/.test(fn.text) && TEN_TO_POWER.test(fn.text) && calls(fn).includes(newFloat.name),
      ),
    ),
    mathFunctions: atLeast(
      'math_generic_1',
      10,
      functions.filter((fn) => CHECKED_CALL.test(fn.text) && fn.text.includes('(f64.const inf)') && calls(fn).includes(newFloat.name)),
    ),
    logarithm: only(
      'mp_math_log',
      functions.filter((fn) => LOGARITHMS.test(fn.text) && calls(fn).includes(newFloat.name)),
    ),
    degrees: only(
      'mp_math_degrees',
      functions.filter(({ text }) => text.includes(DEGREES)),
    ),
    radians: only(
      'mp_math_radians',
      functions.filter(({ text }) => text.includes(RADIANS)),
    ),
    complexOperations: [
      like('mp_obj_complex_binary_op', '(param $0 i32) (param $1 f64) (param $2 f64) (param $3 i32) (result i32)', ({ text }) =>
        text.includes('f64.mul'),
      ),
      like(
        'complex_unary_op',
        '(param $0 i32) (param $1 i32) (result i32)',
        ({ text }) => text.includes('(f64.sqrt') && text.includes('(f64.neg'),
      ),
    ],
    formatFloat: like(
      'mp_format_float',
      '(param $0 f64) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (result i32)',
      () => true,
    ),
  };
}

const RESULT_STORE = /\(f64\.store\n(\s+)\(local\.get \$1\)\n\s+\(local\.get \$(\d+)\)\n/;
const TEN_TO_POWER = /\(call \$\S+\n\s+\(f64\.const 10\)\n/;
const CHECKED_CALL = /(?<=\(i64\.reinterpret_f64\s+\(local\.tee \$\d+\s+)\(call(?:_indirect)? /;
const LOGARITHMS = /\(f64\.div\s+(\(local\.get \$\d+\))\s+(\(call \$\S+\s+\(local\.get \$\d+\)\s+\))\s+\)/;
const PI = Math.fround(Math.PI);
const DEGREES = `(f64.const ${180 / Math.PI})`;
const RADIANS = `(f64.const ${Math.PI / 180})`;

function atLeast(place: string, count: number, found: readonly WatFunction[]): readonly WatFunction[] {
  if (found.length < count) throw new FirmwareError(place, `found ${found.length} times`);
  return found;
}

/** How the text of a function begins if it has those parameters. */
function signature(text: string, parameters: string): string {
  const name = /^ \(func (\S+)/.exec(text)?.[1] ?? '';
  return ` (func ${name} ${parameters}\n`;
}

export function roundFloats(module: WatModule, places: FloatPlaces, malloc: WatFunction): void {
  const single = (value: string) => `(f64.promote_f32 (f32.demote_f64 ${value}))`;
  module.add(` (func $single (param f64) (result f64)\n  ${single('(local.get 0)')}\n )`);
  module.add(` (func $store_single (param i32 f64)\n  (f64.store offset=8 (local.get 0) ${single('(local.get 1)')})\n )`);
  for (const operation of ['add', 'sub', 'mul', 'div']) {
    module.add(
      ` (func $single_${operation} (param f64 f64) (result f64)\n  ${single(`(f64.${operation} (local.get 0) (local.get 1))`)}\n )`,
    );
  }
  const made = new RegExp(String.raw`\(f64\.store offset=8(?=\s+\(local\.tee \$\d+\s+\(call \$${malloc.name}\s+\(i32\.const 16\))`, 'g');
  const edits: readonly (readonly [WatFunction, (text: string) => string])[] = [
    ...places.makers.map((fn) => [fn, (text: string) => text.replaceAll(made, '(call $store_single')] as const),
    [places.newComplex, (text) => atStart(text, setSingle(0) + setSingle(1))],
    [places.getFloatMaybe, (text) => text.replace(RESULT_STORE, '(f64.store\n$1(local.get $$1)\n$1(call $$single (local.get $$$2))\n')],
    [places.binaryOperation, (text) => atStart(text, setSingle(1))],
    [places.divideWithRemainder, singleSteps],
    [
      places.round,
      (text) =>
        singleSteps(
          text.replace(/\(local\.tee \$(\d+)\s+\(call \$(\S+)\n\s+\(f64\.const 10\)/, '(local.tee $$$1 (call $$single_$2 (f64.const 10)'),
        ),
    ],
    ...places.mathFunctions.map((fn) => [fn, roundCheckedCall] as const),
    [places.logarithm, (text) => text.replace(LOGARITHMS, '(call $$single_div (call $$single $1) (call $$single $2))')],
    [places.degrees, (text) => text.replace(DEGREES, `(f64.const ${Math.fround(180 / PI)})`)],
    [places.radians, (text) => text.replace(RADIANS, `(f64.const ${Math.fround(PI / 180)})`)],
    ...places.complexOperations.map((fn) => [fn, singleSteps] as const),
  ];
  const current = new Map<string, string>();
  for (const [fn, edit] of edits) {
    const before = current.get(fn.name) ?? module.function(fn.name).text;
    const after = edit(before);
    if (after === before) throw new FirmwareError(`function ${fn.name}`, 'floats in it cannot be rounded');
    current.set(fn.name, after);
  }
  const power = /\(call \$single_(\S+) \(f64\.const 10\)/.exec(current.get(places.round.name) ?? '')?.[1];
  if (power === undefined) throw new FirmwareError('mp_builtin_round', 'does not call pow');
  module.add(` (func $single_${power} (param f64 f64) (result f64)\n  ${single(`(call $${power} (local.get 0) (local.get 1))`)}\n )`);
  for (const [name, text] of current) module.replaceFunction(name, text.replaceAll(/\$global\$0(?=[\s)])/g, '$__stack_pointer'));
  askForText(module, places);
}

function atStart(text: string, code: string): string {
  const [head = '', ...body] = text.split('\n');
  const locals = body.filter((line) => line.startsWith('  (local $'));
  return [head, ...locals, code, ...body.slice(locals.length)].join('\n');
}

function setSingle(local: number): string {
  return `  (local.set $${local} (call $single (local.get $${local})))\n`;
}

function singleSteps(text: string): string {
  return text.replaceAll(/\(f64\.(add|sub|mul|div)(?=\s)/g, '(call $$single_$1');
}

/** The result of the function called is rounded before it is looked at. */
function roundCheckedCall(text: string): string {
  const start = text.search(CHECKED_CALL);
  let depth = 0;
  let end = start;
  do {
    if (text[end] === '(') depth++;
    if (text[end] === ')') depth--;
    end++;
  } while (depth > 0);
  return `${text.slice(0, start)}(call $single ${text.slice(start, end)})${text.slice(end)}`;
}

/** Numbers become text in the worker: the shipped code writes as many digits as double precision has. */
function askForText(module: WatModule, { formatFloat }: FloatPlaces): void {
  const formatSignature = '(param $0 f64) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (result i32)';
  const passed = (count: number) => Array.from({ length: count }, (_, i) => `(local.get ${i})`).join(' ');
  module.addImport(` (import "host" "format_float" (func $host_format_float ${formatSignature}))`);
  module.replaceFunction(formatFloat.name, ` (func $${formatFloat.name} ${formatSignature}\n  (call $host_format_float ${passed(6)})\n )`);
}
