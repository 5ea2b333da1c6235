/** Every script in `cases/`, and the example, must print on the simulated board what an ESP32 prints, to the letter. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SimulatedBoard } from '../../simulator/src';
import { DIST, ROOT } from '../support/distFolders';
import { foldPatterns, readCases, type ConformanceCase } from './caseFile';
import { expectedOf, runCase } from './runCase';

const CASES = join(__dirname, 'cases');
const board = new SimulatedBoard({ distFolder: DIST });
afterAll(() => board.dispose());

/** The program of the book's chapter; it lies where users find it, and so has no comment for this harness in it. */
const example: ConformanceCase = {
  title: 'examples/http_get.py',
  scriptName: 'http_get.py',
  source: readFileSync(join(ROOT, 'examples', 'http_get.py'), 'utf8'),
  folder: join(ROOT, 'examples'),
  sharedFiles: [],
  peers: new Map([['www.example.com', 'http']]),
  clients: [],
  reactions: [],
  board: undefined,
  heapSizeBytes: undefined,
  accessPoints: [],
  startWhen: '',
  expected: readFileSync(join(CASES, 'example.expected.txt'), 'utf8'),
};

describe('a script prints on the simulated board what an ESP32 prints', () => {
  for (const tested of [...readCases(CASES, join(__dirname, 'board')), example]) {
    it.concurrent(tested.title, { timeout: 120_000 }, async () => {
      const actual = await runCase(board, tested);
      const expected = expectedOf(tested);
      expect(foldPatterns(actual, expected)).toBe(expected);
    });
  }
});
