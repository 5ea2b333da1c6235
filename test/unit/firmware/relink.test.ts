/** The relinking finds its places in the package's module, and says loudly which one it does not find in another. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import binaryen from 'binaryen';
import { beforeAll, describe, expect, it } from 'vitest';
import { findPlaces, type Places } from '../../../simulator/firmware/places';
import { relink } from '../../../simulator/firmware/relink';
import { FirmwareError, WatModule, type WatFunction } from '../../../simulator/firmware/wat';

const packageFolder = dirname(createRequire(__filename).resolve('@micropython/micropython-webassembly-pyscript/package.json'));

let text = '';
beforeAll(() => {
  const module = binaryen.readBinary(readFileSync(join(packageFolder, 'micropython.wasm')));
  text = module.emitText();
  module.dispose();
}, 60_000);

/** What finding the places in a changed copy of the module fails with. */
function failure(change: (text: string) => string): unknown {
  const changed = change(text);
  expect(changed).not.toBe(text);
  try {
    findPlaces(new WatModule(changed));
  } catch (error) {
    return error;
  }
  return undefined;
}

function replaceFunction(name: string, edit: (text: string) => string): (text: string) => string {
  return (whole) => {
    const module = new WatModule(whole);
    const before = module.function(name).text;
    return whole.replace(before, () => edit(before));
  };
}

describe('in the package’s module', () => {
  it('every place is found once, and they are different functions', () => {
    const places = findPlaces(new WatModule(text));
    const names = Object.values({ ...places } as Readonly<Record<string, unknown>>).flatMap((place) =>
      isFunction(place) ? [place.name] : [],
    );
    expect(names.length).toBeGreaterThan(8);
    expect(new Set(names).size).toBe(names.length);
    expect(places.schedulerState).toBeGreaterThan(1024);
  });
});

function isFunction(place: unknown): place is WatFunction {
  return typeof place === 'object' && place !== null && 'text' in place;
}

describe('a module that lacks a place is refused by the name of the place', () => {
  const exported = (name: string) => (whole: string) => whole.replace(`(export "${name}"`, `(export "${name}_2"`);

  it.for([
    ['export mp_js_init', exported('mp_js_init')],
    ['export mp_sched_keyboard_interrupt', exported('mp_sched_keyboard_interrupt')],
    ['export mp_js_do_exec', exported('mp_js_do_exec')],
    ['export mp_js_repl_process_char', exported('mp_js_repl_process_char')],
    ['_emscripten_throw_longjmp', (whole: string) => whole.replace('"_emscripten_throw_longjmp"', '"_emscripten_throw_longjmp_2"')],
    ["the text \"module '%q' has no attribute '%q'\"", (whole: string) => whole.replace("module \\'%q\\' has no", "module \\'%q\\' lacks")],
    ['export __start_em_js', exported('__start_em_js')],
    ['gc_get_max_new_split', (whole: string) => whole.replace(/(\(result i32\)\n\s+\(i32\.const )134217728\)/, '$1134217729)')],
  ] as const)('%s', ([place, change]) => {
    const error = failure(change);
    expect(error).toBeInstanceOf(FirmwareError);
    expect((error as FirmwareError).message).toContain(`Cannot relink MicroPython: ${place}: `);
  });

  it('a place that is there twice', () => {
    const { maxNewSplit } = findPlaces(new WatModule(text));
    const error = failure((whole) =>
      whole.replace(maxNewSplit.text, () => `${maxNewSplit.text}\n${maxNewSplit.text.replace(maxNewSplit.name, 'twin')}`),
    );
    expect(String(error)).toContain('gc_get_max_new_split: found 2 times');
  });

  it.for([
    ['gc_collect', 'gcCollect', 'i32.store8', 'i32.store16'],
    ['mp_sched_schedule', 'schedule', 'i32.store16', 'i32.store8'],
    ['mp_handle_pending_internal', 'handlePending', '(i32.const 65535)', '(i32.const 65534)'],
    ['m_malloc', 'malloc', '(i32.const 0)', '(i32.const 5)'],
    ['m_malloc_with_finaliser', 'mallocWithFinaliser', '(i32.const 1)', '(i32.const 5)'],
    ['m_realloc', 'realloc', '(i32.const 1)', '(i32.const 5)'],
    ['mp_find_frozen_module', 'findFrozenModule', '(i32.const 47)', '(i32.const 92)'],
  ] as const)('%s, when it does something else', ([place, key, from, to]) => {
    const found = findPlaces(new WatModule(text))[key];
    const error = failure(replaceFunction(found.name, (body) => body.replaceAll(from, to)));
    expect(String(error)).toContain(`Cannot relink MicroPython: ${place}: `);
  });

  it.for([
    ['mp_obj_get_float_maybe', 'getFloatMaybe', 'f64.convert_i32_s', 'f64.convert_i32_u'],
    ['mp_obj_float_divmod', 'divideWithRemainder', 'f64.floor', 'f64.ceil'],
    ['mp_builtin_round', 'round', 'f64.nearest', 'f64.floor'],
    ['mp_math_degrees', 'degrees', '(f64.const 57.', '(f64.const 58.'],
    ['mp_obj_new_complex', 'newComplex', '(i32.const 24)', '(i32.const 32)'],
  ] as const)('%s, when it does something else with floats', ([place, key, from, to]) => {
    const found = findPlaces(new WatModule(text)).floats[key];
    const error = failure(replaceFunction(found.name, (body) => body.replaceAll(from, to)));
    expect(String(error)).toContain(`Cannot relink MicroPython: ${place}: `);
  });

  it.for([
    ['mp_execute_bytecode', ({ frames }: Places) => frames.executeBytecode, 'i32.load16_u offset=14', 'i32.load16_s offset=14'],
    ['mp_emit_bc_set_source_line', ({ lines }: Places) => lines.setSourceLine, 'i32.le_u', 'i32.lt_u'],
  ] as const)('%s, when it does something else', ([place, find, from, to]) => {
    const found = find(findPlaces(new WatModule(text)));
    const error = failure(replaceFunction(found.name, (body) => body.replaceAll(from, to)));
    expect(String(error)).toContain(`Cannot relink MicroPython: ${place}: `);
  });

  it('mp_call_function_1_protected, when what is pending is called otherwise', () => {
    const { handlePending, frames } = findPlaces(new WatModule(text));
    const error = failure(
      replaceFunction(handlePending.name, (body) =>
        body.replace(`(call $${frames.callProtected}\n`, '(call $1\n').replace('(drop', '(local.set $1'),
      ),
    );
    expect(String(error)).toContain('Cannot relink MicroPython: mp_call_function_1_protected: ');
  });

  it('readline_note_newline, when the prompt calls it otherwise', () => {
    const { prompt, noteNewline } = findPlaces(new WatModule(text)).friendlyPrompt;
    const error = failure(replaceFunction(prompt.name, (body) => body.replace(`(call $${noteNewline}\n`, '(call $other\n')));
    expect(String(error)).toContain('Cannot relink MicroPython: readline_note_newline: ');
  });

  it('a module that is not MicroPython at all', () => {
    const empty = binaryen.parseText('(module (memory 1) (func $f (result i32) (i32.const 1)) (export "f" (func $f)))');
    const bytes = empty.emitBinary();
    empty.dispose();
    expect(() => relink(bytes)).toThrow(/^Cannot relink MicroPython: _emscripten_throw_longjmp: /);
  });
});
