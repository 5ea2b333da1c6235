/**
 * The shipped build words some errors with more detail than a board's, which has less room for texts: shipped text to
 * board's text. `%.0q` takes an argument and prints nothing of it; arguments behind the last that a text takes are ignored.
 */
/** The shipped build prints the text that is no integer behind it, which the relinking leaves out. */
export const INTEGER_TEXT = 'invalid syntax for integer with base %d: ';

export const BOARD_TEXTS: Readonly<Record<string, string>> = {
  '%q() takes %d positional arguments but %d were given': 'function%.0q takes %d positional arguments but %d were given',
  "module '%q' has no attribute '%q'": "'module' object has no attribute '%.0q%q'",
  "argument should be a '%q' not a '%q'": 'argument has wrong type%.0q%.0q',
  'unknown conversion specifier %c': 'bad conversion specifier',
  'end of format while looking for conversion specifier': 'bad conversion specifier',
  [INTEGER_TEXT]: 'invalid syntax for integer with base %d',
  '; JS with Emscripten': '; Generic ESP32 module with ESP32',
};
