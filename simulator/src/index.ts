/** What the extension and the command line may use of the simulator. */
export { SimulatedBoard, DEFAULT_HEAP_BYTES } from './simulatedBoard';
export type { SimulatedRun } from './simulatedSessions';
export { SerialServer } from './serialServer';
export { exportTree, filesIn, filesInTheWay, readImage, readStorage, resetImage, type FileTree, type TreeEntry } from './flash';
export { TraceFile } from './host/traceFile';
