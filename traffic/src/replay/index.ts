/** Recorded runs played back to the script. */
export type { Deviation } from './deviation';
export { ReplayError, startReplay, type Replay, type ReplayedPeer, type ReplayOptions } from './replay';
