/** `ports` of the built command line, on whatever ports this computer has. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listPorts } from '../../../board/src';
import { CliBench } from '../../support/cli';

let bench: CliBench;
beforeAll(async () => {
  bench = await CliBench.create();
});
afterAll(() => bench.remove());

it('has a line for each port, or says that there is none', async () => {
  const ports = await listPorts();
  const { code, stdout } = await bench.run('ports');
  expect(code).toBe(0);
  if (ports.length === 0) expect(stdout).toContain('There is no serial port.');
  else
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(ports.map(({ path }) => path));
});

it('gives a program all of them', async () => {
  const ports = await listPorts();
  const { code, stdout, stderr } = await bench.run('ports', '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const told = JSON.parse(stdout) as { path: string; likelihood: string }[];
  expect(told.map(({ path, likelihood }) => `${path} ${likelihood}`)).toEqual(ports.map(({ path, likelihood }) => `${path} ${likelihood}`));
});
