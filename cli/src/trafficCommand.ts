/** `traffic …`: what is done with recorded runs. Its code is loaded only for it. Resolves with the exit code. */
import type { RunFormat } from '../../traffic/src';
import { complain } from './commandParts';
import { ExitCode } from './exitCode';
import type { TrafficAction } from './trafficArguments';

export async function trafficCommand(args: TrafficAction): Promise<number> {
  try {
    await convert(args);
    return ExitCode.finished;
  } catch (error) {
    return complain(error);
  }
}

async function convert({ from, to, format }: TrafficAction): Promise<void> {
  const { openRun, RUN_FORMATS, runFormatOf, saveRun } = await import('../../traffic/src');
  const wanted: RunFormat | undefined = format === undefined ? runFormatOf(to) : RUN_FORMATS.find((name) => name === format);
  if (wanted === undefined)
    throw new Error(
      format === undefined
        ? `the extension of ${to} names no format; there are ${RUN_FORMATS.map((name) => `.${name}`).join(', ')}, or say --to FORMAT`
        : `--to is one of ${RUN_FORMATS.join(', ')}, not "${format}"`,
    );
  await saveRun(to, await openRun(from), wanted);
}
