/**
 * The shipped build words some errors with more detail than a board's, which has less room for texts: shipped text to
 * board's text. `%.0q` takes an argument and prints nothing of it. One more differs that cannot be changed this way,
 * because it is put together by code: `int('x')` says `invalid syntax for integer with base 10: 'x'`.
 */
export const BOARD_TEXTS: Readonly<Record<string, string>> = {
  '%q() takes %d positional arguments but %d were given': 'function%.0q takes %d positional arguments but %d were given',
  "module '%q' has no attribute '%q'": "'module' object has no attribute '%.0q%q'",
  "argument should be a '%q' not a '%q'": 'argument has wrong type%.0q%.0q',
  '; JS with Emscripten': '; Generic ESP32 module with ESP32',
};
