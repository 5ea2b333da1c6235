import { describe, expect, it } from 'vitest';
import { nextDueMs } from '../../../simulator/src/host/hardwareTimers';

describe('the grid of a periodic timer', () => {
  it.each([
    [0, 100, 0, 100],
    [0, 100, 99, 100],
    [100, 100, 130, 200],
    [100, 100, 450, 500],
    [0, 0, 0, 1],
  ])('after %d with period %d, at %d, the next tick is at %d', (last, period, now, next) => {
    expect(nextDueMs(last, period, now)).toBe(next);
  });
});
