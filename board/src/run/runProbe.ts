/** The probe of one run: put in place before the script, its records taken out of the output, and taken out again at the end. */
import { randomBytes } from 'node:crypto';
import type { RunEvent } from '../../../shared/src';
import { probeEndCode, probeFailure, probeObjection, probeStartCode } from '../probe/probe';
import { ProbeFilter } from '../probe/probeFilter';
import type { RawRepl } from '../repl/rawRepl';
import type { Patience } from '../repl/tokenQueue';
import type { Failure } from './runEnd';

/** A slow board compiles it in a second or two. */
const START_MS = 15_000;
const END_MS = 5000;

const PLAIN_TEXT = 'This board does not know raw paste, and sending the probe without it would take too much of its memory.';

export type ProbeStart = { readonly probe: RunProbe } | { readonly reason: string };

export class RunProbe {
  private failure: Failure | undefined;

  private constructor(
    private readonly raw: RawRepl,
    private readonly filter: ProbeFilter,
  ) {}

  /** Where it cannot be, the reason is a text for the user, and the board is as it was. */
  static async start(raw: RawRepl, source: string, patience: Patience): Promise<ProbeStart> {
    const objection = raw.isPlain ? PLAIN_TEXT : probeObjection(source);
    if (objection !== undefined) return { reason: objection };
    const nonce = randomBytes(4).toString('hex');
    const { output, error } = await raw.exec(probeStartCode(nonce), { deadlineMs: START_MS, ...patience });
    const failure = probeFailure(error);
    if (failure !== undefined) return { reason: failure };
    const filter = new ProbeFilter(nonce);
    filter.push(output); // Its first record: from then on time is counted.
    return { probe: new RunProbe(raw, filter) };
  }

  /** The operation that failed last. */
  get lastFailure(): Failure | undefined {
    return this.failure;
  }

  /** What the script printed, and what was recorded, of what came from the board. */
  take(bytes: Uint8Array): RunEvent[] {
    const { output, records, droppedCount } = this.filter.push(bytes);
    for (const { outcome, operation } of records) if (outcome.kind === 'error') this.failure = { errno: outcome.errno, operation };
    return [
      ...outputEvents(output),
      ...(records.length > 0 || droppedCount > 0 ? [{ kind: 'records', records, droppedCount } as const] : []),
    ];
  }

  /** The script has ended: what was held back of its output. */
  end(): RunEvent[] {
    return outputEvents(this.filter.end());
  }

  /** Text of an error, which came apart from the output. */
  withoutOwnLines(error: string): string {
    const { output } = this.filter.push(Buffer.from(error));
    return Buffer.concat([output, this.filter.end()]).toString('utf8');
  }

  async remove(): Promise<void> {
    await this.raw.exec(probeEndCode(), { deadlineMs: END_MS });
  }
}

function outputEvents(bytes: Uint8Array): RunEvent[] {
  return bytes.length > 0 ? [{ kind: 'output', stream: 'stdout', bytes }] : [];
}
