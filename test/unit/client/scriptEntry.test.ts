/** Above which line of a script the commands to run it stand. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scriptEntry } from '../../../client/src/source/scriptEntry';

const ROOT = join(__dirname, '..', '..', '..');

/** The line with `<-` is the one. */
const CASES: Readonly<Record<string, string>> = {
  'the first statement': '# a script\n\nimport socket  # <-\nprint(1)\n',
  'the first statement behind the text that describes it': '"""What it\nimport is\n"""\nimport socket  # <-\n',
  'the first statement, with other line ends': '#!x\r\n\r\nimport socket # <-\r\nx = 1\r\n',
  'the guard of the main program': 'import socket\ndef main():\n    pass\nif __name__ == "__main__":  # <-\n    main()\n',
  'the guard, wherever it is': "import a\nif __name__=='__main__': main() # <-\nx = 1\n",
  'the first statement where the guard is in a text': 'x = """  # <-\nif __name__ == "__main__":\n"""\ny = 2\n',
  'the call at the end': 'import asyncio\nasync def work():\n    pass\nasyncio.run(work())  # <-\n# end\n',
  'a call of main': 'def main():\n    pass\nmain()  # <-\n',
  'the first statement where main is called before the end': 'import a  # <-\nmain()\nprint("end")\n',
  'the first statement where the call at the end is another': 'import a  # <-\nprint("main()")\n',
  'the first statement where what looks like a call is inside brackets': 'x = [  # <-\n1,\nmain()]\n',
  'the first statement where a backslash joins lines': 'x = 1 + \\\nmain()\n',
  'the call behind a string with quotes and brackets': "s = \"([{\\\"\" + '\"'\nt = '''(\n\"\"\"\n'''\nmain()  # <-\n",
};

describe('a script begins at', () => {
  it.for(Object.entries(CASES))('%s', ([, source]) => {
    const line = source.split(/\r?\n/).findIndex((text) => text.includes('<-'));
    expect(scriptEntry(source)).toBe(Math.max(0, line));
  });

  it('nothing in a file without a statement', () => {
    for (const source of ['', '\n\n', '# only\n  # this', '"""a text"""\n']) expect(scriptEntry(source)).toBeUndefined();
  });

  it('one of its statements, in every example', () => {
    const examples = readdirSync(join(ROOT, 'examples')).filter((name) => name.endsWith('.py'));
    expect(examples.length).toBeGreaterThan(1);
    for (const name of examples) {
      const source = readFileSync(join(ROOT, 'examples', name), 'utf8');
      expect(source.split('\n')[scriptEntry(source) ?? -1], name).toMatch(/^(?:import|from|if __name__|\w+\.run\(|main\()/);
    }
  });
});
