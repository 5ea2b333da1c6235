/** Which run is meant where two targets may run something. */
import { afterEach, describe, expect, it } from 'vitest';
import { RunController } from '../../../client/src/runController';
import { RunsOfWindow } from '../../../client/src/runsOfWindow';
import { FakeRunTarget } from '../../support/fakeRunTarget';
import { aRequest } from './requests';

describe('of the runs in a window', () => {
  let usesPort = false;
  const simulated = new RunController(new FakeRunTarget());
  const atPort = new RunController(new FakeRunTarget());
  const runs = new RunsOfWindow(simulated, atPort, () => usesPort);

  const run = (controller: RunController, document: string): void => controller.run({ ...aRequest(document), document });

  afterEach(async () => {
    usesPort = false;
    for (const controller of [simulated, atPort]) {
      if (controller.state.kind === 'idle') continue;
      const idle = new Promise<void>((resolve) => controller.onDidChangeState(({ kind }) => kind === 'idle' && resolve()));
      controller.kill();
      await idle;
    }
  });

  it('none is there at first, and the target that Run takes is meant', () => {
    expect(runs.isRunning).toBe(false);
    expect(runs.documents).toEqual([]);
    expect(runs.meant).toBe(simulated);
    usesPort = true;
    expect(runs.meant).toBe(atPort);
  });

  it('the only one is meant, wherever it is', () => {
    run(atPort, 'main');
    expect(runs.meant).toBe(atPort);
    expect(runs.documents).toEqual(['main']);
    expect(runs.isRunning).toBe(true);
  });

  it('the one on the target that Run takes is meant, if there are two', () => {
    run(atPort, 'main');
    run(simulated, 'other');
    expect(runs.meant).toBe(simulated);
    usesPort = true;
    expect(runs.meant).toBe(atPort);
    expect(runs.documents).toEqual(['other', 'main']);
  });

  it('the one of a document is meant by that document', () => {
    run(atPort, 'main');
    run(simulated, 'other');
    expect(runs.meantBy('main')).toBe(atPort);
    expect(runs.meantBy('other')).toBe(simulated);
    expect(runs.meantBy('elsewhere')).toBe(simulated);
    expect(runs.meantBy(undefined)).toBe(simulated);
  });

  it('the one on the target that Run takes is meant by a document that runs on both', () => {
    run(atPort, 'main');
    run(simulated, 'main');
    usesPort = true;
    expect(runs.meantBy('main')).toBe(atPort);
  });

  it('a change is told, also that one has ended', async () => {
    const told: boolean[] = [];
    const subscription = runs.onDidChange(() => told.push(runs.isRunning));
    run(simulated, 'main');
    await new Promise<void>((resolve) => {
      simulated.onDidChangeState(({ kind }) => kind === 'idle' && resolve());
      simulated.kill();
    });
    subscription.dispose();
    expect(told[0]).toBe(true);
    expect(told.at(-1)).toBe(false);
  });
});
