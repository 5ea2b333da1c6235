/**
 * A Wi-Fi network around a simulated board, as the user describes it in the settings or on the command line, and the checks
 * that both make. Problems are texts that name the thing, the cause and what to write instead.
 */

export const WIFI_SECURITIES = ['open', 'wep', 'wpa', 'wpa2', 'wpa/wpa2', 'wpa3', 'wpa2/wpa3'] as const;
export type WifiSecurity = (typeof WIFI_SECURITIES)[number];

export interface AccessPointOptions {
  readonly ssid: string;
  /** Absent: an open network. */
  readonly key?: string;
  readonly channel?: number;
  /** Signal strength in dBm. */
  readonly rssi?: number;
  /** Absent: `wpa2` with a key, `open` without. */
  readonly security?: WifiSecurity;
  /** Milliseconds from `connect` to an address. */
  readonly delayMs?: number;
  /** Whether a scan does not tell its name. */
  readonly hidden?: boolean;
}

const MAX_SSID_BYTES = 32;
const MAX_KEY_BYTES = 64;
const MIN_KEY_BYTES = 8;
const RANGES = { channel: [1, 13], rssi: [-100, -1], delayMs: [0, 600_000] } as const;
const FIELDS: readonly string[] = ['ssid', 'key', 'channel', 'rssi', 'security', 'delayMs', 'hidden'];

/** The access point that `value` describes, or what is wrong with it. */
export function readAccessPoint(value: unknown): AccessPointOptions | { readonly problem: string } {
  if (typeof value !== 'object' || value === null || !('ssid' in value) || typeof value.ssid !== 'string')
    return { problem: 'an access point has no name; give it an "ssid"' };
  const { ssid } = value;
  const fields = new Map<string, unknown>(Object.entries(value).filter(([, field]) => field !== undefined));
  const problem = nameProblem(ssid) ?? unknownField(fields) ?? rangeProblem(fields) ?? keyProblem(fields) ?? securityProblem(fields);
  if (problem !== undefined) return { problem: `access point "${ssid}": ${problem}` };
  return Object.fromEntries(fields) as unknown as AccessPointOptions;
}

function nameProblem(ssid: string): string | undefined {
  if (ssid === '') return 'its name is empty; an SSID has 1 to 32 bytes';
  return byteLength(ssid) > MAX_SSID_BYTES ? `its name is longer than ${MAX_SSID_BYTES} bytes; shorten it` : undefined;
}

function unknownField(fields: ReadonlyMap<string, unknown>): string | undefined {
  const unknown = [...fields.keys()].find((name) => !FIELDS.includes(name));
  return unknown === undefined ? undefined : `it has no property "${unknown}"; there are ${FIELDS.join(', ')}`;
}

function rangeProblem(fields: ReadonlyMap<string, unknown>): string | undefined {
  for (const [name, [min, max]] of Object.entries(RANGES)) {
    const value = fields.get(name);
    if (value === undefined || (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max)) continue;
    return `its ${name} is ${shown(value)}; it must be a whole number from ${min} to ${max}`;
  }
  const hidden = fields.get('hidden');
  return hidden === undefined || typeof hidden === 'boolean' ? undefined : `its hidden is ${shown(hidden)}; it must be true or false`;
}

function keyProblem(fields: ReadonlyMap<string, unknown>): string | undefined {
  const key = fields.get('key');
  if (key === undefined) return undefined;
  if (typeof key !== 'string') return `its key is ${shown(key)}; it must be a text`;
  if (fields.get('security') === 'wep' && key !== '') return undefined;
  if (byteLength(key) >= MIN_KEY_BYTES && byteLength(key) <= MAX_KEY_BYTES) return undefined;
  return `its key has ${byteLength(key)} bytes; a key has ${MIN_KEY_BYTES} to ${MAX_KEY_BYTES}, and an open network has none: leave "key" out`;
}

function securityProblem(fields: ReadonlyMap<string, unknown>): string | undefined {
  const security = fields.get('security');
  const hasKey = fields.has('key');
  if (security === undefined) return undefined;
  if (!(WIFI_SECURITIES as readonly unknown[]).includes(security))
    return `its security is ${shown(security)}; it is one of ${WIFI_SECURITIES.join(', ')}`;
  if (security === 'open' && hasKey) return 'it is open and has a key; leave one of the two out';
  return security === 'open' || hasKey ? undefined : `its security is ${shown(security)}, but it has no key; give it a "key"`;
}

function shown(value: unknown): string {
  return JSON.stringify(value);
}

/** Length in UTF-8. */
function byteLength(text: string): number {
  return [...text].reduce((sum, character) => {
    const code = character.codePointAt(0) ?? 0;
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
  }, 0);
}
