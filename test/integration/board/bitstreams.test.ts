/** What strips of LEDs are sent reaches whoever watches the board. */
import { afterAll, expect, it } from 'vitest';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { ObservedRun } from '../../support/runs';

const simulator = new SimulatedBoard({ distFolder: DIST });
afterAll(() => simulator.dispose());

const SOURCE = `
from machine import Pin
from neopixel import NeoPixel
strip, other = NeoPixel(Pin(5), 2), NeoPixel(Pin(18), 1, bpp=4)
for level in range(1000):
    strip.fill((level % 256, 0, 0))
    strip.write()
strip[0], strip[1] = (1, 2, 3), (4, 5, 6)
strip.write()
other[0] = (7, 8, 9, 10)
other.write()
`;

it('tells the last colours of each pin, as they were sent, and not every step of an animation', async () => {
  const run = await ObservedRun.startScript(
    simulator,
    { name: 'strip.py', source: SOURCE },
    { network: 'none', aliases: [], heapSizeBytes: 128 * 1024 },
  );
  expect(await run.done).toEqual({ kind: 'completed' });
  const sent = run.events.flatMap((event) => (event.kind === 'neopixel' ? [{ pin: event.pin, colors: [...event.colors] }] : []));
  expect(sent.filter(({ pin }) => pin === 5).at(-1)?.colors).toEqual([2, 1, 3, 5, 4, 6]);
  expect(sent.filter(({ pin }) => pin === 18)).toEqual([{ pin: 18, colors: [8, 7, 9, 10] }]);
  expect(sent.length).toBeLessThan(500);
});
