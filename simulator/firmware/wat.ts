/**
 * A WebAssembly module in Binaryen's text form, cut into its top-level items, so that functions can be looked at and
 * replaced by name. It knows how Binaryen prints (one item per line group, bodies indented) and nothing of what the
 * functions do.
 */

export interface WatFunction {
  readonly name: string;
  readonly text: string;
  /** Position among the module's functions. */
  readonly index: number;
}

/** Something that the relinking needs was not found, or was found more than once. */
export class FirmwareError extends Error {
  readonly code = 'FIRMWARE';

  constructor(place: string, detail: string) {
    super(`Cannot relink MicroPython: ${place}: ${detail}. The package's build differs from those this step knows.`);
    this.name = 'FirmwareError';
  }
}

export class WatModule {
  private readonly items: { text: string }[] = [];
  private readonly itemOfFunction = new Map<string, { text: string }>();
  private readonly addedImports: string[] = [];
  readonly functions: readonly WatFunction[];

  constructor(text: string) {
    const functions: WatFunction[] = [];
    // Binaryen indents each top-level item by one space and everything inside it by more.
    const body = text.slice(text.indexOf('\n') + 1, text.lastIndexOf('\n)'));
    for (const text of body.split(/\n(?= \()/)) {
      const item = { text };
      const name = /^ \(func \$(\S+)/.exec(text)?.[1];
      if (name !== undefined) {
        this.itemOfFunction.set(name, item);
        functions.push({ name, text, index: functions.length });
      }
      this.items.push(item);
    }
    this.functions = functions;
  }

  function(name: string): WatFunction {
    const found = this.functions.find((candidate) => candidate.name === name);
    if (!found) throw new FirmwareError(`function ${name}`, 'not in the module');
    return found;
  }

  /** The function behind an export. */
  exported(name: string): WatFunction {
    const target = this.match(new RegExp(`\\(export "${name}" \\(func \\$(\\S+)\\)\\)`), `export ${name}`)[1];
    return this.function(target ?? '');
  }

  /** The internal name of an imported function, undefined if it is not imported. */
  importName(name: string): string | undefined {
    return new RegExp(`\\(import "\\S+" "${name}" \\(func \\$([^\\s)]+)`).exec(this.headText())?.[1];
  }

  /** Every imported function: external name, internal name, and signature text such as `(param i32) (result i32)`. */
  imports(): readonly { readonly external: string; readonly internal: string; readonly signature: string }[] {
    return [...this.headText().matchAll(/\(import "\S+" "(\S+)" \(func \$(\S+?)((?: \((?:param|result) [^)]*\))*)\)\)/g)].map((match) => ({
      external: match[1] ?? '',
      internal: match[2] ?? '',
      signature: (match[3] ?? '').trim(),
    }));
  }

  /** Name of the function at an index of the function table. */
  tableEntry(index: number): string {
    const [, offset, names] = this.match(/\(elem \$\S+ \(i32\.const (\d+)\) ((?:\$\S+ ?)+)\)/, 'table contents');
    const name = (names ?? '').trim().split(' ')[index - Number(offset)];
    if (name === undefined) throw new FirmwareError(`table entry ${index}`, 'beyond the table');
    return name.slice(1);
  }

  /** Address of a NUL-terminated string of the module's data. */
  stringAddress(text: string): number {
    const wanted = Buffer.from(`${text}\0`, 'latin1');
    const addresses = this.items.flatMap((item) => {
      const segment = /^ \(data \$\S+ \(i32\.const (\d+)\) "(.*)"\)$/s.exec(item.text);
      const position = segment ? dataBytes(segment[2] ?? '').indexOf(wanted) : -1;
      return position < 0 ? [] : [Number(segment?.[1]) + position];
    });
    const [address, second] = addresses;
    if (address === undefined || second !== undefined) throw new FirmwareError(`the text "${text}"`, `found ${addresses.length} times`);
    return address;
  }

  /** The value of an exported constant global. */
  constantExport(name: string): number {
    const global = this.match(new RegExp(`\\(export "${name}" \\(global (\\S+)\\)\\)`), `export ${name}`)[1] ?? '';
    const value = this.match(
      new RegExp(`\\(global ${global.replaceAll('$', '\\$')} i32 \\(i32\\.const (\\d+)\\)\\)`),
      `global ${global}`,
    )[1];
    return Number(value);
  }

  replaceFunction(name: string, text: string): void {
    const item = this.itemOfFunction.get(name);
    if (item === undefined) throw new FirmwareError(`function ${name}`, 'not in the module');
    item.text = text;
  }

  /** Defines a function that was imported. */
  defineImport(internal: string, definition: string): void {
    const item = this.items.find(({ text }) => text.startsWith(' (import') && /\(func \$([^\s)]+)/.exec(text)?.[1] === internal);
    if (!item) throw new FirmwareError(`import ${internal}`, 'not in the module');
    item.text = '';
    this.add(definition);
  }

  /** Rewrites the items that match; an edit that returns undefined removes the item. */
  editItems(pattern: RegExp, edit: (item: string) => string | undefined): void {
    for (const item of this.items) {
      if (pattern.test(item.text)) item.text = edit(item.text) ?? '';
    }
  }

  addImport(text: string): void {
    this.addedImports.push(text);
  }

  add(text: string): void {
    this.items.push({ text });
  }

  toString(): string {
    return `(module\n${[...this.addedImports, ...this.items.map(({ text }) => text)].join('\n')}\n)\n`;
  }

  private headText(): string {
    return this.items
      .map(({ text }) => text)
      .filter((text) => !text.startsWith(' (func'))
      .join('\n');
  }

  private match(pattern: RegExp, place: string): RegExpExecArray {
    const match = pattern.exec(this.headText());
    if (!match) throw new FirmwareError(place, 'not in the module');
    return match;
  }
}

/** The bytes of a data segment, from the text form's escapes. */
function dataBytes(text: string): Buffer {
  const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
  const decoded = text.replace(/\\([0-9a-f]{2}|.)/gs, (_, escape: string) =>
    escape.length === 2 ? String.fromCharCode(parseInt(escape, 16)) : (named[escape] ?? escape),
  );
  return Buffer.from(decoded, 'latin1');
}

/** Names of the functions that a function calls directly, in order. */
export function calls(fn: WatFunction): readonly string[] {
  return [...fn.text.matchAll(/\(call \$([^\s)]+)/g)].map((match) => match[1] ?? '');
}

/** The one function that satisfies a condition; an error that names the place if there is none or more than one. */
export function only(place: string, candidates: readonly WatFunction[]): WatFunction {
  const [first, second] = candidates;
  if (!first) throw new FirmwareError(place, 'not found');
  if (second) throw new FirmwareError(place, `found ${candidates.length} times`);
  return first;
}
