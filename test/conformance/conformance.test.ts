/** Every script in `cases/` must print on the simulated board what an ESP32 prints, to the letter. */
import { afterAll, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { SimulatedBoard } from '../../simulator/src';
import { DIST } from '../support/distFolders';
import { foldPatterns, readCases } from './caseFile';
import { runCase } from './runCase';

const board = new SimulatedBoard({ distFolder: DIST });
afterAll(() => board.dispose());

describe('a script prints on the simulated board what an ESP32 prints', () => {
  for (const tested of readCases(join(__dirname, 'cases'), join(__dirname, 'board'))) {
    it.concurrent(tested.title, { timeout: 40_000 }, async () => {
      const actual = await runCase(board, tested);
      expect(foldPatterns(actual, tested.expected)).toBe(tested.expected);
    });
  }
});
