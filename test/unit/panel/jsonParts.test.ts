import { describe, expect, test } from 'vitest';
import { type JsonPartKind, jsonParts } from '../../../panel/src/jsonParts';
import { seededRandom } from '../../support/random';

/** `name:"a"` for each part that has a colour. */
function coloured(text: string): string[] {
  return jsonParts(text)
    .filter(({ kind }) => kind !== 'other')
    .map((part) => `${part.kind}:${part.text}`);
}

function joined(text: string, maxParts?: number): string {
  return jsonParts(text, maxParts)
    .map((part) => part.text)
    .join('');
}

test('names, strings, numbers and words have their own colours', () => {
  expect(coloured('{\n  "city": "Genève",\n  "degrees" : -21.5e+3,\n  "sensors": [true, false, null, 0]\n}')).toEqual([
    'name:"city"',
    'string:"Genève"',
    'name:"degrees"',
    'number:-21.5e+3',
    'name:"sensors"',
    'word:true',
    'word:false',
    'word:null',
    'number:0',
  ]);
});

test('what is inside a string is part of it', () => {
  expect(coloured('["a \\" b", "\\\\", "true: 1, {}"]')).toEqual(['string:"a \\" b"', 'string:"\\\\"', 'string:"true: 1, {}"']);
});

test.each<[string, string, string[]]>([
  ['a string that is cut off', '{"a": "bcd', ['name:"a"', 'string:"bcd']],
  ['a string that is cut off at an escape', '["bcd\\', ['string:"bcd\\']],
  ['a string without its end costs one line only', '["bcd\n1, "e"', ['string:"bcd', 'number:1', 'string:"e"']],
  ['an escape does not take the line end along', '["bcd\\\n1', ['string:"bcd\\', 'number:1']],
  ['words that JSON does not have', 'truely nulls None -', []],
  ['nothing', '', []],
])('%s', (_name, text, parts) => {
  expect(coloured(text)).toEqual(parts);
  expect(joined(text)).toBe(text);
});

test('there are no more parts than were asked for, and nothing is lost', () => {
  const text = `[${'1,'.repeat(5000)}"end"]`;
  for (const maxParts of [1, 2, 3, 10, 101]) {
    expect(jsonParts(text, maxParts).length).toBeLessThanOrEqual(maxParts);
    expect(joined(text, maxParts)).toBe(text);
  }
});

describe('any text', () => {
  const pieces = [
    '"',
    '\\',
    '\n',
    ':',
    ' ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '-',
    '+',
    '.',
    'e',
    '0',
    '7',
    'true',
    'null',
    '\u202e',
    '\ud800',
    '😀',
    '<b>',
    '\0',
    '\t',
  ];

  test('comes out whole, with strings, numbers and words in no other shape than they can have', () => {
    const random = seededRandom(7);
    const shapes: Readonly<Partial<Record<JsonPartKind, RegExp>>> = {
      name: /^"[^\n]*$/,
      string: /^"[^\n]*$/,
      number: /^-?\d[\w.+-]*$/,
      word: /^(true|false|null)$/,
    };
    for (let round = 0; round < 20_000; round++) {
      const length = Math.floor(random() * 40);
      const text = Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]).join('');
      const maxParts = random() < 0.5 ? undefined : 1 + Math.floor(random() * 20);
      const parts = jsonParts(text, maxParts);
      expect(joined(text, maxParts)).toBe(text);
      expect(parts.every((part) => part.text !== '' && (shapes[part.kind]?.test(part.text) ?? true))).toBe(true);
    }
  });

  test.each([
    ['quotes', '"'],
    ['escapes', '\\'],
    ['strings and a long way to a colon', `""${' '.repeat(50)}`],
    ['minus signs', '-'],
    ['digits', '9'],
    ['words', 'nulltrue'],
  ])('takes time in proportion: %s', (_name, piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    expect(joined(text)).toBe(text); // Within the test's time, which a square of the length would not be.
    expect(joined(`"${text}`)).toBe(`"${text}`);
  });
});
