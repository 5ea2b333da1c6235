/**
 * Lets the table of lines in a function's bytecode go back. It only goes forward in MicroPython, so that what is compiled after
 * something that stands below it, as the condition of a `while` after the loop's body, counts to that line in a traceback. Here an
 * earlier line is told by entries that skip no code and no lines: a traceback passes over them and stays a board's, and
 * the worker reads them (src/vm/callPlaces.ts). Names are those of MicroPython's py/emitbc.c.
 *
 * An entry of one byte is a 0, one of two bytes is a 1. They are the Elias gamma code of one more than the number of lines to
 * go back, which counts from the table's line and holds until the table goes forward.
 */
import { FirmwareError, only, type WatFunction, type WatModule } from './wat';

export interface LinePlaces {
  /** Called by the compiler before it emits the code of what begins on a line. */
  readonly setSourceLine: WatFunction;
  /** The level of optimisation, of which 3 leaves lines out. */
  readonly optimiseValue: string;
  /** Offsets in emit_t. */
  readonly pass: string;
  readonly lastLineOffset: string;
  readonly lastLine: string;
  readonly infoOffset: string;
  readonly codeOffset: string;
  readonly codeBase: string;
}

const HEAD =
  /\(i32\.gt_u\s+(\(i32\.load offset=\d+\s+\(i32\.const \d+\)\s+\))\s+\(i32\.const 2\)\s+\)\s+\)\s+\(br_if \$block\s+\(i32\.le_u\s+\(local\.get \$1\)\s+\(local\.tee \$\d+\s+\(i32\.load offset=(\d+)\s+\(local\.get \$0\)/;
const SKIPPED_BYTES =
  /\(i32\.sub\s+\(local\.tee \$\d+\s+\(i32\.load offset=(\d+)\s+\(local\.get \$0\)\s+\)\s+\)\s+\(i32\.load offset=(\d+)\s+\(local\.get \$0\)/;
const TARGET =
  /\(i32\.load8_u offset=(\d+)\s+\(local\.get \$0\)\s+\)\s+\(i32\.const 3\)[\s\S]*?\(i32\.add\s+\(i32\.load offset=(\d+)\s+\(local\.get \$0\)\s+\)\s+\(local\.tee \$\d+\s+\(i32\.load offset=(\d+)\s+\(local\.get \$0\)/;

export function findLinePlaces(module: WatModule): LinePlaces {
  const setSourceLine = only(
    'mp_emit_bc_set_source_line',
    module.functions.filter(({ text }) => /^ \(func \$\S+ \(param \$0 i32\) \(param \$1 i32\)\n/.test(text) && HEAD.test(text)),
  );
  const find = (pattern: RegExp): RegExpExecArray => {
    const found = pattern.exec(setSourceLine.text);
    if (!found) throw new FirmwareError('mp_emit_bc_set_source_line', 'does not write the table of lines as expected');
    return found;
  };
  const [, optimiseValue = '', lastLine = ''] = find(HEAD);
  const [, codeOffset = '', lastLineOffset = ''] = find(SKIPPED_BYTES);
  const [, pass = '', codeBase = '', infoOffset = ''] = find(TARGET);
  return { setSourceLine, optimiseValue, pass, lastLineOffset, lastLine, infoOffset, codeOffset, codeBase };
}

/** `named` gives a function's text with the stack pointer under its name. */
export function goBackInLines(module: WatModule, places: LinePlaces, named: (text: string) => string): void {
  const { setSourceLine, optimiseValue, pass, lastLineOffset, lastLine, infoOffset, codeOffset, codeBase } = places;
  // How many lines before the table's the code is; one scope is compiled after the other.
  module.add(' (global $lines_back (mut i32) (i32.const 0))');
  module.add(` (func $write_line_info (param $emit i32) (param $byte i32)
  (local $offset i32)
  (local.set $offset (i32.load offset=${infoOffset} (local.get $emit)))
  (i32.store offset=${infoOffset} (local.get $emit) (i32.add (local.get $offset) (i32.const 1)))
  ;; earlier passes only count
  (if (i32.gt_u (i32.load8_u offset=${pass} (local.get $emit)) (i32.const 3))
   (then (i32.store8 (i32.add (i32.load offset=${codeBase} (local.get $emit)) (local.get $offset)) (local.get $byte))))
 )`);
  module.add(` (func $write_line_bit (param $emit i32) (param $bit i32)
  (if (local.get $bit) (then (call $write_line_info (local.get $emit) (i32.const 128))))
  (call $write_line_info (local.get $emit) (i32.const 0))
 )`);
  module.add(` (func $write_earlier_line (param $emit i32) (param $back i32)
  (local $skip i32)
  (local $count i32)
  (local.set $skip (i32.sub (i32.load offset=${codeOffset} (local.get $emit)) (i32.load offset=${lastLineOffset} (local.get $emit))))
  (block $skipped
   (loop $more
    (br_if $skipped (i32.eqz (local.get $skip)))
    (local.set $count (select (local.get $skip) (i32.const 31) (i32.lt_u (local.get $skip) (i32.const 31))))
    (call $write_line_info (local.get $emit) (local.get $count))
    (local.set $skip (i32.sub (local.get $skip) (local.get $count)))
    (br $more)
   )
  )
  (i32.store offset=${lastLineOffset} (local.get $emit) (i32.load offset=${codeOffset} (local.get $emit)))
  (local.set $back (i32.add (local.get $back) (i32.const 1)))
  (local.set $count (i32.sub (i32.const 31) (i32.clz (local.get $back))))
  (local.set $skip (local.get $count))
  (block $zeros
   (loop $zero
    (br_if $zeros (i32.eqz (local.get $skip)))
    (call $write_line_bit (local.get $emit) (i32.const 0))
    (local.set $skip (i32.sub (local.get $skip) (i32.const 1)))
    (br $zero)
   )
  )
  (loop $bit
   (call $write_line_bit (local.get $emit) (i32.and (i32.shr_u (local.get $back) (local.get $count)) (i32.const 1)))
   (local.set $count (i32.sub (local.get $count) (i32.const 1)))
   (br_if $bit (i32.ge_s (local.get $count) (i32.const 0)))
  )
 )`);
  const back = `
  (if (i32.and
       (i32.lt_u ${optimiseValue} (i32.const 3))
       (i32.le_u (local.get $1) (i32.load offset=${lastLine} (local.get $0))))
   (then
    (if (i32.ne
         (global.get $lines_back)
         (i32.sub (i32.load offset=${lastLine} (local.get $0)) (local.get $1)))
     (then
      (global.set $lines_back (i32.sub (i32.load offset=${lastLine} (local.get $0)) (local.get $1)))
      ;; a scope begins on the first line, where there is nothing to go back to
      (if (i32.gt_u (i32.load offset=${lastLine} (local.get $0)) (i32.const 1))
       (then (call $write_earlier_line (local.get $0) (global.get $lines_back))))))
    (return)))
  (global.set $lines_back (i32.const 0))`;
  const lines = named(setSourceLine.text).split('\n');
  const first = lines.findIndex((line, index) => index > 0 && !line.startsWith('  (local $'));
  module.replaceFunction(setSourceLine.name, [...lines.slice(0, first), back, ...lines.slice(first)].join('\n'));
}
