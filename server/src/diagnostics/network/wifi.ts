/** Rules about Wi-Fi: how the interface is switched on, and how it joins a network. */
import type { Rule } from '../rule';
import { calls } from '../sites';

export const wifiKeywords: Rule = {
  code: 'wifi-keywords',
  severity: 'error',
  check: ({ engine, file, report }) => {
    for (const { call } of calls(engine, file, 'WLAN', ['connect'])) {
      const named = call.args.filter(({ name }) => name && ['ssid', 'essid', 'key', 'password', 'passwd', 'psk'].includes(name.id));
      const [first] = named;
      if (!first) continue;
      const isInOrder =
        call.args.length === named.length && named.every(({ name }, index) => ['ssid', 'essid'].includes(name?.id ?? '') === (index === 0));
      report({
        from: first.from,
        to: named.at(-1)?.to ?? first.to,
        message: 'connect() takes the name of the network and the password without keywords. On the board this is a TypeError.',
        fixes: () =>
          isInOrder
            ? [
                {
                  title: 'Leave the keywords out',
                  isPreferred: true,
                  edits: named.map(({ from, value }) => ({ from, to: value.from, text: '' })),
                },
              ]
            : [],
      });
    }
  },
};

export const wifiInactive: Rule = {
  code: 'wifi-inactive',
  severity: 'warning',
  check: ({ engine, file, report }) => {
    for (const other of engine.userFiles()) if (calls(engine, other, 'WLAN', ['active']).length > 0) return;
    if (calls(engine, file, 'WLAN', ['active']).length > 0) return;
    for (const { call } of calls(engine, file, 'WLAN', ['connect']))
      report({
        from: call.from,
        to: call.to,
        message: 'The interface is not active: connect() fails with "Wifi Not Started". Call active(True) before.',
      });
  },
};

export const WIFI_RULES: readonly Rule[] = [wifiKeywords, wifiInactive];
