import { describe, expect, it } from 'vitest';
import {
  addressOfWord,
  computerAddressIn,
  homeAddress,
  isBroadcast,
  isInSubnet,
  isMulticast,
  wayTo,
  wordOfAddress,
} from '../../../simulator/src/syscall';

const station = { address: '192.168.237.50', netmask: '255.255.255.0', gateway: '192.168.237.1' };
const accessPoint = { address: '192.168.4.1', netmask: '255.255.255.0', gateway: '192.168.4.1' };
const ways = (interfaces: Parameters<typeof wayTo>[1], ...addresses: string[]) => addresses.map((address) => wayTo(address, interfaces));
const nothing = { station: undefined, accessPoint: undefined };

describe('the way of a packet', () => {
  it('leads to the board itself without any interface, and nowhere else', () => {
    expect(ways(nothing, '127.0.0.1', '0.0.0.0', '192.168.237.50', '255.255.255.255', '239.1.1.1')).toEqual([
      'self',
      'self',
      'none',
      'none',
      'none',
    ]);
  });

  it('leads through the station', () => {
    const interfaces = { ...nothing, station };
    expect(ways(interfaces, '192.168.237.50', '192.168.237.9', '8.8.8.8', '255.255.255.255')).toEqual([
      'self',
      'station',
      'station',
      'station',
    ]);
  });

  it('ends at a gateway that is not in the subnet, but not for neighbours and groups', () => {
    const interfaces = { ...nothing, station: { ...station, gateway: '10.0.0.1' } };
    expect(ways(interfaces, '192.168.237.9', '8.8.8.8', '239.1.1.1')).toEqual(['station', 'none', 'station']);
    expect(wayTo('8.8.8.8', { ...nothing, station: { ...station, gateway: '0.0.0.0' } })).toBe('none');
  });

  it('leads through the access point to its subnet, and to all else if there is no station', () => {
    expect(ways({ station, accessPoint }, '192.168.4.1', '192.168.4.2', '8.8.8.8')).toEqual(['self', 'accessPoint', 'station']);
    expect(ways({ ...nothing, accessPoint }, '192.168.4.2', '8.8.8.8')).toEqual(['accessPoint', 'accessPoint']);
  });
});

describe('addresses', () => {
  it('survive as words', () => {
    for (const address of ['0.0.0.0', '127.0.0.1', '192.168.237.50', '255.255.255.255'])
      expect(addressOfWord(wordOfAddress(address))).toBe(address);
  });

  it("the computer has the last address of an access point's network", () => {
    const last = (address: string, netmask: string) => computerAddressIn({ address, netmask, gateway: address });
    expect(last('192.168.4.1', '255.255.255.0')).toBe('192.168.4.254');
    expect(last('10.1.2.3', '255.255.252.0')).toBe('10.1.3.254');
    expect(last('10.0.0.1', '255.255.255.248')).toBe('10.0.0.6');
  });

  it('of boards follow each other', () => {
    expect([0, 1, 30].map(homeAddress)).toEqual(['192.168.237.50', '192.168.237.51', '192.168.237.80']);
  });

  it('are compared within the mask', () => {
    expect([isInSubnet('192.168.237.1', station), isInSubnet('192.168.238.1', station)]).toEqual([true, false]);
    expect(['255.255.255.255', '192.168.237.255', '192.168.238.255'].map((address) => isBroadcast(address, station))).toEqual([
      true,
      true,
      false,
    ]);
    expect(['223.255.255.255', '224.0.0.0', '239.255.255.255', '240.0.0.0'].map(isMulticast)).toEqual([false, true, true, false]);
  });
});
