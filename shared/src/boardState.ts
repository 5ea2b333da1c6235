/**
 * What somebody who watches a board sees of it beside its pins: its radio, its heap and its sockets. All of it is a look from
 * outside: the script neither does anything for it nor notices it.
 */

export type StationState =
  | { readonly kind: 'off' }
  /** Switched on, and neither in a network nor on the way into one. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly ssid: string }
  | { readonly kind: 'connected'; readonly ssid: string; readonly address: string; readonly rssiDbm: number };

/** Another board in the network that the board makes as an access point. */
export interface JoinedStation {
  /** Six bytes in hexadecimal with colons. */
  readonly mac: string;
  readonly address: string;
}

export interface RadioState {
  readonly station: StationState;
  /** The network that the board makes; absent while its access point is off. */
  readonly accessPoint?: { readonly ssid: string; readonly address: string; readonly stations: readonly JoinedStation[] };
}

/** MicroPython's heap, as `gc.mem_alloc()` and `gc.mem_free()` count it. Garbage counts as used until it is collected. */
export interface HeapState {
  readonly usedBytes: number;
  readonly totalBytes: number;
}

export interface OpenSocket {
  /** The number that records of this socket have. */
  readonly socket: number;
  readonly protocol: 'tcp' | 'udp';
  /** `ended`: the other side has said that nothing more comes. UDP is always `open`. */
  readonly state: 'connecting' | 'connected' | 'ended' | 'failed' | 'listening' | 'open';
  /** 0: none yet. */
  readonly localPort: number;
  /** `www.example.com:80` */
  readonly peer?: string;
}

export interface BoardState {
  readonly radio: RadioState;
  /** Absent until a VM has booted. */
  readonly heap?: HeapState;
  readonly sockets: readonly OpenSocket[];
  readonly isAtPrompt: boolean;
}

/** What boards and runs have in common: they can be watched. */
export interface Watchable {
  /**
   * While a board is watched, `wifi`, `memory`, `sockets` and `prompt` events tell what has changed, ten times a second at most; first comes
   * all that there is, the pins in use among it. Unwatched, as it begins, a board spends nothing on it.
   */
  watch(isWatched: boolean): void;
}
