/**
 * OSErrors of an ESP32 that have a text in place of a number: those of the Wi-Fi driver, and a few more. What each means
 * and what to do. Data only; `explanationText` looks things up, and docs/errors.md shows the same table.
 */

export interface WordedError {
  readonly meaning: string;
  readonly advice: string;
}

const SWITCH_ON = 'Call wlan.active(True) first.';
const ONE_AT_A_TIME = 'Call wlan.disconnect(), wait a little, and try again.';

export const WORDED_ERRORS: ReadonlyMap<string, WordedError> = new Map([
  ['Wifi Not Initialized', { meaning: 'The Wi-Fi driver does not run.', advice: SWITCH_ON }],
  ['Wifi Not Started', { meaning: 'The interface is not switched on.', advice: SWITCH_ON }],
  ['Wifi Not Stopped', { meaning: 'The Wi-Fi driver still runs.', advice: 'Call wlan.active(False) first.' }],
  [
    'Wifi Invalid Interface',
    { meaning: 'The interface cannot do this.', advice: 'Station (STA_IF) and access point (AP_IF) are two objects: use the other one.' },
  ],
  ['Wifi Invalid Mode', { meaning: 'The interface is not in a mode for this, or is switched off.', advice: SWITCH_ON }],
  ['Wifi Internal State Error', { meaning: 'The driver is busy, most often with connecting.', advice: ONE_AT_A_TIME }],
  [
    'Wifi Internal Error',
    {
      meaning: 'The board connects already, or is connected, as it still is after a soft reset.',
      advice: 'Ask wlan.isconnected() first, and call wlan.disconnect() before another connect().',
    },
  ],
  [
    'Wifi Internal NVS Error',
    {
      meaning: 'The driver could not read or write its settings in the flash memory.',
      advice: 'Erase the flash memory and install the firmware again.',
    },
  ],
  [
    'Wifi Invalid MAC Address',
    {
      meaning: 'Devices cannot have this MAC address.',
      advice: 'Give six bytes, the first of them an even number, and not all of them 0.',
    },
  ],
  ['Wifi SSID Invalid', { meaning: 'Networks cannot have this name.', advice: 'A name has 1 to 32 bytes.' }],
  [
    'Wifi Invalid Password',
    {
      meaning: 'The key does not fit the security of the access point.',
      advice: 'Give a key of 8 to 63 characters together with the security; an open network (security 0) needs none.',
    },
  ],
  [
    'Wifi Wakeup Failure',
    { meaning: 'The radio did not wake up.', advice: 'Switch it off and on: wlan.active(False), wlan.active(True).' },
  ],
  ['Wifi Would Block', { meaning: 'The driver would have to wait.', advice: ONE_AT_A_TIME }],
  [
    'Wifi Not Connected',
    {
      meaning: 'The board is not connected to a network, so there is no signal strength either.',
      advice: 'Wait until wlan.isconnected() is True.',
    },
  ],
  [
    'WiFi Out of Memory',
    {
      meaning: 'There is not enough memory for the Wi-Fi driver.',
      advice: 'Switch Wi-Fi on early in the program, before large data is made.',
    },
  ],
  [
    'STA required',
    { meaning: 'Only the station has this setting or status.', advice: 'Ask network.WLAN(network.STA_IF), not the access point.' },
  ],
  [
    'AP required',
    { meaning: 'Only the access point has this setting or status.', advice: 'Ask network.WLAN(network.AP_IF), not the station.' },
  ],
  ['STA must be active', { meaning: 'The station, which does the scan, is not switched on.', advice: SWITCH_ON }],
  [
    'stream operation not supported',
    {
      meaning: 'The object cannot be watched: it is no socket and no other stream.',
      advice: 'Give select and poll the sockets themselves, not their numbers, and TLS a connected socket.',
    },
  ],
]);
