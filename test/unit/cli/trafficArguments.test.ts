/** The words of `traffic`, `peers` and what a run has of both. */
import { describe, expect, it, test } from 'vitest';
import { parseArguments } from '../../../cli/src/arguments';

const parse = (line: string) => parseArguments(line.split(' '));

describe('traffic', () => {
  it.each([
    ['traffic convert a b', { action: 'convert', from: 'a', to: 'b' }],
    ['traffic convert a b --to har', { action: 'convert', from: 'a', to: 'b', format: 'har' }],
    ['traffic show a', { action: 'show', file: 'a' }],
    ['traffic diff a b', { action: 'diff', files: ['a', 'b'] }],
    ['traffic replay a', { action: 'replay', file: 'a', hasTiming: false, ports: new Map() }],
    [
      'traffic replay --timing --port x.test:80=8080 a --port y.test:443=8443',
      {
        action: 'replay',
        file: 'a',
        hasTiming: true,
        ports: new Map([
          ['x.test:80', 8080],
          ['y.test:443', 8443],
        ]),
      },
    ],
  ])('takes: %s', (line, traffic) => {
    expect(parse(line)).toEqual({ kind: 'traffic', traffic });
  });

  test.each([
    ['traffic', 'traffic wants convert, show, diff, replay'],
    ['traffic play a', 'traffic knows convert, show, diff, replay, not "play"'],
    ['traffic convert a', 'traffic convert wants two files: the one to read and the one to write'],
    ['traffic diff a', 'traffic diff wants two files with recorded runs'],
    ['traffic show', 'traffic show wants a file with a recorded run'],
    ['traffic show a b', 'traffic show has no use for "b"'],
    ['traffic diff a b c', 'traffic diff has no use for "c"'],
    ['traffic diff a b --timing', '--timing has no meaning for "traffic diff"'],
    ['traffic replay a --to har', '--to has no meaning for "traffic replay"'],
    ['traffic replay a --net all', '--net has no meaning for "traffic replay"'],
    ['traffic replay a --port 8080', '--port wants a peer and a port of this computer here, such as www.example.com:80=8080, not "8080"'],
    [
      'traffic replay a --port x:80=0',
      '--port wants a peer and a port of this computer here, such as www.example.com:80=8080, not "x:80=0"',
    ],
    ['peers all', '"peers" has no use for "all"'],
    ['peers --timing', '--timing has no meaning for "peers"'],
    ['run a.py --timing', '--timing is for --replay FILE'],
    ['run a.py --replay=', '--replay wants the name of a file'],
    ['repl --peers', '--peers has no meaning for "repl"'],
    ['serve --replay x', '--replay has no meaning for "serve"'],
    ['run a.py --board COM3 --replay x', '--replay has no meaning for "run on a board at a port"'],
    ['run a.py --to har', '--to has a meaning for "traffic convert" alone'],
  ])('says what is wrong with: %s', (line, problem) => {
    expect(parse(line)).toEqual({ kind: 'wrong', problem });
  });
});

describe('a run', () => {
  it('meets test peers, or what was recorded', () => {
    expect(parse('run a.py --peers')).toMatchObject({ run: { network: 'all', standIns: { hasPeers: true } } });
    expect(parse('run a.py --replay r.ndjson --timing')).toMatchObject({
      run: { network: 'local', standIns: { hasPeers: false, replay: { file: 'r.ndjson', hasTiming: true } } },
    });
  });

  it('that is played back reaches the network only if it is told to', () => {
    expect(parse('run a.py --replay r.ndjson --net all')).toMatchObject({ run: { network: 'all' } });
    expect(parse('run a.py --replay r.ndjson --net none')).toMatchObject({ run: { network: 'none' } });
  });
});
