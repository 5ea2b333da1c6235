/** What the language client and the server say to each other beyond LSP: names of messages and commands, and their contents. */

/** The setting `micropythonSockets.language.files`. */
export type FilesSetting = 'auto' | 'all' | 'none';

/** Sent by the client when it starts the server, and again by the notification below whenever something of it changes. */
export interface WindowFacts {
  readonly files: FilesSetting;
  /** What the user said of single files, by their URI. */
  readonly chosen: Readonly<Record<string, boolean>>;
  /** Whether another Python server is at work: then only what it cannot know is answered. */
  readonly hasOtherServer: boolean;
}

/** The scheme of documents that are the board's own files: they run nowhere else. */
export const BOARD_SCHEME = 'micropython-board';
/** The scheme of the files of a board at a port. */
export const DEVICE_SCHEME = 'micropython-device';
/** The scheme of the API data's documents, whose text the server has. */
export const STUB_SCHEME = 'micropython-stub';

export const LanguageMessage = {
  /** To the server: WindowFacts. */
  windowFacts: 'micropythonSockets/windowFacts',
  /** To the server: `{ uri }` → whether the file is MicroPython. */
  isMicroPython: 'micropythonSockets/isMicroPython',
  /** To the server: `{ uri }` → the text of a file of the API data, or null when there is no such file. */
  stubText: 'micropythonSockets/stubText',
} as const;

/** The client's command that quick fixes of the server call, with a rule's code and a severity. */
export const SET_RULE = 'micropythonSockets.setRule';
