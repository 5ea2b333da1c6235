/** Text that is pasted at the prompt of a board, as the terminal sends it: it arrives as it is, and what was typed before can be recalled. */
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import { keysOfPaste } from '../../../client/src/ui/pastedText';
import { PromptLine } from '../../../client/src/ui/promptLine';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { SerialConsole } from '../../support/serialConsole';

const simulator = new SimulatedBoard({ distFolder: DIST });
afterAll(() => simulator.dispose());

const END = '\n>>> ';
const FUNCTION = `def classify(n):
    for i in range(2, n):
        if n % i == 0:
            return "even more" if i == 2 else "by %d" % i

    else:
\treturn "prime"

print([classify(n) for n in (7, 8, 9)])
`;
const PRINTED = "['prime', 'even more', 'by 3']\r\n>>> ";

class Prompt {
  private readonly line = new PromptLine();

  private constructor(private readonly serial: SerialConsole) {}

  static async open({ onTestFinished }: TestContext): Promise<Prompt> {
    const serial = await SerialConsole.open(simulator);
    onTestFinished(() => serial.board.dispose());
    await serial.board.boot();
    const prompt = new Prompt(serial);
    await prompt.until('>>> ');
    return prompt;
  }

  async until(end: string): Promise<string> {
    const text = await this.serial.until(end);
    this.line.take(text);
    return text;
  }

  type(keys: string, end: string): Promise<string> {
    this.serial.send(keys);
    return this.until(end);
  }

  paste(text: string, end: string): Promise<string> {
    return this.type(keysOfPaste(text, this.line.state), end);
  }
}

describe.concurrent('a paste of several lines', () => {
  it('runs as it is, with its own indentation and empty lines', async (test) => {
    const prompt = await Prompt.open(test);
    expect(await prompt.paste(FUNCTION, PRINTED)).toContain('=== \r\n=== print([classify');
    expect(await prompt.paste(FUNCTION.replace(/^/gm, '    '), PRINTED)).toContain('\r\n=== def classify(n):\r\n===     for i');
  });

  it('leaves the history as it is, and a pasted line is in it', async (test) => {
    const prompt = await Prompt.open(test);
    await prompt.type('first = 1\r', END);
    await prompt.paste('second = 2\n', END);
    await prompt.paste(FUNCTION, PRINTED);
    expect(await prompt.type('\x1b[A', '2')).toBe('second = 2');
    expect(await prompt.type('\x1b[A\r', END)).toContain('first = 1\r\n>>> ');
  });

  it('goes where the cursor is in a line that was begun, corrected and recalled', async (test) => {
    const prompt = await Prompt.open(test);
    await prompt.type('print(x)\r', END);
    await prompt.type('\x1b[A', 'print(x)');
    await prompt.type('\x1b[D', '\b');
    await prompt.type('\x7f', ')\b');
    expect(await prompt.paste('1 +\n   2,\n"end"', 'end\r\n>>> ')).toContain('\r\n=== print(1 +\r\n===    2,\r\n=== "end")\r\n3 end\r\n');
  });

  it('keeps its indentation in a statement that was begun', async (test) => {
    const prompt = await Prompt.open(test);
    await prompt.type('for i in range(2):\r', '...     ');
    expect(await prompt.paste('if i:\n        print("one")\n    else:\n        print("none")\n', '... ')).toBeDefined();
    expect(await prompt.type('\r\r\r', 'one\r\n>>> ')).toContain('none\r\none\r\n');
  });

  it('is no shorter for being long', async (test) => {
    const prompt = await Prompt.open(test);
    const lines = Array.from({ length: 300 }, (_, i) => `    x${i % 7} = ${i}  # grüße ${'.'.repeat(40)}`);
    expect(await prompt.paste(`def f():\n${lines.join('\n')}\n    return x0, x6\nprint(f())`, '(294, 293)')).toBeDefined();
  });
});
