/** `flash ls|nvs|cat|export|reset`: shows, copies and throws away what a simulated board has kept. Resolves with the exit code. */
import { existsSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { exportTree, filesIn, filesInTheWay, readImage, readStorage, resetImage, type FileTree } from '../../simulator/src';
import { complain } from './commandParts';
import { ExitCode } from './exitCode';
import type { FlashArguments } from './flashArguments';

export function flashCommand(args: FlashArguments): number {
  const image = resolve(args.imagePath);
  if (!existsSync(image)) return complain(`there is no board image ${args.imagePath}`);
  try {
    if (args.action === 'reset') {
      resetImage(image);
      return ExitCode.finished;
    }
    return args.action === 'nvs' ? showStorage(image) : show(readImage(image), args);
  } catch (error) {
    return complain(error);
  }
}

function show(tree: FileTree, args: Exclude<FlashArguments, { action: 'reset' | 'nvs' }>): number {
  switch (args.action) {
    case 'ls':
      for (const file of filesIn(tree)) process.stdout.write(`${String(tree.status(file)?.sizeBytes ?? 0).padStart(8)} ${file}\n`);
      return ExitCode.finished;
    case 'cat': {
      const bytes = tree.read(posix.resolve('/', args.file));
      if (!bytes) return complain(`the board has no file ${args.file} of its own`);
      process.stdout.write(bytes);
      return ExitCode.finished;
    }
    case 'export': {
      const [first] = filesInTheWay(tree, resolve(args.folder));
      if (first !== undefined) return complain(`${args.folder} has ${first.slice(1)} already; export to another folder`);
      exportTree(tree, resolve(args.folder));
      return ExitCode.finished;
    }
  }
}

/** A line for each value, with tabs between its namespace, its key, and a number, or the bytes of a blob as hexadecimal digits after `0x`. */
function showStorage(image: string): number {
  for (const [namespace, values] of readStorage(image)) {
    for (const [key, value] of values) {
      const text = typeof value === 'number' ? String(value) : `0x${Buffer.from(value).toString('hex')}`;
      process.stdout.write(`${namespace}\t${key}\t${text}\n`);
    }
  }
  return ExitCode.finished;
}
