/**
 * Reads an access point from one word of the command line: its SSID, then fields after commas. A comma that no field's name
 * follows is part of what stands before it, so that names and keys may have commas.
 */
import { readAccessPoint, type AccessPointOptions } from '../../shared/src';

const FIELD = /,(?=(?:key|channel|rssi|security|delay)=|hidden(?:,|$))/;
/** A comma before something that was meant as a field. */
const UNKNOWN_FIELD = /,([a-z]+)=/;
const NUMBERS: Readonly<Record<string, string>> = { channel: 'channel', rssi: 'rssi', delay: 'delayMs' };

/** The access point, or what is wrong with it. */
export function readAccessPointText(text: string): AccessPointOptions | { readonly problem: string } {
  const [ssid = '', ...fields] = text.split(FIELD);
  const unknown = UNKNOWN_FIELD.exec(ssid)?.[1];
  if (unknown !== undefined) {
    const name = ssid.slice(0, ssid.indexOf(','));
    return { problem: `access point "${name}": there is no field "${unknown}"; there are key, channel, rssi, security, delay and hidden` };
  }
  const accessPoint: Record<string, unknown> = { ssid };
  for (const field of fields) {
    const [name = '', value] = splitOnce(field);
    const number = NUMBERS[name];
    if (value === undefined) accessPoint[name] = true;
    else if (number === undefined) accessPoint[name] = value;
    else accessPoint[number] = /^-?\d+$/.test(value) ? Number(value) : value;
  }
  return readAccessPoint(accessPoint);
}

function splitOnce(field: string): readonly [name: string, value?: string] {
  const end = field.indexOf('=');
  return end < 0 ? [field] : [field.slice(0, end), field.slice(end + 1)];
}
