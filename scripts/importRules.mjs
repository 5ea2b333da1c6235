// Who may import whom, as data: the one table behind eslint's import rules and behind checkImports.mjs. It names the top-level
// folders with code; ARCHITECTURE.md draws the same arrows. A new arrow is a decision about the design, not a detail of a change.

/**
 * @typedef {object} FolderRule
 * @property {Readonly<Record<string, 'index' | 'any'>>} folders other folders it may import: through their index only, or any file
 * @property {readonly string[]} packages packages it may import
 * @property {boolean} hasNode whether Node's own modules may be imported
 */

/** @type {Readonly<Record<string, FolderRule>>} */
export const FOLDER_RULES = {
  shared: { folders: {}, packages: [], hasNode: false },
  server: {
    folders: { shared: 'any' },
    packages: ['vscode-languageserver', 'vscode-languageserver-textdocument', 'vscode-uri', '@lezer/common', '@lezer/python'],
    hasNode: true,
  },
  simulator: { folders: { shared: 'any' }, packages: ['vscode-jsonrpc'], hasNode: true },
  board: { folders: { shared: 'any' }, packages: [], hasNode: true },
  traffic: { folders: { shared: 'any' }, packages: [], hasNode: true },
  panel: { folders: { shared: 'any' }, packages: [], hasNode: false },
  client: {
    folders: { shared: 'any', simulator: 'index', board: 'index', traffic: 'index' },
    packages: ['vscode', 'vscode-jsonrpc', 'vscode-languageclient'],
    hasNode: true,
  },
  cli: { folders: { shared: 'any', simulator: 'index', board: 'index', traffic: 'index' }, packages: ['vscode-jsonrpc'], hasNode: true },
  examples: { folders: {}, packages: [], hasNode: true },
};

/** Folders inside those above that may import more packages than the rest of their folder. */
export const EXTRA_PACKAGES = {
  'simulator/firmware': ['binaryen'],
  'board/src/transport': ['serialport', 'ws'],
  'board/src/files': ['ignore'],
  'traffic/src/decode': ['http-parser-js', 'mqtt-packet', 'dns-packet'],
  'traffic/src/peers': ['aedes'],
};

/** The file through which a folder is imported where the rule says `index`. */
export const INDEX = 'src/index';

/** @param {string} specifier `vscode-jsonrpc/node` → `vscode-jsonrpc` */
export function packageName(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** @param {string} file path inside the repository, with `/` @param {string} specifier */
export function mayImportPackage(file, specifier) {
  const rule = FOLDER_RULES[file.split('/')[0]];
  const extra = Object.entries(EXTRA_PACKAGES).flatMap(([folder, packages]) => (file.startsWith(`${folder}/`) ? packages : []));
  return [...rule.packages, ...extra].includes(packageName(specifier));
}
