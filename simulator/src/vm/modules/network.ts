/** The `network` module: country, host name, and the interfaces. */
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { nameServerConfig } from './ipSettings';
import { lanFunction, LAN_CONSTANTS } from './lan';
import { pppType } from './ppp';
import { wlanType } from './wlan';

const MAX_HOST_NAME_BYTES = 32;

const CONSTANTS: Readonly<Record<string, number>> = {
  STA_IF: 0,
  AP_IF: 1,
  MODE_11B: 1,
  MODE_11G: 2,
  MODE_11N: 4,
  MODE_LR: 8,
  AUTH_OPEN: 0,
  AUTH_WEP: 1,
  AUTH_WPA_PSK: 2,
  AUTH_WPA2_PSK: 3,
  AUTH_WPA_WPA2_PSK: 4,
  AUTH_WPA2_ENTERPRISE: 5,
  AUTH_WPA3_PSK: 6,
  AUTH_WPA2_WPA3_PSK: 7,
  AUTH_WAPI_PSK: 8,
  AUTH_OWE: 9,
  AUTH_WPA3_ENT_192: 10,
  AUTH_WPA3_EXT_PSK: 11,
  AUTH_WPA3_EXT_PSK_MIXED_MODE: 12,
  AUTH_MAX: 17,
  STAT_IDLE: 1000,
  STAT_CONNECTING: 1001,
  STAT_GOT_IP: 1010,
  STAT_BEACON_TIMEOUT: 200,
  STAT_NO_AP_FOUND: 201,
  STAT_WRONG_PASSWORD: 202,
  STAT_ASSOC_FAIL: 203,
  STAT_CONNECT_FAIL: 203,
  STAT_HANDSHAKE_TIMEOUT: 204,
  STAT_NO_AP_FOUND_W_COMPATIBLE_SECURITY: 210,
  STAT_NO_AP_FOUND_IN_AUTHMODE_THRESHOLD: 211,
  STAT_NO_AP_FOUND_IN_RSSI_THRESHOLD: 212,
};

export function networkModule(vm: Vm): Ref {
  const { natives, objects, convert, errors } = vm;
  const kept = vm.chip.state('network', () => ({ country: 'XX', hostName: 'mpy-esp32' }));
  const setHostName = (name: Ref): void => {
    const text = convert.str(name);
    if (Buffer.byteLength(text) > MAX_HOST_NAME_BYTES) errors.raise('ValueError');
    kept.hostName = text;
  };
  return natives.module('network', {
    __init__: natives.function(0, 0, () => NONE),
    WLAN: wlanType(vm, { hostName: { get: () => kept.hostName, set: setHostName } }),
    LAN: lanFunction(vm),
    PPP: pppType(vm),
    country: natives.function(0, 1, (code?: Ref) => {
      if (code === undefined) return objects.str(kept.country);
      const text = convert.str(code);
      if (text.length !== 2) return errors.raise('ValueError');
      kept.country = text;
      return NONE;
    }),
    hostname: natives.function(0, 1, (name?: Ref) => {
      if (name === undefined) return objects.str(kept.hostName);
      setHostName(name);
      return NONE;
    }),
    ipconfig: natives.keywordFunction(0, 0xffff, (args, keywords) => nameServerConfig(vm, args, keywords)),
    phy_mode: natives.function(0, 1, () => NONE),
    ...Object.fromEntries(Object.entries({ ...CONSTANTS, ...LAN_CONSTANTS }).map(([name, value]) => [name, objects.int(value)])),
  });
}
