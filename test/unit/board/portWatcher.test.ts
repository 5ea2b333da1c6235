/** Ports that come and go: what is told, and that nothing is asked while nobody listens. */
import { describe, expect, it, type TestContext } from 'vitest';
import { PortWatcher, type PortChange } from '../../../board/src';
import { rankPorts } from '../../../board/src/ports/boardPort';

class FakePorts {
  paths: string[] | undefined = [];
  askedCount = 0;
  private onAsked: () => void = () => undefined;

  readonly list = () => {
    this.askedCount++;
    this.onAsked();
    return this.paths ? Promise.resolve(rankPorts(this.paths.map((path) => ({ path })))) : Promise.reject(new Error('not now'));
  };

  /** Resolves when it has been asked so many times more. */
  async asked(times: number): Promise<void> {
    const end = this.askedCount + times;
    while (this.askedCount < end) await new Promise<void>((resolve) => (this.onAsked = resolve));
  }
}

function watched({ onTestFinished }: TestContext, ...paths: string[]) {
  const ports = new FakePorts();
  ports.paths = paths;
  const watcher = new PortWatcher({ intervalMs: 1, list: ports.list });
  onTestFinished(() => watcher.dispose());
  const next = () =>
    new Promise<PortChange>((resolve) => {
      const subscription = watcher.onDidChange((change) => {
        subscription.dispose();
        resolve(change);
      });
    });
  return { ports, watcher, next };
}

const paths = ({ ports, added, removed }: PortChange) => [ports, added, removed].map((list) => list.map(({ path }) => path));

describe('a watcher of ports', () => {
  it('tells all ports first, then what was added and removed', async (test) => {
    const { ports, watcher } = watched(test, 'a');
    const changes: string[][][] = [];
    watcher.onDidChange((change) => changes.push(paths(change)));
    await ports.asked(2);
    ports.paths = ['a', 'b'];
    await ports.asked(2);
    ports.paths = ['b'];
    await ports.asked(3);
    expect(changes).toEqual([
      [['a'], ['a'], []],
      [['a', 'b'], ['b'], []],
      [['b'], [], ['a']],
    ]);
  });

  it('asks nobody before the first listener came, and after the last one left', async (test) => {
    const { ports, watcher } = watched(test, 'a');
    expect(ports.askedCount).toBe(0);
    const first = watcher.onDidChange(() => undefined);
    const second = watcher.onDidChange(() => undefined);
    await ports.asked(2);
    first.dispose();
    first.dispose();
    await ports.asked(2);
    second.dispose();
    const { askedCount } = ports;
    // A timer that was left would fire before this later one.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(ports.askedCount).toBe(askedCount);
  });

  it('begins anew for who listens later', async (test) => {
    const { next } = watched(test, 'a');
    expect(paths(await next())).toEqual([['a'], ['a'], []]);
    expect(paths(await next())).toEqual([['a'], ['a'], []]);
  });

  it('goes on when the system fails to tell once', async (test) => {
    const { ports, next } = watched(test);
    ports.paths = undefined;
    const change = next();
    await ports.asked(2);
    ports.paths = ['a'];
    expect(paths(await change)).toEqual([['a'], ['a'], []]);
  });
});
