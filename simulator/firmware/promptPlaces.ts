/**
 * Finds what the board's prompt is made of: the line editor, the function that takes the keys of the friendly REPL, and the
 * reader of a text that is run. Names are those of MicroPython's shared/runtime/pyexec.c and shared/readline.
 */
import { calls, FirmwareError, only, type WatFunction, type WatModule } from './wat';

export interface PromptPlaces {
  /** Gives the next character of a text to run, without the indentation that all its lines share. */
  readonly readText: WatFunction;
  readonly friendlyPrompt: FriendlyPrompt;
  readonly readlineInit: string;
  readonly readlineProcessCharacter: string;
}

export interface FriendlyPrompt {
  /** Takes the keys of the friendly REPL. */
  readonly prompt: WatFunction;
  /** Its condition for an empty line, and where it finds the line. */
  readonly emptyLine: string;
  readonly line: string;
  /** The local with what the line editor made of the key. */
  readonly key: string;
  /** Begins a further line of a statement, with its prompt. */
  readonly noteNewline: string;
}

export function findPrompt(module: WatModule): PromptPlaces {
  const init = module.function(first('pyexec_event_repl_init', calls(module.exported('mp_js_repl_init'))));
  const prompt = module.function(match('pyexec_friendly_repl_process_char', init, /\(call \$(\S+)\s+\(i32\.const 2\)\s+\)/)[1] ?? '');
  const [, key = '', readlineProcessCharacter = ''] = match(
    'readline_process_char',
    prompt,
    /\(local\.set (\$\d+)\s+\(call \$(\S+)\s+\(local\.get \$0\)\s+\)\s+\)/,
  );
  const [emptyLine, line = ''] = match(
    'the test for an empty line',
    prompt,
    /\(i32\.eqz\s+\(i32\.load offset=4\s+\(local\.tee \$\d+\s+(\(i32\.load offset=\d+\s+\(i32\.const \d+\)\s+\))\s+\)\s+\)\s+\)/,
  );
  return {
    readText: findReader(module),
    friendlyPrompt: { prompt, emptyLine, line, key, noteNewline: findNoteNewline(prompt) },
    readlineInit: match('readline_init', init, /\(call \$(\S+)\s+\(local\.get \$0\)\s+\(i32\.const \d+\)\s+\)/)[1] ?? '',
    readlineProcessCharacter,
  };
}

/** It is given the second prompt, in the first further line and in all others. */
function findNoteNewline({ text }: WatFunction): string {
  const [name, other] = [...text.matchAll(/\(call \$(\S+)\s+\(call \$\S+\s+\(i32\.const 2\)\s+\)\s+\)/g)].map((call) => call[1]);
  if (name === undefined || name !== other) throw new FirmwareError('readline_note_newline', 'not found twice in the prompt');
  return name;
}

/** `mp_reader_mem_dedent_readbyte`: after a line feed (10) it passes over as many characters as its fifth word says. */
function findReader(module: WatModule): WatFunction {
  return only(
    'mp_reader_mem_dedent_readbyte',
    module.functions.filter(
      ({ text }) =>
        /^ \(func \$\S+ \(param \$0 i32\) \(result i32\)\n/.test(text) &&
        ['(i32.load8_u', '(i32.const 10)', '(i32.const -1)', '(i32.load offset=12', '(i32.load offset=16', '(loop '].every((part) =>
          text.includes(part),
        ) &&
        !text.includes('(call '),
    ),
  );
}

function first(place: string, names: readonly string[]): string {
  const [name] = names;
  if (name === undefined) throw new FirmwareError(place, 'not found');
  return name;
}

/** The one match of a pattern in a function. */
function match(place: string, fn: WatFunction, pattern: RegExp): RegExpExecArray {
  const [found, second] = [...fn.text.matchAll(new RegExp(pattern, 'g'))];
  if (!found || second) throw new FirmwareError(place, found ? 'found more than once' : 'not found');
  return found;
}
