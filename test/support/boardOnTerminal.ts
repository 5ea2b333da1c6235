/**
 * A program: a simulated board behind a pseudo-terminal, as a board behind a serial port. Its first line of output is the path of the
 * port; `unplug` on standard input takes the port away, and the end of standard input ends it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { PseudoTerminal } from './pseudoTerminal';

const [cli = ''] = process.argv.slice(2);
const served = spawn(process.execPath, [path.resolve(cli), 'serve'], { stdio: ['ignore', 'pipe', 'inherit'] });
process.once('exit', () => served.kill());
const [address] = (await once(createInterface(served.stdout), 'line')) as [string];
const line = connect(Number(address.split(':')[1]), '127.0.0.1');
line.setNoDelay(true);
const terminal = new PseudoTerminal((bytes) => line.write(bytes));
line.on('data', (bytes: Buffer) => void terminal.write(bytes));
process.stdout.write(`${terminal.path}\n`);
const wishes = createInterface(process.stdin);
wishes.on('line', (wish) => wish === 'unplug' && terminal.unplug());
wishes.once('close', () => process.exit());
