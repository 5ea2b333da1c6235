/** Entry of the command line. Decides what to do, does it, and ends with its exit code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SimulatedBoard } from '../../simulator/src';
import { HELP, parseArguments, PROGRAM } from './arguments';
import { ExitCode } from './exitCode';
import { replOnDeviceCommand, resetDeviceCommand, runOnDeviceCommand } from './deviceCommands';
import { fsCommand } from './fsCommand';
import { flashCommand } from './flashCommand';
import { peersCommand } from './standIns';
import { portsCommand } from './portsCommand';
import { replCommand } from './replCommand';
import { runCommand } from './runCommand';
import { serveCommand } from './serveCommand';
import { trafficCommand } from './trafficCommand';

async function main(words: readonly string[]): Promise<number> {
  // That nobody reads the output any more is no failure.
  process.stdout.on('error', () => undefined);
  const command = parseArguments(words);
  switch (command.kind) {
    case 'help':
      process.stdout.write(HELP);
      return ExitCode.finished;
    case 'version':
      process.stdout.write(`${version()}\n`);
      return ExitCode.finished;
    case 'wrong':
      process.stderr.write(`${PROGRAM}: ${command.problem}\nSee ${PROGRAM} --help.\n`);
      return ExitCode.usage;
    case 'flash':
      return flashCommand(command.flash);
    case 'runOnDevice':
      return runOnDeviceCommand(command.run);
    case 'replOnDevice':
      return replOnDeviceCommand(command.repl);
    case 'fs':
      return fsCommand({ ...command.device, fs: command.fs });
    case 'resetDevice':
      return resetDeviceCommand(command.reset);
    case 'traffic':
      return trafficCommand(command.traffic);
    case 'peers':
      return peersCommand();
    case 'ports':
      return portsCommand(command);
    case 'run':
      return withBoard((board) => runCommand(command.run, board));
    case 'repl':
      return withBoard((board) => replCommand(command.repl, board));
    case 'serve':
      return withBoard((board) => serveCommand(command.serve, board));
  }
}

async function withBoard(action: (board: SimulatedBoard) => Promise<number>): Promise<number> {
  const board = new SimulatedBoard({ distFolder: __dirname });
  try {
    return await action(board);
  } finally {
    board.dispose();
  }
}

function version(): string {
  const manifest = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

main(process.argv.slice(2)).then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    console.error(error);
    process.exit(ExitCode.uncaughtException);
  },
);
