/** Recorded runs as files. */
export { readNdjson, writeNdjson, type NdjsonOptions } from './ndjson';
export { openRun, RUN_FORMATS, runFormatOf, saveRun, type RunFormat } from './runFile';
export { RunFileError } from './runFileError';
export { collectRun, type RunStream } from './runStream';
