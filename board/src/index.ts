/** What the heads may use of boards over a wire. */
export type { ControlLines, OpenOptions, Transport } from './transport/transport';
export { openTransport } from './transport/openTransport';
