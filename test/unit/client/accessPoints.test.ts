import { expect, test } from 'vitest';
import { parseAccessPoints } from '../../../client/src/accessPoints';

test('networks are taken as they are described', () => {
  const accessPoints = [{ ssid: 'home', key: 'my password', security: 'wpa3', delayMs: 0 }, { ssid: 'open' }];
  expect(parseAccessPoints(accessPoints)).toEqual({ accessPoints, problems: [] });
});

test.each([
  [{}, 'an access point has no name; give it an "ssid"'],
  ['home', 'an access point has no name; give it an "ssid"'],
  [{ ssid: 'x'.repeat(33) }, `access point "${'x'.repeat(33)}": its name is longer than 32 bytes; shorten it`],
  [{ ssid: 'home', password: '12345678' }, /^access point "home": it has no property "password"; there are ssid, key, /],
  [{ ssid: 'home', key: 12345678 }, 'access point "home": its key is 12345678; it must be a text'],
  [{ ssid: 'home', hidden: 'yes' }, 'access point "home": its hidden is "yes"; it must be true or false'],
  [{ ssid: 'home', delayMs: 0.5 }, 'access point "home": its delayMs is 0.5; it must be a whole number from 0 to 600000'],
])('%j is left out, and told', (entry, problem) => {
  expect(parseAccessPoints([entry, { ssid: 'open' }])).toEqual({
    accessPoints: [{ ssid: 'open' }],
    problems: [typeof problem === 'string' ? problem : expect.stringMatching(problem)],
  });
});

test('a setting of another type lists nothing', () => {
  expect([undefined, null, 'home', { ssid: 'home' }].map((setting) => parseAccessPoints(setting).accessPoints)).toEqual([[], [], [], []]);
});
