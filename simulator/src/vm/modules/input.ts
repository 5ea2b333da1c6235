/**
 * `input`. On a serial line it is a board's: the VM's line editor, with echo, history and control characters. In a run that
 * ends with its script the terminal echoes, and what comes is a line of text.
 */
import type { Ref } from '../objects';
import type { Vm } from '../vm';

const [CTRL_C, CTRL_D, BACKSPACE, LF, CR, DELETE] = [0x03, 0x04, 0x08, 0x0a, 0x0d, 0x7f];

export function replaceInput(vm: Vm): void {
  const { objects, natives, image } = vm;
  const readLine = vm.console.isSerialLine ? new LineEditor(vm) : new PlainLines(vm);
  const input = natives.function(0, 1, (prompt?: Ref) => {
    if (prompt !== undefined) vm.console.print(objects.text(objects.make('str', prompt)));
    return readLine.read();
  });
  const entry = objects.entry(objects.moduleDict(objects.importModule('builtins')), 'input');
  if (entry) image.setWord(entry.valueAddress, input);
}

/** Words of `vstr_t`. */
const LineOffset = { allocated: 0, length: 4, text: 8, isFixed: 12 } as const;
const LINE_BYTES = 16;
const FIRST_TEXT_BYTES = 16;

class LineEditor {
  /** The word that keeps the line, which lies in the heap, from the collector. */
  private readonly slot: number;
  private readonly noPrompt: number;

  constructor(private readonly vm: Vm) {
    this.slot = vm.objects.roots.permanentSlot();
    this.noPrompt = vm.image.staticString('');
  }

  read(): Ref {
    const { image, io, errors, objects } = this.vm;
    const { exports } = image;
    const line = this.newLine();
    try {
      exports.readline_init(line, this.noPrompt);
      for (;;) {
        const end = exports.readline_process_char(io.readCharacter());
        if (end < 0) continue;
        if (end === CTRL_C) return errors.raise('KeyboardInterrupt');
        const length = image.word(line + LineOffset.length);
        if (end === CTRL_D && length === 0) return errors.raise('EOFError');
        return objects.strFromUtf8(image.bytes(image.word(line + LineOffset.text), length).slice());
      }
    } finally {
      // The editor has the line until it gets another, and asks whether it is empty.
      image.setWord(line + LineOffset.length, 0);
    }
  }

  private newLine(): number {
    const { image } = this.vm;
    if (image.word(this.slot) === 0) {
      const made = image.exports.m_malloc(LINE_BYTES);
      image.bytes(made, LINE_BYTES).fill(0);
      image.setWord(this.slot, made);
    }
    const line = image.word(this.slot);
    image.setWord(line + LineOffset.text, image.exports.m_malloc(FIRST_TEXT_BYTES));
    image.setWord(line + LineOffset.allocated, FIRST_TEXT_BYTES);
    image.setWord(line + LineOffset.length, 0);
    return line;
  }
}

/** The only editing is to erase the last character. */
class PlainLines {
  private endedWithReturn = false;

  constructor(private readonly vm: Vm) {}

  read(): Ref {
    const { io, objects, errors } = this.vm;
    const line: number[] = [];
    for (;;) {
      const code = io.readCharacter();
      // A pair of carriage return and line feed ends one line, not two.
      const isSecondOfPair = this.endedWithReturn && code === LF && line.length === 0;
      this.endedWithReturn = code === CR;
      if (isSecondOfPair) continue;
      // Ctrl-D ends the input, as it does at the board's prompt; what stands before it is still a line.
      if (code === CTRL_D && line.length === 0) return errors.raise('EOFError');
      if (code === LF || code === CR || code === CTRL_D) return objects.strFromUtf8(Uint8Array.from(line));
      if (code === BACKSPACE || code === DELETE) eraseCharacter(line);
      else line.push(code);
    }
  }
}

/** Erases the last character of UTF-8 text: continuation bytes, then the byte before them. */
function eraseCharacter(text: number[]): void {
  while (((text.pop() ?? 0) & 0xc0) === 0x80);
}
