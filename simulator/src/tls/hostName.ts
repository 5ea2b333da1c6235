/**
 * Whether a certificate is for a host, by Mbed TLS's rules: the alternative names if there are any, else the common name;
 * a star stands for one label at the beginning.
 */
import { isIP } from 'node:net';
import type { Certificate } from './certificate';

export function matchesHost({ alternativeNames, commonNames }: Certificate, host: string): boolean {
  if (!alternativeNames) return commonNames.some((name) => matchesName(name, host));
  const { dns, addresses, uris } = alternativeNames;
  const address = addressBytes(host);
  return (
    dns.some((name) => matchesName(name, host)) ||
    (address !== undefined && addresses.some((candidate) => candidate.equals(address))) ||
    uris.includes(host)
  );
}

function matchesName(name: string, host: string): boolean {
  const [pattern, wanted] = [name.toLowerCase(), host.toLowerCase()];
  if (pattern === wanted) return true;
  const firstDot = wanted.indexOf('.');
  return pattern.startsWith('*.') && firstDot > 0 && wanted.slice(firstDot) === pattern.slice(1);
}

function addressBytes(host: string): Buffer | undefined {
  if (isIP(host) === 4) return Buffer.from(host.split('.').map(Number));
  if (isIP(host) !== 6) return undefined;
  const [head = '', tail] = host.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail ?? '')];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
