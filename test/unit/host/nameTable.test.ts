import { describe, expect, it } from 'vitest';
import { NameTable } from '../../../simulator/src/host/nameTable';

describe('the table of names', () => {
  const table = new NameTable([
    { name: 'www.Example.com', host: '10.0.0.1', port: 8080 },
    { name: 'api.example.com', host: 'localhost' },
  ]);
  const address = (name: string): string => table.aliasAddress(name) ?? 'none';

  it('gives each alias an address of its own, whatever its case and final dot', () => {
    expect(address('WWW.example.COM.')).toBe(address('www.example.com'));
    expect(new Set([address('www.example.com'), address('api.example.com'), address('host.local')]).size).toBe(3);
    expect(address('unknown.example')).toBe('none');
  });

  it('leads to the host of the alias, and to its port if it has one', () => {
    expect(table.destination(address('www.example.com'), 80)).toEqual({ host: '10.0.0.1', port: 8080, isAlias: true });
    expect(table.destination(address('api.example.com'), 80)).toEqual({ host: 'localhost', port: 80, isAlias: true });
    expect(table.destination(address('host.local'), 5000)).toEqual({ host: '127.0.0.1', port: 5000, isAlias: true });
    expect(table.destination('10.1.2.3', 80)).toEqual({ host: '10.1.2.3', port: 80, isAlias: false });
  });

  it('lets a later alias for a name win, also for host.local', () => {
    const other = new NameTable([{ name: 'host.local', host: '10.0.0.9' }]);
    expect(other.destination(other.aliasAddress('host.local') ?? '', 80).host).toBe('10.0.0.9');
  });

  it('labels peers by name where it knows one', () => {
    table.remember('real.example', '10.1.2.4');
    expect([table.label(address('www.example.com'), 80), table.label('10.1.2.4', 80), table.label('10.1.2.5', 80)]).toEqual([
      'www.Example.com:80',
      'real.example:80',
      '10.1.2.5:80',
    ]);
  });

  it('leads the ports of a name to different places, and the others as an alias without a port of the script says', () => {
    const ports = new NameTable([
      { name: 'a.test', host: 'h', port: 1000, forPort: 80 },
      { name: 'a.test', host: 'h', port: 2000, forPort: 443 },
      { name: 'b.test', host: 'h', port: 3000, forPort: 80 },
      { name: 'b.test', host: 'other' },
    ]);
    const leads = (name: string, port: number) => ports.destination(ports.aliasAddress(name) ?? '', port);
    expect([leads('a.test', 80).port, leads('a.test', 443).port]).toEqual([1000, 2000]);
    expect(leads('a.test', 22)).toEqual({ host: ports.aliasAddress('a.test'), port: 22, isAlias: false });
    expect([leads('b.test', 80).port, leads('b.test', 22)]).toEqual([3000, { host: 'other', port: 22, isAlias: true }]);
  });

  it('knows aliases of addresses, and shows the address that it is told', () => {
    const told = new NameTable([
      { name: '192.0.2.7', host: '127.0.0.1', port: 1000, forPort: 80 },
      { name: 'a.test', host: '127.0.0.1', port: 2000, address: '192.0.2.8' },
    ]);
    expect(told.destination('192.0.2.7', 80)).toEqual({ host: '127.0.0.1', port: 1000, isAlias: true });
    expect(told.destination('192.0.2.7', 81).isAlias).toBe(false);
    expect(told.aliasAddress('a.test')).toBe('192.0.2.8');
    expect([told.label('192.0.2.8', 80), told.label('192.0.2.7', 80)]).toEqual(['a.test:80', '192.0.2.7:80']);
    expect([told.isKnown('192.0.2.7'), told.isKnown('192.0.2.9')]).toEqual([true, false]);
  });

  it('makes up no address that another alias is told to have, be it there before or after', () => {
    const other = { name: 'a.test', host: 'h', port: 1 };
    const made = new NameTable([other]).aliasAddress('a.test') ?? '';
    const told = { name: 'told.test', host: 'h', port: 2, address: made, forPort: 80 };
    for (const aliases of [
      [told, other],
      [other, told],
    ]) {
      const names = new NameTable(aliases);
      expect(names.aliasAddress('told.test')).toBe(made);
      expect(names.destination(names.aliasAddress('a.test') ?? '', 80)).toMatchObject({ port: 1 });
      expect(names.destination(made, 80)).toMatchObject({ port: 2 });
    }
  });

  it('has room for many aliases', () => {
    const many = new NameTable(Array.from({ length: 1000 }, (_, i) => ({ name: `n${i}`, host: 'h' })));
    const addresses = Array.from({ length: 1000 }, (_, i) => many.aliasAddress(`n${i}`) ?? '');
    expect(new Set(addresses).size).toBe(1000);
    expect(addresses.every((text) => /^198\.19\.(\d{1,2}|1\d\d|2[0-4]\d|25[0-5])\.([1-9]|[1-9]\d|1\d\d|2[0-4]\d|250)$/.test(text))).toBe(
      true,
    );
  });
});
