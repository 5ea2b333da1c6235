/**
 * Wireshark without a window, which reads what is exported as packets. It never lets the tests be skipped: where it is missing it is
 * installed, and where it cannot be it throws and says what to do.
 */
import { spawnSync } from 'node:child_process';
import { installDebianPackage } from './debianPackage.mjs';

/** Checksums are checked, which Wireshark does not do by itself. */
const CHECKS = ['-o', 'tcp.check_checksum:TRUE', '-o', 'udp.check_checksum:TRUE', '-o', 'ip.check_checksum:TRUE'];

/** Installs tshark if it is missing. */
export function ensureTshark(): void {
  if (isInstalled() || (installDebianPackage('tshark', 'about 120 MB with what it needs') && isInstalled())) return;
  throw new Error(
    'The tests of exported packets need tshark and there is none.\n' +
      '  Debian, Ubuntu: sudo apt-get install -y --no-install-recommends tshark\n' +
      '  elsewhere: install Wireshark and put its tshark on the PATH',
  );
}

/** What it prints about the file. */
export function tshark(file: string, args: readonly string[]): string {
  const result = spawnSync('tshark', ['-n', '-r', file, ...CHECKS, ...args], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (result.status !== 0)
    throw new Error(`tshark ${args.join(' ')} failed with ${result.status ?? String(result.error)}:\n${result.stderr}`);
  return result.stdout;
}

/** The fields of each packet that the filter lets through; several values of a field are one text, with `|` between them. */
export function packetFields(file: string, filter: string, fields: readonly string[]): string[][] {
  const output = tshark(file, ['-Y', filter, '-T', 'fields', '-E', 'aggregator=|', ...fields.flatMap((field) => ['-e', field])]);
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t'));
}

function isInstalled(): boolean {
  return spawnSync('tshark', ['--version'], { stdio: 'ignore' }).status === 0;
}
