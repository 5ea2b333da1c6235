/** Reads the words of `traffic …`: what to do with recorded runs. */

export type TrafficAction = {
  readonly action: 'convert';
  readonly from: string;
  readonly to: string;
  /** Absent: the extension of `to` names it. */
  readonly format?: string;
};

export const TRAFFIC_OPTIONS = { to: { type: 'string' } } as const;

const ACTIONS = ['convert'] as const;

/** The action, or what is wrong with it. */
export function readTrafficArguments(
  [action, ...operands]: readonly string[],
  { to: format, ...others }: { readonly to?: string },
): TrafficAction | { readonly problem: string } {
  const known = ACTIONS.find((name) => name === action);
  if (known === undefined)
    return {
      problem: action === undefined ? `traffic wants ${ACTIONS.join(', ')}` : `traffic knows ${ACTIONS.join(', ')}, not "${action}"`,
    };
  const [unfit] = Object.keys(others);
  if (unfit !== undefined) return { problem: `--${unfit} has no meaning for "traffic ${known}"` };
  const [from, to, ...rest] = operands;
  if (from === undefined || to === undefined) return { problem: 'traffic convert wants two files: the one to read and the one to write' };
  if (rest[0] !== undefined) return { problem: `traffic convert has no use for "${rest[0]}"` };
  return { action: known, from, to, ...(format !== undefined && { format }) };
}
