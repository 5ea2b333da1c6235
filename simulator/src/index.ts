/** What the extension and the command line may use of the simulator. */
export { SimulatedBoard, DEFAULT_HEAP_BYTES, type SimulatedRun } from './simulatedBoard';
