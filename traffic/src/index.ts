/** Recorded traffic: put together to connections, decoded, saved, exported, compared and replayed. */
export * from './conversation';
export * from './conversations';
export * from './recordedRun';
export * from './decode';
export * from './files';
