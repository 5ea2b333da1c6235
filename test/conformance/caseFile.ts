/**
 * One conformance case: a MicroPython script, and beside it the output that a board would print. The comment at the top
 * of the script says what it needs around it, one thing a line:
 *
 *   # peer shop.test = ["<data>", "hello", 150, "<fin>"]     a server under that name; see peers.ts for what it can be
 *   # client 443 = tls {"steps": ["hello", "<data>"]}          connects to the board's port once that is open; also a list of steps
 *   # client 80 = ["hello", "<reset>"] then type "done\n"     what is typed when it has gone through its steps
 *   # type "Ada\n" when "Name? "                             what is typed once the output holds that text
 *   # interrupt when "ready"                                 Ctrl-C once the output holds that text
 *   # pin 0=1 when "Press"                                holds pin 0 at 1 then; `# pin 0= when …` lets go of it
 *   # adc 34=1650 when "Turn"                              puts 1650 mV on pin 34; `# touch 4=90 when …` likewise
 *   # board ESP32_GENERIC-SPIRAM                           which board it is, if not an ESP32_GENERIC
 *   # heap 65536                                             heap in bytes
 *   # access-point {"ssid": "home", "key": "12345678"}       a Wi-Fi network around the board; without one, any connects
 *   # start when "listening"                                 for a second board: once the first one's output holds that text
 *   # also attempts.py                                     a file of the shared folder, beside those of the case's own (`name.files/`)
 *
 * A second script beside the first, `name.second.py`, runs on a second board in the same network; it has an expected file of
 * its own. All other cases have a network to themselves.
 *
 * The expected file holds standard output, then standard error under a line of its own, then notices, then the result.
 * `{{…}}` in it is a regular expression, for values that differ from run to run, and ␍ is a carriage return.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { isBoardName, type AccessPointOptions, type BoardName, type PinInput, type PinWiring } from '../../shared/src';

export interface Reaction {
  /** Happens once the script's output holds this text. */
  readonly when: string;
  readonly action:
    | { readonly kind: 'type'; readonly text: string }
    | { readonly kind: 'interrupt' }
    | { readonly kind: 'wire'; readonly wiring: PinWiring };
}

export interface Client {
  /** The board's port that it connects to. */
  readonly port: number;
  /** What it is: see peers.ts. */
  readonly kind: string;
  /** What is typed once it has gone through its steps. */
  readonly typedAfterwards: string;
}

export interface ConformanceCase {
  /** Path below the folder of cases, without the extension. */
  readonly title: string;
  readonly scriptName: string;
  readonly source: string;
  /** What the board has as its file system; it need not exist if there are shared files. */
  readonly folder: string;
  /** Paths of files that it has besides. */
  readonly sharedFiles: readonly string[];
  /** What a peer is, by the name under which the script reaches it. */
  readonly peers: ReadonlyMap<string, string>;
  /** Who connects to the board, in this order. */
  readonly clients: readonly Client[];
  readonly reactions: readonly Reaction[];
  readonly board: BoardName | undefined;
  readonly heapSizeBytes: number | undefined;
  readonly accessPoints: readonly AccessPointOptions[];
  /** What the first board must have printed before this script starts. */
  readonly startWhen: string;
  readonly expected: string;
  /** What runs on another board in the same network. */
  readonly second?: ConformanceCase;
}

const STRING = String.raw`("(?:[^"\\]|\\.)*")`;
const PEER = /^peer (\S+) = (.+)$/;
const CLIENT = new RegExp(`^client (\\d+) = (.+?)(?: then type ${STRING})?$`);
const TYPE = new RegExp(`^type ${STRING} when ${STRING}$`);
const WIRE = new RegExp(`^(pin|adc|touch) (\\d+)=(\\d*) when ${STRING}$`);
const INTERRUPT = new RegExp(`^interrupt when ${STRING}$`);
const START = new RegExp(`^start when ${STRING}$`);
const ACCESS_POINT = /^access-point (.+)$/;
const HEAP = /^heap (\d+)$/;
const ALSO = /^also (\S+)$/;
const BOARD = /^board (\S+)$/;

/** All cases below a folder; `sharedFolder` is the file system of those that bring none (`name.files/`). */
export function readCases(root: string, sharedFolder: string): readonly ConformanceCase[] {
  const scripts = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.py') && !file.includes('.files') && !file.endsWith('.second.py'))
    .sort();
  return scripts.map((file) => readCase(root, file, sharedFolder));
}

