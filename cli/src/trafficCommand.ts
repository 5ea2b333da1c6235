/** `traffic …`: what is done with recorded runs. Its code is loaded only for it. Resolves with the exit code. */
import type { RunFormat } from '../../traffic/src';
import { complain } from './commandParts';
import { ExitCode } from './exitCode';
import { replayCommand } from './standIns';
import type { TrafficAction } from './trafficArguments';

export async function trafficCommand(args: TrafficAction): Promise<number> {
  try {
    switch (args.action) {
      case 'convert':
        return await convert(args);
      case 'show':
        return await show(args.file);
      case 'diff':
        return await diff(args.files);
      case 'replay':
        return await replayCommand(args.file, args);
    }
  } catch (error) {
    return complain(error);
  }
}

async function show(file: string): Promise<number> {
  const { openRun, runSummary } = await import('../../traffic/src');
  for await (const piece of runSummary(await openRun(file))) await written(piece);
  return ExitCode.finished;
}

async function diff([left, right]: readonly [string, string]): Promise<number> {
  const { openRun, runText, unifiedDiff } = await import('../../traffic/src');
  const [one, other] = [await openRun(left), await openRun(right)];
  const difference = unifiedDiff({ name: left, text: runText(one) }, { name: right, text: runText(other) });
  await written(difference);
  return difference === '' ? ExitCode.finished : ExitCode.different;
}

/** Resolves when the reader has taken it, or is gone. */
function written(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

async function convert({ from, to, format }: Extract<TrafficAction, { action: 'convert' }>): Promise<number> {
  const { openRun, RUN_FORMATS, runFormatOf, saveRun } = await import('../../traffic/src');
  const wanted: RunFormat | undefined = format === undefined ? runFormatOf(to) : RUN_FORMATS.find((name) => name === format);
  if (wanted === undefined)
    throw new Error(
      format === undefined
        ? `the extension of ${to} names no format; there are ${RUN_FORMATS.map((name) => `.${name}`).join(', ')}, or say --to FORMAT`
        : `--to is one of ${RUN_FORMATS.join(', ')}, not "${format}"`,
    );
  await saveRun(to, await openRun(from), wanted);
  return ExitCode.finished;
}
