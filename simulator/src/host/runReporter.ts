/**
 * Everything that one run tells: output, records, pins, notices, states. It joins and paces what comes in large numbers,
 * keeps the order that the user sees, and says when the board must wait because the parent or the disk is behind.
 */
import type { ListeningPort, Notice, OutputStream, PinState, ResetCause, RunEvent, RunState } from '../../../shared/src';
import { decodeRecord } from '../syscall';
import { EventChannel } from './eventChannel';
import { OutputBuffer } from './outputBuffer';
import { BitstreamEvents } from './bitstreamEvents';
import { PinEvents } from './pinEvents';
import { RecordBuffer } from './recordBuffer';
import { SIMULATED_ESP32 } from '../targetName';
import type { TraceFile } from './traceFile';

export interface RunReporterSetup {
  readonly post: (event: RunEvent) => void;
  /** The parent or the disk has caught up after `isFull`. */
  readonly onRoom: () => void;
  /** Whether the parent wants `records` events. */
  readonly recordSockets: boolean;
  /** Receives every record, if the user wants a trace; closed with the reporter. */
  readonly traceFile: TraceFile | undefined;
  /** The name of the script that the board was switched on with; empty if there is none. */
  readonly scriptName: () => string;
}

export class RunReporter {
  private readonly channel: EventChannel;
  private readonly output: OutputBuffer;
  private readonly records: RecordBuffer;
  private readonly pins: PinEvents;
  private readonly bitstreams: BitstreamEvents;
  private readonly told = new Set<string>();
  /** The last state of each pin that was told in this life of the board. */
  private readonly pinStates = new Map<number, PinState>();
  private readonly files = new Map<number, string>();
  private recordCount = 0;
  private startedMs = performance.now();

  constructor(private readonly setup: RunReporterSetup) {
    this.channel = new EventChannel(setup.post, setup.onRoom);
    this.output = new OutputBuffer((event) => this.channel.send(event));
    this.records = new RecordBuffer({ onEvent: (event) => this.channel.send(event), isFull: () => this.channel.isFull });
    this.pins = new PinEvents((event) => this.channel.send(event));
    this.bitstreams = new BitstreamEvents((event) => this.channel.send(event));
    setup.traceFile?.watch({ onRoom: setup.onRoom, onFailure: (text) => this.notice({ severity: 'error', text }) });
  }

  get isFull(): boolean {
    return this.channel.isFull || this.setup.traceFile?.isFull === true;
  }

  acknowledge(eventCount: number): void {
    this.channel.acknowledge(eventCount);
  }

  write(stream: OutputStream, bytes: Uint8Array): void {
    this.output.write(stream, bytes);
  }

  /** A file of the script's, which records name by number from now on. */
  file(number: number, name: string): void {
    this.files.set(number, name);
  }

  /** `payload` is the record as it came from the VM. */
  record(payload: Uint8Array): void {
    const record = decodeRecord(payload, ++this.recordCount, this.files);
    // What the VM recorded may be here before its word that it runs.
    this.beginTrace(record.timeMs);
    this.setup.traceFile?.write(record);
    if (this.setup.recordSockets) this.records.add(record);
  }

  /** What the VM wrote together is here: it may go out. */
  settle(): void {
    this.output.settle();
    this.records.settle();
  }

  /** What was written so far goes out without waiting for more. */
  flushOutput(): void {
    this.output.flush();
  }

  pin(state: PinState): void {
    this.pinStates.set(state.pin, state);
    this.pins.add({ kind: 'pin', ...state, timeMs: performance.now() - this.startedMs });
  }

  /** What a strip of LEDs on a pin was sent. */
  bitstream(pin: number, colors: Uint8Array): void {
    this.bitstreams.add(pin, colors);
  }

  /** Tells all pins in use again, for somebody who begins to look. */
  tellPins(): void {
    for (const state of [...this.pinStates.values()]) this.pin(state);
  }

  /** What somebody who watches is told of the board's state. */
  watched(event: RunEvent): void {
    this.channel.send(event);
  }

  notice(notice: Notice): void {
    this.output.flush();
    this.channel.send({ kind: 'notice', notice });
  }

  listening(port: ListeningPort): void {
    this.output.flush();
    this.channel.send({ kind: 'listening', ...port });
  }

  /** A notice that is worth saying only once in a run. */
  tellOnce(key: string, notice: Notice): void {
    if (this.told.has(key)) return;
    this.told.add(key);
    this.notice(notice);
  }

  state(state: RunState): void {
    if (state === 'starting') this.pinStates.clear();
    if (state === 'running') {
      this.startedMs = performance.now();
      this.beginTrace(0);
    }
    this.channel.send({ kind: 'state', state });
  }

  private beginTrace(sinceStartMs: number): void {
    if (this.setup.traceFile?.hasBegun !== false) return;
    const startedAt = Math.round(Date.now() - sinceStartMs);
    this.setup.traceFile.begin({ script: this.setup.scriptName(), target: SIMULATED_ESP32, startedAt });
  }

  reset(cause: ResetCause): void {
    this.flush();
    if (cause !== 'soft') this.pinStates.clear();
    this.channel.send({ kind: 'reset', cause });
  }

  /** Sends what is left. */
  flush(): void {
    this.output.flush();
    this.pins.flush();
    this.bitstreams.flush();
    this.records.flush();
  }

  /** Sends what is left and closes the trace. Never rejects. */
  async close(): Promise<void> {
    this.flush();
    for (const buffer of [this.output, this.pins, this.bitstreams, this.records]) buffer.dispose();
    await this.setup.traceFile?.close();
    this.state('ended');
  }
}
