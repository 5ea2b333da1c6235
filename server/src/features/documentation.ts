/**
 * Docstrings as the stubs write them: a summary, details, and named sections (CONTRIBUTING.md has the list). Also what can be had of a
 * user's own docstrings: their text.
 */
import type { Statement } from '../syntax/ast';

export const SECTIONS = ['Args', 'Constants', 'Returns', 'Blocks', 'Raises', 'CPython', 'ESP32', 'Example', 'See'] as const;
export type SectionName = (typeof SECTIONS)[number];

const BOARD_SECTIONS: ReadonlySet<SectionName> = new Set(['Blocks', 'Raises', 'CPython', 'ESP32'] as const);

export interface Documentation {
  readonly summary: string;
  /** What follows the first paragraph. */
  readonly details: string;
  /** Bodies without their indentation. */
  readonly sections: ReadonlyMap<SectionName, string>;
}

/** The docstring of a module, class or function. */
export function docstringOf(body: readonly Statement[]): string | undefined {
  const [first] = body;
  return first?.kind === 'expression' && first.value.kind === 'string' ? first.value.value : undefined;
}

export function parseDocumentation(docstring: string): Documentation {
  const lines = dedent(docstring).split('\n');
  const sections = new Map<SectionName, string>();
  const free: string[] = [];
  let current: { name: SectionName; lines: string[] } | undefined;
  const finish = (): void => {
    if (current) sections.set(current.name, dedent(current.lines.join('\n')).trim());
  };
  for (const line of lines) {
    const name = sectionStart(line);
    if (name) {
      finish();
      current = { name, lines: [line.slice(name.length + 1)] };
    } else if (current && (line === '' || /^\s/.test(line))) current.lines.push(line);
    else {
      finish();
      current = undefined;
      free.push(line);
    }
  }
  finish();
  const [summary = '', ...details] = free
    .join('\n')
    .trim()
    .split(/\n\s*\n/);
  return { summary: summary.replaceAll('\n', ' '), details: details.join('\n\n').trim(), sections };
}

/** What only the API data of the board tells, for a hover beside another server's; undefined when there is nothing of the kind. */
export function boardFacts({ sections }: Documentation): Documentation | undefined {
  const kept = new Map([...sections].filter(([name]) => BOARD_SECTIONS.has(name)));
  return kept.size > 0 ? { summary: '', details: '', sections: kept } : undefined;
}

function sectionStart(line: string): SectionName | undefined {
  return SECTIONS.find((name) => line.startsWith(`${name}:`));
}

/** Without the indentation that all lines but the first share. */
function dedent(text: string): string {
  const [first = '', ...rest] = text.replaceAll('\r\n', '\n').split('\n');
  const indents = rest.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const common = first.trim() === '' || indents.length > 0 ? Math.min(...indents, Infinity) : 0;
  const width = Number.isFinite(common) ? common : 0;
  return [first.trim() === '' ? '' : first, ...rest.map((line) => line.slice(Math.min(width, line.length)))].join('\n').trimEnd();
}

/** `name: text` lines of a section such as Args, continued lines joined. */
export function entriesOf(section: string): { readonly name: string; readonly text: string }[] {
  const entries: { name: string; text: string }[] = [];
  for (const line of section.split('\n')) {
    const start = /^([^\s:][^:]*):\s*(.*)$/.exec(line);
    const last = entries.at(-1);
    if (start) entries.push({ name: (start[1] ?? '').trim(), text: start[2] ?? '' });
    else if (last && line.trim() !== '') last.text += ` ${line.trim()}`;
    else if (line.trim() !== '') entries.push({ name: '', text: line.trim() });
  }
  return entries;
}
