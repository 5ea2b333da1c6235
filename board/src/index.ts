/** What the heads may use of boards over a wire. */
export { BoardFiles } from './files/boardFiles';
export { download, upload, type CopyOptions, type CopyProgress, type CopySummary } from './files/copyTree';
export { projectFilter } from './files/ignoreRules';
export { BoardFileError } from './files/boardFileError';
export type { BoardEntry, FileSession, TransferOptions } from './files/fileSession';
export { ConnectedBoard } from './connectedBoard';
export { BoardRun, type BoardRunOptions } from './run/boardRun';
export type { ControlLines, OpenOptions, Transport } from './transport/transport';
export { openTransport, readAddress, type BoardAddress } from './transport/openTransport';
export { findPort, portKey, type BoardPort, type Likelihood } from './ports/boardPort';
export { listPorts, type ListOptions } from './ports/listPorts';
export { PortWatcher, type PortChange } from './ports/portWatcher';
export { readUsbText, usbText, type UsbId } from './ports/usbDevices';
export { knownTrouble } from './repl/reachRawRepl';
