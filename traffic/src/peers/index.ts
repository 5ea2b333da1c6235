/** Test peers on this computer. */
export { startPeers, type TestPeer, type TestPeers } from './startPeers';
