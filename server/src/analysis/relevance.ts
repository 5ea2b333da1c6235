/**
 * Which Python files are MicroPython. A pure decision from what the user said, what the file imports and where it lies; the other Python
 * files of a window belong to other language servers, and to those every feature answers nothing.
 */
import type { FilesSetting } from '../../../shared/src';
import { idsOf } from '../syntax/ast';
import { callSitesOf } from './callSites';
import type { SourceFile } from './sourceFile';

/** What the imports of a file tell of the Python that it is for. */
export type ImportEvidence =
  /** It imports a module that only MicroPython has. */
  | 'micropython'
  /** It imports a module that no board has. */
  | 'other'
  /** Whatever it imports exists in both, or nothing is imported yet. */
  | 'either';

export interface RelevanceFacts {
  /** What the user said of this very file. */
  readonly chosen: boolean | undefined;
  readonly setting: FilesSetting;
  readonly imports: ImportEvidence;
  /** Whether the folder, or one around it, is a board's project. */
  readonly isInBoardProject: boolean;
  /** Whether another Python language server is at work in this window. */
  readonly hasOtherServer: boolean;
}

export function isMicroPython({ chosen, setting, imports, isInBoardProject, hasOtherServer }: RelevanceFacts): boolean {
  if (chosen !== undefined) return chosen;
  if (setting !== 'auto') return setting === 'all';
  if (imports === 'either') return isInBoardProject || !hasOtherServer;
  return imports === 'micropython';
}

export interface ModuleLookup {
  /** Whether the board's firmware has a module of this name, old names included. */
  readonly isOnBoard: (name: string) => boolean;
  /** Whether the name leads to one of the user's own files. */
  readonly isOwnFile: (path: readonly string[]) => boolean;
}

/**
 * A module of the user's own says nothing, nor does a name that is still being written. One module of MicroPython outweighs any number
 * of others: scripts try one import after the other until one works.
 */
export function importEvidence(file: SourceFile, { isOnBoard, isOwnFile }: ModuleLookup): ImportEvidence {
  let evidence: ImportEvidence = 'either';
  for (const path of importedModules(file)) {
    const [name = ''] = path;
    if (isOwnFile(path)) continue;
    if (isOnBoard(name)) {
      if (!ALSO_ELSEWHERE.has(name)) return 'micropython';
    } else if (OTHERS_ALONE.has(name)) evidence = 'other';
  }
  return evidence;
}

/** Absolute imports anywhere in the file. */
function importedModules(file: SourceFile): readonly (readonly string[])[] {
  return callSitesOf(file).imports.flatMap((statement) => {
    if (statement.kind === 'import') return statement.names.map(({ path }) => idsOf(path));
    return statement.level === 0 ? [idsOf(statement.module)] : [];
  });
}

/** Modules of the board that CPython has too, or a widely used package for it: they prove nothing. */
const ALSO_ELSEWHERE = new Set([
  ...['__future__', '_asyncio', '_thread', 'array', 'asyncio', 'binascii', 'builtins', 'cmath', 'collections', 'errno', 'gc', 'hashlib'],
  ...['heapq', 'io', 'json', 'math', 'os', 'platform', 'random', 're', 'select', 'socket', 'ssl', 'struct', 'sys', 'time', 'typing'],
  ...['bluetooth', 'deflate', 'neopixel', 'requests', 'ujson', 'websocket'],
]);

/**
 * Modules that no board has and that do not come to one by `mip` either: the name alone tells that a script is for a computer. It needs
 * no completeness, since a file that imports something else unknown is decided by what surrounds it.
 */
const OTHERS_ALONE = new Set([
  // CPython's own.
  ...['ast', 'asyncore', 'atexit', 'configparser', 'csv', 'ctypes', 'dataclasses', 'decimal', 'dis', 'doctest'],
  ...['email', 'faulthandler', 'fileinput', 'fractions', 'ftplib', 'getpass', 'glob', 'graphlib', 'imaplib', 'importlib', 'ipaddress'],
  ...['multiprocessing', 'pdb', 'pickletools', 'pip', 'plistlib', 'poplib', 'readline', 'resource', 'runpy', 'sched'],
  ...['selectors', 'shelve', 'signal', 'smtplib', 'socketserver', 'sqlite3', 'statistics', 'subprocess', 'symtable', 'sysconfig'],
  ...['termios', 'tkinter', 'tokenize', 'tomllib', 'tracemalloc', 'turtle', 'uuid', 'weakref', 'webbrowser', 'winreg'],
  ...['wsgiref', 'xml', 'xmlrpc', 'zipfile', 'zoneinfo'],
  // Packages for it.
  ...['aiohttp', 'attr', 'bs4', 'click', 'cv2', 'django', 'fastapi', 'flask', 'httpx', 'jinja2', 'keras', 'matplotlib', 'numpy', 'pandas'],
  ...['PIL', 'psycopg2', 'pydantic', 'pygame', 'PyQt5', 'PyQt6', 'PySide6', 'pytest', 'rich', 'scipy', 'seaborn', 'serial', 'setuptools'],
  ...['sklearn', 'sqlalchemy', 'starlette', 'streamlit', 'tensorflow', 'torch', 'tqdm', 'transformers', 'trio', 'typer', 'uvicorn', 'yaml'],
]);
