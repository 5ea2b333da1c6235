/**
 * The words that the VM worker and the I/O thread of one board share. They carry states, never requests: either side
 * reads them at any time without a hand-over. Whenever the I/O thread changes something that a waiting script may want
 * to see (data, a connection state, a reply, a timer, an interrupt) it rings the doorbell, which wakes the VM.
 */
import { addressOfWord, wordOfAddress, type InterfaceAddresses, type Interfaces } from './network';
import { PIN_MEMORY_WORDS, PinMemory } from './pinMemory';

const Word = {
  doorbell: 0,
  interrupt: 1,
  /** Whether a timer fell due; which one did is in the words behind all these. */
  isTimerDue: 2,
  recording: 3,
  wifiActive: 4,
  wifiStatus: 5,
  wifiHasAddress: 6,
  inputTaken: 7,
  wifiSignal: 8,
  wifiChannel: 9,
  nameServer: 10,
  accessPointActive: 11,
  /** Address, mask and gateway, each a word. */
  stationAddresses: 12,
  accessPointAddresses: 15,
  wifiBusy: 18,
  atPrompt: 19,
  scriptsTaken: 20,
  watchdogFed: 24,
} as const;

/**
 * What the word of the interrupt holds: 0, the user's interrupt, or from `MAKE_WAY` on one for a script that waits, plus how many
 * scripts the board had taken when it was asked for. So it says itself whether it comes too late and would meet the script.
 */
const USER_INTERRUPT = 1;
const MAKE_WAY = 2;
/** How many of the words above there may be. */
const STATE_WORDS = 32;
/** How many timers can run at once, those of hardware included. */
export const TIMER_COUNT = 256;
const TIMERS_DUE = STATE_WORDS;
const PINS = TIMERS_DUE + TIMER_COUNT / 32;
const WORD_COUNT = PINS + PIN_MEMORY_WORDS;
/** How long a waiting thread looks for the doorbell before it sleeps. */
const LOOK_MS = 0.1;

/** What a script can see of the station. */
export interface WifiFacts {
  readonly isActive: boolean;
  /** The station is connected, or the driver tries to be. */
  readonly isBusy: boolean;
  /** `WLAN.status()` */
  readonly status: number;
  readonly hasAddress: boolean;
}

export class BoardMemory implements Interfaces {
  private readonly words: Int32Array;
  readonly pins: PinMemory;

  constructor(readonly buffer: SharedArrayBuffer = new SharedArrayBuffer(WORD_COUNT * 4)) {
    this.words = new Int32Array(buffer);
    this.pins = new PinMemory(this.words.subarray(PINS));
  }

  // --- I/O thread ---

  /** Wakes the VM if it waits, and makes its next wait return at once if it was about to. */
  ringDoorbell(): void {
    Atomics.add(this.words, Word.doorbell, 1);
    Atomics.notify(this.words, Word.doorbell);
  }

  requestInterrupt(): void {
    Atomics.store(this.words, Word.interrupt, USER_INTERRUPT);
  }

  /** Interrupts what is in the way of a script, unless the board has taken more scripts than `scriptsTaken` when it sees this. */
  requestWay(scriptsTaken: number): void {
    if (Atomics.load(this.words, Word.interrupt) !== USER_INTERRUPT) Atomics.store(this.words, Word.interrupt, MAKE_WAY + scriptsTaken);
  }

  /** Marks the callback of a timer (0 to `TIMER_COUNT` - 1) as due. */
  setTimerDue(timer: number): void {
    Atomics.or(this.words, TIMERS_DUE + (timer >> 5), 1 << (timer & 31));
    Atomics.store(this.words, Word.isTimerDue, 1);
  }

  set recording(on: boolean) {
    Atomics.store(this.words, Word.recording, on ? 1 : 0);
  }

  setWifi(state: WifiFacts): void {
    Atomics.store(this.words, Word.wifiActive, state.isActive ? 1 : 0);
    Atomics.store(this.words, Word.wifiBusy, state.isBusy ? 1 : 0);
    Atomics.store(this.words, Word.wifiHasAddress, state.hasAddress ? 1 : 0);
    Atomics.store(this.words, Word.wifiStatus, state.status);
  }

  /** How strong the joined network is, in dBm, and on which channel. */
  setSignal({ rssi, channel }: { readonly rssi: number; readonly channel: number }): void {
    Atomics.store(this.words, Word.wifiSignal, rssi);
    Atomics.store(this.words, Word.wifiChannel, channel);
  }

  set stationAddresses(addresses: InterfaceAddresses) {
    this.storeAddresses(Word.stationAddresses, addresses);
  }

  set nameServer(address: string) {
    Atomics.store(this.words, Word.nameServer, wordOfAddress(address));
  }

  /** The addresses of the board's own access point; undefined while it is off. */
  set accessPoint(addresses: InterfaceAddresses | undefined) {
    if (addresses) this.storeAddresses(Word.accessPointAddresses, addresses);
    Atomics.store(this.words, Word.accessPointActive, addresses ? 1 : 0);
  }

  /** How many bytes of standard input the VM has taken, modulo 2^32. */
  get inputTaken(): number {
    return Atomics.load(this.words, Word.inputTaken) >>> 0;
  }

  /** Whether the board waits at its prompt, where nothing runs that could be interrupted. */
  get atPrompt(): boolean {
    return Atomics.load(this.words, Word.atPrompt) !== 0;
  }

