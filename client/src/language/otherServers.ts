/**
 * Other Python language servers: which is at work in a window, and by which settings it is turned off, or shown what a board has. Pure;
 * knows nothing of VS Code but the names of extensions and settings.
 */

/** What is asked of a window. */
export interface WindowView {
  /** Whether an extension is installed and enabled. */
  readonly hasExtension: (id: string) => boolean;
  /** The value of a setting by its whole name; undefined when no extension has such a setting. */
  readonly setting: (key: string) => unknown;
}

export interface SettingWrite {
  readonly key: string;
  readonly value: unknown;
}

export interface OtherServer {
  readonly name: string;
  readonly isAtWork: (window: WindowView) => boolean;
  readonly turnOff: readonly SettingWrite[];
  /** The section with its `stubPath` and `diagnosticSeverityOverrides`; undefined for one that takes no stubs for Python's own modules. */
  readonly analysisSection?: string;
}

const PYTHON = 'ms-python.python';
const PYLANCE = 'ms-python.vscode-pylance';
const PYTHON_SERVER = 'python.languageServer';

const OTHER_SERVERS: readonly OtherServer[] = [
  {
    name: 'Pylance',
    isAtWork: ({ hasExtension, setting }) => hasExtension(PYTHON) && hasExtension(PYLANCE) && isPylanceChosen(setting(PYTHON_SERVER)),
    turnOff: [{ key: PYTHON_SERVER, value: 'None' }],
    analysisSection: 'python.analysis',
  },
  {
    name: 'Jedi',
    isAtWork: ({ hasExtension, setting }) =>
      hasExtension(PYTHON) && (setting(PYTHON_SERVER) === 'Jedi' || (setting(PYTHON_SERVER) === 'Default' && !hasExtension(PYLANCE))),
    turnOff: [{ key: PYTHON_SERVER, value: 'None' }],
  },
  pyrightLike({ name: 'basedpyright', extension: 'detachhead.basedpyright', section: 'basedpyright' }),
  pyrightLike({ name: 'Pyright', extension: 'ms-pyright.pyright', section: 'pyright', analysisSection: 'python.analysis' }),
  pyrightLike({ name: "Cursor's Pyright", extension: 'anysphere.cursorpyright', section: 'cursorpyright' }),
  pyrightLike({ name: "Windsurf's Pyright", extension: 'codeium.windsurfpyright', section: 'windsurfPyright' }),
  {
    name: 'Pyrefly',
    isAtWork: ({ hasExtension, setting }) => hasExtension('meta.pyrefly') && setting('python.pyrefly.disableLanguageServices') !== true,
    turnOff: [{ key: 'python.pyrefly.disableLanguageServices', value: true }],
  },
  {
    name: 'ty',
    isAtWork: ({ hasExtension, setting }) => hasExtension('astral-sh.ty') && setting('ty.disableLanguageServices') !== true,
    turnOff: [
      { key: 'ty.disableLanguageServices', value: true },
      { key: 'ty.diagnosticMode', value: 'off' },
    ],
  },
];

export function serversAtWork(window: WindowView): OtherServer[] {
  return OTHER_SERVERS.filter((server) => server.isAtWork(window));
}

/** The settings that turn the others off. */
export function takeOver(servers: readonly OtherServer[]): SettingWrite[] {
  const writes = new Map(servers.flatMap(({ turnOff }) => turnOff).map((write) => [write.key, write]));
  return [...writes.values()];
}

/** The settings that show the others our stubs; empty when none of them takes any. */
export function workTogether(servers: readonly OtherServer[], stubFolder: string, setting: WindowView['setting']): SettingWrite[] {
  const sections = new Set(servers.flatMap(({ analysisSection }) => analysisSection ?? []));
  return [...sections].flatMap((section) => [
    // Of all the paths only this one is looked at before the types of CPython's own modules.
    { key: `${section}.stubPath`, value: stubFolder },
    {
      key: `${section}.diagnosticSeverityOverrides`,
      // The source of a board's modules is on no computer.
      value: { ...asRecord(setting(`${section}.diagnosticSeverityOverrides`)), reportMissingModuleSource: 'none' },
    },
  ]);
}

/** A setting of the workspace that was written, and the workspace's value before; undefined for none. */
export interface WrittenSetting extends SettingWrite {
  readonly before: unknown;
}

/** What puts the settings back; one that was changed since stays as it is. */
export function undo(written: readonly WrittenSetting[], workspaceValue: (key: string) => unknown): SettingWrite[] {
  return written
    .filter(({ key, value }) => JSON.stringify(workspaceValue(key)) === JSON.stringify(value))
    .map(({ key, before }) => ({ key, value: before }));
}

function isPylanceChosen(value: unknown): boolean {
  return value !== 'None' && value !== 'Jedi';
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

interface PyrightLike {
  readonly name: string;
  readonly extension: string;
  readonly section: string;
  readonly analysisSection?: string;
}

function pyrightLike({ name, extension, section, analysisSection = `${section}.analysis` }: PyrightLike): OtherServer {
  const disabled = `${section}.disableLanguageServices`;
  return {
    name,
    isAtWork: ({ hasExtension, setting }) => hasExtension(extension) && setting(disabled) !== true,
    turnOff: [
      { key: disabled, value: true },
      // It goes on reporting problems without this.
      { key: `${analysisSection}.ignore`, value: ['*'] },
    ],
    analysisSection,
  };
}
