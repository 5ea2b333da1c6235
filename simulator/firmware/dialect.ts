/**
 * The shipped build's Python is not quite a board's: it has template strings, which a board's firmware leaves out, and looks
 * for only two of the methods for `*=` and its like, where a board looks for all. Names are those of MicroPython's py/lexer.c
 * and py/objtype.c.
 */
import { only, type WatFunction, type WatModule } from './wat';

export interface DialectPlaces {
  /** Tells whether a string begins at the lexer's character: the next three lie at offset 16 (a word), 20 and 21 (bytes). */
  readonly beginsString: WatFunction;
  /** Does an operator on an object of a class of the script. */
  readonly instanceOperator: WatFunction;
  /** In it: the number of the method's name, from a table of bytes. */
  readonly methodName: string;
}

/** MP_BINARY_OP_INPLACE_OR, and how many operators from there on end with `=`. */
const FIRST_IN_PLACE = 9;
export const IN_PLACE_COUNT = 13;

const METHOD_NAME =
  /\(i32\.store offset=20\s+\(local\.get \$\d+\)\s+\(i32\.const 12\)\s+\)\s+\(i32\.store offset=16\s+\(local\.get \$\d+\)\s+(\(i32\.load8_u offset=\d+\s+\(local\.get \$0\)\s+\))/;

export function findDialectPlaces(module: WatModule): DialectPlaces {
  const beginsString = only(
    'is_string_or_bytes',
    module.functions.filter(
      ({ text }) =>
        /^ \(func \$\S+ \(param \$0 i32\) \(result i32\)\n/.test(text) &&
        ['(i32.load offset=16', '(i32.load8_u offset=20', '(i32.load8_u offset=21', '(i32.const 34)', '(i32.const 39)'].every((part) =>
          text.includes(part),
        ) &&
        !text.includes('(call '),
    ),
  );
  const instanceOperator = only(
    'instance_binary_op',
    module.functions.filter(({ text }) => METHOD_NAME.test(text)),
  );
  return { beginsString, instanceOperator, methodName: METHOD_NAME.exec(instanceOperator.text)?.[1] ?? '' };
}

/** `named` gives a function's text with the stack pointer under its name. */
export function speakAsBoard(
  module: WatModule,
  { beginsString, instanceOperator, methodName }: DialectPlaces,
  named: (text: string) => string,
): void {
  // `t` and `rt` before a quote are the name of something there, as any other letters.
  const isTemplate = `
  (if (i32.or
       (i32.eq (i32.load offset=16 (local.get $0)) (i32.const 116))
       (i32.and
        (i32.eq (i32.load offset=16 (local.get $0)) (i32.const 114))
        (i32.eq (i32.load8_u offset=20 (local.get $0)) (i32.const 116))))
   (then (return (i32.const 0))))`;
  module.replaceFunction(beginsString.name, afterLocals(beginsString.text, isTemplate));

  // The table's bytes have no room for names that are not the image's own: the worker makes a table of 16-bit numbers.
  module.add(' (global $in_place_methods (mut i32) (i32.const 0))');
  module.add(` (func $operator_method (param $0 i32) (result i32)
  (if (i32.and (i32.ne (global.get $in_place_methods) (i32.const 0))
       (i32.lt_u (i32.sub (local.get $0) (i32.const ${FIRST_IN_PLACE})) (i32.const ${IN_PLACE_COUNT})))
   (then (return
    (i32.load16_u
     (i32.add (global.get $in_place_methods) (i32.shl (i32.sub (local.get $0) (i32.const ${FIRST_IN_PLACE})) (i32.const 1)))))))
  ${methodName}
 )`);
  module.replaceFunction(instanceOperator.name, named(instanceOperator.text).replace(methodName, '(call $operator_method (local.get $0))'));
}

function afterLocals(text: string, code: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line, i) => i > 0 && !line.startsWith('  (local $'));
  return [...lines.slice(0, first), code, ...lines.slice(first)].join('\n');
}
