import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BoardFeed } from '../../../client/src/boardView/boardFeed';
import type { BoardPicture, ToBoardView } from '../../../shared/src';

const picture: BoardPicture = {
  name: '',
  activity: { kind: 'prompt' },
  pins: [],
  strips: [],
  radio: { station: { kind: 'off' } },
  resetCause: 'powerOn',
  sockets: [],
};
let posted: ToBoardView[];
let feed: BoardFeed;

beforeEach(() => {
  vi.useFakeTimers();
  posted = [];
  feed = new BoardFeed(
    () => picture,
    (message) => posted.push(message),
  );
});

afterEach(() => {
  feed.close();
  vi.useRealTimers();
});

test('a page that opens gets the picture, and nothing before', () => {
  feed.changed();
  expect(posted).toEqual([]);
  feed.open();
  expect(posted).toEqual([{ kind: 'board', board: picture }]);
});

test('the next picture waits until the last one is shown, and is one for all that changed', () => {
  feed.open();
  vi.advanceTimersByTime(1000);
  for (let i = 0; i < 100; i++) feed.changed();
  expect(posted.length).toBe(1);
  feed.shown();
  expect(posted.length).toBe(2);
  feed.shown();
  vi.advanceTimersByTime(1000);
  expect(posted.length).toBe(2);
});

test('no more than 30 pictures a second go to a page that is quick', () => {
  feed.open();
  for (let ms = 0; ms < 1000; ms++) {
    feed.shown();
    feed.changed();
    vi.advanceTimersByTime(1);
  }
  expect(posted.length).toBeGreaterThan(20);
  expect(posted.length).toBeLessThanOrEqual(31);
});

test('a page that is opened again gets the picture again', () => {
  feed.open();
  feed.close();
  vi.advanceTimersByTime(1000);
  feed.open();
  expect(posted.length).toBe(2);
});
