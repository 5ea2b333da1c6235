import { describe, expect, it } from 'vitest';
import { connectFailure } from '../../../simulator/src/host/connectOutcome';
import { isAllowed, placeOfAddress, placeOfAliasTarget } from '../../../simulator/src/host/reach';

const computer = (): ReadonlySet<string> => new Set(['127.0.0.1', '192.168.7.20']);

describe('where an address leads', () => {
  it.each([
    ['127.0.0.1', 'board'],
    ['127.8.9.1', 'board'],
    ['0.0.0.0', 'board'],
    ['192.168.7.20', 'computer'],
    ['192.168.7.21', 'elsewhere'],
    ['12.7.0.1', 'elsewhere'],
  ])('%s is the %s', (address, place) => {
    expect(placeOfAddress(address, computer)).toBe(place);
  });

  it('the target of an alias on loopback is the computer', () => {
    expect(['127.0.0.1', 'LocalHost', '192.168.7.20', 'example.com'].map((host) => placeOfAliasTarget(host, computer))).toEqual([
      'computer',
      'computer',
      'computer',
      'elsewhere',
    ]);
  });

  it('decides with the policy', () => {
    const places = ['board', 'computer', 'elsewhere'] as const;
    const allowed = (policy: 'all' | 'local' | 'none') => places.filter((place) => isAllowed(place, policy));
    expect([allowed('all'), allowed('local'), allowed('none')]).toEqual([[...places], ['board', 'computer'], ['board']]);
  });
});

describe('a failed connection', () => {
  it('is 104 when refused, 118 without a route, and silence when nobody answers', () => {
    expect(connectFailure('ECONNREFUSED')).toEqual({ kind: 'now', errno: 104 });
    expect(connectFailure('ENETUNREACH')).toEqual({ kind: 'now', errno: 118 });
    expect(['EHOSTUNREACH', 'ETIMEDOUT'].map(connectFailure)).toEqual([{ kind: 'silence' }, { kind: 'silence' }]);
  });
});
