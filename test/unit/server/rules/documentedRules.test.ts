/** Every rule has a section in docs/diagnostics.md, whose bad example it reports, alone, and whose good example nothing reports. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { diagnose, type Diagnostic } from '../../../../server/src/diagnostics/diagnose';
import { RULES } from '../../../../server/src/diagnostics/rules';
import { ROOT } from '../../../support/distFolders';
import { readMarked } from '../../../support/markedSource';

const PAGE = fs.readFileSync(path.join(ROOT, 'docs/diagnostics.md'), 'utf8');

function sectionOf(code: string): string {
  const section = PAGE.split(/^## /m).find((text) => text.startsWith(`${code}\n`));
  if (section === undefined) throw new Error(`docs/diagnostics.md has no section ${code}.`);
  return section;
}

function exampleOf(code: string, title: 'Bad' | 'Good'): string {
  const example = new RegExp(`^${title}:\\n\\n\`\`\`python\\n([^]*?)^\`\`\``, 'm').exec(sectionOf(code))?.[1];
  if (example === undefined) throw new Error(`The section ${code} has no ${title.toLowerCase()} example.`);
  return example;
}

/** An example that is not main.py says so in its first line, and has a main.py beside it. */
const NAMED = /^# (\w+\.py), beside a (main\.py)\n/;

function report(text: string): Diagnostic[] {
  const [, name, beside] = NAMED.exec(text) ?? [];
  const { engine, file } = readMarked(text, beside === undefined ? {} : { [beside]: '' }, name);
  return diagnose(engine, file, {
    settings: {},
    onFailure: (rule, error) => {
      throw new Error(`The rule ${rule.code} failed.`, { cause: error });
    },
  });
}

function apply(text: string, edits: readonly { readonly from: number; readonly to: number; readonly text: string }[]): string {
  return [...edits]
    .sort((a, b) => b.from - a.from)
    .reduce((rest, edit) => rest.slice(0, edit.from) + edit.text + rest.slice(edit.to), text);
}

/** Rules whose fix turns the bad example into the good one, to the letter. */
const FIXED_AS_DOCUMENTED = new Set([
  'connect-address',
  'address-from-getaddrinfo',
  'reuse-address',
  'http-blank-line',
  'http-line-end',
  'http-response-line-end',
  'http-host-value',
  'http-keep-alive',
  'wifi-keywords',
  'bytes-compared',
  'bytes-method-text',
  'str-of-bytes',
  'missing-await',
  'wifi-not-awaited',
  'text-plus-bytes',
  'tls-hostname',
  'pico-pin',
  'bare-except',
]);

/** Rules whose example a fix mends, though not to the letter of the good one. */
const FIXABLE = [...FIXED_AS_DOCUMENTED, 'timeout-unit', 'http-host', 'errno-number', 'blocking-in-async'];

for (const { code, severity } of RULES) {
  test(`${code} reports its bad example, and nothing reports the good one`, () => {
    expect(new Set(report(exampleOf(code, 'Bad')).map((problem) => problem.code))).toEqual(new Set([code]));
    expect(report(exampleOf(code, 'Good'))).toEqual([]);
    expect(sectionOf(code)).toContain(`*${severity}*`);
  });

  test(`a fix of ${code} leaves nothing to report`, () => {
    const bad = exampleOf(code, 'Bad');
    const fix = report(bad)[0]?.fixes?.()[0];
    if (fix === undefined) expect(FIXABLE).not.toContain(code);
    else expect(report(apply(bad, fix.edits)).filter((problem) => problem.code === code)).toEqual([]);
  });

  if (FIXED_AS_DOCUMENTED.has(code)) {
    test(`the preferred fix of ${code} makes the good example`, () => {
      const bad = exampleOf(code, 'Bad');
      expect(apply(bad, report(bad)[0]?.fixes?.()[0]?.edits ?? [])).toBe(exampleOf(code, 'Good'));
    });
  }
}

test('the table of common mistakes names rules that there are, and every mistake has one', () => {
  const rows = sectionOf('Common mistakes and what finds them').match(/^\| (?!mistake|---).*$/gm) ?? [];
  const known = new Set(RULES.map(({ code }) => code));
  expect(rows.length).toBe(33);
  for (const row of rows) {
    const codes = [...(row.split('|')[2] ?? '').matchAll(/`([^`]*)`/g)].map(([, code]) => code ?? '');
    expect(codes.filter((code) => !known.has(code))).toEqual([]);
    expect(codes, row).not.toEqual([]);
  }
});
