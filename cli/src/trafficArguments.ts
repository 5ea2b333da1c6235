/** Reads the words of `traffic …`: what to do with recorded runs. */

export type TrafficAction =
  | {
      readonly action: 'convert';
      readonly from: string;
      readonly to: string;
      /** Absent: the extension of `to` names it. */
      readonly format?: string;
    }
  | { readonly action: 'show'; readonly file: string }
  | { readonly action: 'diff'; readonly files: readonly [left: string, right: string] }
  | { readonly action: 'replay'; readonly file: string; readonly hasTiming: boolean; readonly ports: ReadonlyMap<string, number> };

export const TRAFFIC_OPTIONS = { to: { type: 'string' }, timing: { type: 'boolean' } } as const;

export interface TrafficValues {
  readonly to?: string;
  readonly timing?: boolean;
  readonly port?: readonly string[];
}

/** Which options an action has. */
const ACTIONS = {
  convert: ['to'],
  show: [],
  diff: [],
  replay: ['timing', 'port'],
} as const satisfies Readonly<Record<TrafficAction['action'], readonly (keyof TrafficValues)[]>>;

type Problem = { readonly problem: string };

/** The action, or what is wrong with it. */
export function readTrafficArguments([action, ...operands]: readonly string[], values: TrafficValues): TrafficAction | Problem {
  if (action === undefined || !isAction(action)) {
    const known = Object.keys(ACTIONS).join(', ');
    return { problem: action === undefined ? `traffic wants ${known}` : `traffic knows ${known}, not "${action}"` };
  }
  const fitting: readonly string[] = ACTIONS[action];
  const unfit = Object.keys(values).find((name) => !fitting.includes(name));
  if (unfit !== undefined) return { problem: `--${unfit} has no meaning for "traffic ${action}"` };
  const wantsTwo = action === 'convert' || action === 'diff';
  const [first, second] = operands;
  const surplus = operands[wantsTwo ? 2 : 1];
  if (surplus !== undefined) return { problem: `traffic ${action} has no use for "${surplus}"` };
  if (first === undefined || (wantsTwo && second === undefined)) return { problem: `traffic ${action} wants ${WANTED[action]}` };
  switch (action) {
    case 'convert':
      return { action, from: first, to: second ?? '', ...(values.to !== undefined && { format: values.to }) };
    case 'diff':
      return { action, files: [first, second ?? ''] };
    case 'show':
      return { action, file: first };
    case 'replay': {
      const ports = readPeerPorts(values.port ?? []);
      return 'problem' in ports ? ports : { action, file: first, hasTiming: values.timing === true, ports: ports.ports };
    }
  }
}

const WANTED: Readonly<Record<TrafficAction['action'], string>> = {
  convert: 'two files: the one to read and the one to write',
  diff: 'two files with recorded runs',
  show: 'a file with a recorded run',
  replay: 'a file with a recorded run',
};

function isAction(text: string): text is TrafficAction['action'] {
  return Object.hasOwn(ACTIONS, text);
}

function readPeerPorts(texts: readonly string[]): { readonly ports: ReadonlyMap<string, number> } | Problem {
  const ports = new Map<string, number>();
  for (const text of texts) {
    const [, peer, port = ''] = /^([^=\s]+:\d{1,5})=(\d{1,5})$/.exec(text) ?? [];
    if (peer === undefined || Number(port) < 1 || Number(port) > 65_535)
      return { problem: `--port wants a peer and a port of this computer here, such as www.example.com:80=8080, not "${text}"` };
    ports.set(peer, Number(port));
  }
  return { ports };
}
