/** Recorded traffic: put together to connections, decoded, saved, exported, compared and replayed. */
export * from './conversation';
export { conversationsOf, type NumberedConversation } from './conversations';
export type * from './worker/messages';
export * from './recordedRun';
export * from './decode';
export { pcapngOf } from './export/pcapng';
export * from './files';
export { harOf } from './export/har';
export { runOfHar } from './export/harImport';
export { runText, runTextInSlices } from './compare/runText';
export * from './replay';
export * from './peers';
export { runSummary } from './compare/runSummary';
export { unifiedDiff, type DiffSide } from './compare/unifiedDiff';