  /** How many scripts the board has taken at its prompt. */
  get scriptsTaken(): number {
    return Atomics.load(this.words, Word.scriptsTaken);
  }

  /** When the watchdog was fed last, on the common clock in whole milliseconds, modulo 2^32. */
  get watchdogFedMs(): number {
    return Atomics.load(this.words, Word.watchdogFed);
  }

  // --- VM worker ---

  set watchdogFedMs(nowMs: number) {
    Atomics.store(this.words, Word.watchdogFed, nowMs);
  }

  countScriptTaken(): void {
    Atomics.add(this.words, Word.scriptsTaken, 1);
  }

  set atPrompt(isAtPrompt: boolean) {
    Atomics.store(this.words, Word.atPrompt, isAtPrompt ? 1 : 0);
  }

  /** Counts bytes of standard input that the script has read: there is room for as many more. */
  addInputTaken(count: number): void {
    Atomics.add(this.words, Word.inputTaken, count);
  }

  /** The doorbell's count: read it, look at the states, and hand it to `waitForDoorbell` if none was what you want. */
  get doorbell(): number {
    return Atomics.load(this.words, Word.doorbell);
  }

  /**
   * Waits until the doorbell's count differs from `seen`, at most `timeoutMs` (Infinity: no limit). Putting a thread to sleep
   * and waking it takes longer than most answers: so it looks for a moment before it sleeps.
   */
  waitForDoorbell(seen: number, timeoutMs: number): void {
    const startMs = performance.now();
    while (performance.now() - startMs < LOOK_MS) if (this.doorbell !== seen) return;
    Atomics.wait(this.words, Word.doorbell, seen, Math.max(0, timeoutMs - LOOK_MS));
  }

  /** Whether what runs is to be interrupted, since the last call. */
  takeInterrupt(): boolean {
    const request = this.takeInterruptRequest();
    return request === USER_INTERRUPT || request === MAKE_WAY + this.scriptsTaken;
  }

  /** The same at the prompt, where the user's interrupt is a key, and nothing is in the way of a script. */
  takeInterruptKey(): boolean {
    return this.takeInterruptRequest() === USER_INTERRUPT;
  }

  private takeInterruptRequest(): number {
    return this.isInterruptRequested ? Atomics.exchange(this.words, Word.interrupt, 0) : 0;
  }

  /** The timers that fell due since the last call. */
  takeTimersDue(): readonly number[] {
    if (!this.isTimerDue || Atomics.exchange(this.words, Word.isTimerDue, 0) === 0) return [];
    const due: number[] = [];
    for (let first = 0; first < TIMER_COUNT; first += 32) {
      const bits = Atomics.exchange(this.words, TIMERS_DUE + (first >> 5), 0);
      for (let i = 0; i < 32; i++) if ((bits & (1 << i)) !== 0) due.push(first + i);
    }
    return due;
  }

  get isInterruptRequested(): boolean {
    return Atomics.load(this.words, Word.interrupt) !== 0;
  }

  /** Whether the VM has not yet taken an interrupt, a timer or a change of the pins; at the prompt an interrupt is a key. */
  get isAnythingDue(): boolean {
    return (this.isInterruptRequested && !this.atPrompt) || this.isTimerDue || this.pins.hasChanges;
  }

  get isTimerDue(): boolean {
    return Atomics.load(this.words, Word.isTimerDue) !== 0;
  }

  /** Forgets that a timer fell due. */
  clearTimerDue(timer: number): void {
    Atomics.and(this.words, TIMERS_DUE + (timer >> 5), ~(1 << (timer & 31)));
  }

  get recording(): boolean {
    return this.words[Word.recording] !== 0;
  }

  get wifiActive(): boolean {
    return Atomics.load(this.words, Word.wifiActive) !== 0;
  }

  get wifiBusy(): boolean {
    return Atomics.load(this.words, Word.wifiBusy) !== 0;
  }

  get wifiStatus(): number {
    return Atomics.load(this.words, Word.wifiStatus);
  }

  get wifiHasAddress(): boolean {
    return Atomics.load(this.words, Word.wifiHasAddress) !== 0;
  }

  get wifiSignal(): number {
    return Atomics.load(this.words, Word.wifiSignal);
  }

  get wifiChannel(): number {
    return Atomics.load(this.words, Word.wifiChannel);
  }

  /** What the station interface has or was given, whether it is connected or not. */
  get stationAddresses(): InterfaceAddresses {
    return this.loadAddresses(Word.stationAddresses);
  }

  get nameServer(): string {
    return addressOfWord(Atomics.load(this.words, Word.nameServer));
  }

  get station(): InterfaceAddresses | undefined {
    return this.wifiHasAddress ? this.stationAddresses : undefined;
  }

  get accessPoint(): InterfaceAddresses | undefined {
    return Atomics.load(this.words, Word.accessPointActive) === 0 ? undefined : this.loadAddresses(Word.accessPointAddresses);
  }

  private storeAddresses(word: number, { address, netmask, gateway }: InterfaceAddresses): void {
    for (const [i, text] of [address, netmask, gateway].entries()) Atomics.store(this.words, word + i, wordOfAddress(text));
  }

  private loadAddresses(word: number): InterfaceAddresses {
    const [address = '', netmask = '', gateway = ''] = [0, 1, 2].map((i) => addressOfWord(Atomics.load(this.words, word + i)));
    return { address, netmask, gateway };
  }
}
