/** What the heads may use of boards over a wire. */
export { ConnectedBoard } from './connectedBoard';
export { BoardRun, type BoardRunOptions } from './run/boardRun';
export type { ControlLines, OpenOptions, Transport } from './transport/transport';
export { openTransport } from './transport/openTransport';
