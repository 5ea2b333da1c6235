/**
 * What a key in the terminal means to the script: the bytes for its standard input, and what the terminal echoes.
 * Keys are sent as they come, as over a board's serial line; there is no line editing here.
 */
export interface ConsoleKeys {
  readonly bytes: Uint8Array;
  readonly echo: string;
}

export function readKeys(typed: string): ConsoleKeys {
  const text = typed.replace(/\r\n?/g, '\n');
  return { bytes: new TextEncoder().encode(text), echo: isEchoed(text) ? text : '' };
}

/** Control characters and the escape sequences of arrow and function keys would only disturb the screen. */
function isEchoed(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  return !/[\x00-\x08\x0b-\x1f\x7f]/.test(text);
}