function readCase(root: string, file: string, sharedFolder: string): ConformanceCase {
  const path = join(root, file.slice(0, -'.py'.length));
  const source = readFileSync(`${path}.py`, 'utf8');
  const ownFolder = `${path}.files`;
  const { alsoFiles, ...frontMatter } = readFrontMatter(source);
  return {
    title: relative(root, path),
    scriptName: basename(file),
    source,
    folder: existsSync(ownFolder) || alsoFiles.length > 0 ? ownFolder : sharedFolder,
    sharedFiles: alsoFiles.map((name) => join(sharedFolder, name)),
    expected: readFileSync(`${path}.expected.txt`, 'utf8'),
    ...frontMatter,
    ...(existsSync(`${path}.second.py`) ? { second: readCase(root, file.replace(/\.py$/, '.second.py'), sharedFolder) } : {}),
  };
}

type FrontMatter = Pick<ConformanceCase, 'peers' | 'clients' | 'reactions' | 'board' | 'heapSizeBytes' | 'accessPoints' | 'startWhen'> & {
  readonly alsoFiles: readonly string[];
};

function readFrontMatter(source: string): FrontMatter {
  const lines = source.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  const peers = new Map<string, string>();
  const clients: Client[] = [];
  const reactions: Reaction[] = [];
  const accessPoints: AccessPointOptions[] = [];
  const alsoFiles: string[] = [];
  let board: BoardName | undefined;
  let heapSizeBytes: number | undefined;
  let startWhen = '';
  for (const line of lines.slice(0, end).map((text) => text.slice(2))) {
    const [, name, kind] = PEER.exec(line) ?? [];
    if (name !== undefined && kind !== undefined) peers.set(name, kind);
    const [, port, client, typedAfterwards = '""'] = CLIENT.exec(line) ?? [];
    if (port !== undefined && client !== undefined)
      clients.push({ port: Number(port), kind: client, typedAfterwards: text(typedAfterwards) });
    const [, typed, prompt] = TYPE.exec(line) ?? [];
    if (typed !== undefined && prompt !== undefined) reactions.push({ when: text(prompt), action: { kind: 'type', text: text(typed) } });
    const [, wired, pin, value, cue] = WIRE.exec(line) ?? [];
    if (cue !== undefined) {
      const wiring = { pin: Number(pin), input: inputOf(wired, value === '' ? undefined : Number(value)) };
      reactions.push({ when: text(cue), action: { kind: 'wire', wiring } });
    }
    const [, moment] = INTERRUPT.exec(line) ?? [];
    if (moment !== undefined) reactions.push({ when: text(moment), action: { kind: 'interrupt' } });
    const [, accessPoint] = ACCESS_POINT.exec(line) ?? [];
    if (accessPoint !== undefined) accessPoints.push(JSON.parse(accessPoint) as AccessPointOptions);
    const [, start] = START.exec(line) ?? [];
    if (start !== undefined) startWhen = text(start);
    const [, heap] = HEAP.exec(line) ?? [];
    if (heap !== undefined) heapSizeBytes = Number(heap);
    const [, also] = ALSO.exec(line) ?? [];
    if (also !== undefined) alsoFiles.push(also);
    const [, boardName] = BOARD.exec(line) ?? [];
    if (isBoardName(boardName)) board = boardName;
  }
  return { peers, clients, reactions, board, heapSizeBytes, accessPoints, startWhen, alsoFiles };
}

function inputOf(kind: string | undefined, value: number | undefined): PinInput {
  if (kind === 'adc') return { kind: 'analog', millivolts: value };
  if (kind === 'touch') return { kind: 'touch', reading: value };
  return { kind: 'level', level: value === undefined ? undefined : value === 0 ? 0 : 1 };
}

function text(literal: string): string {
  return JSON.parse(literal) as string;
}

/** `actual` with every line that fits the pattern of an expected line replaced by it, so that equal texts mean a match. */
export function foldPatterns(actual: string, expected: string): string {
  const expectedLines = expected.split('\n');
  return actual
    .split('\n')
    .map((line, index) => {
      const pattern = expectedLines[index];
      return pattern?.includes('{{') === true && linePattern(pattern).test(line) ? pattern : line;
    })
    .join('\n');
}

function linePattern(line: string): RegExp {
  const source = line
    .split(/\{\{(.*?)\}\}/)
    .map((part, index) => (index % 2 === 1 ? `(?:${part})` : part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)))
    .join('');
  return new RegExp(`^${source}$`);
}
