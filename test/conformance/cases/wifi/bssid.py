# access-point {"ssid": "home", "key": "my password", "channel": 3, "rssi": -40, "delayMs": 100}
# access-point {"ssid": "home", "key": "my password", "channel": 9, "rssi": -80, "delayMs": 100}
# Two access points of one network: either, unless the program says which.
import network
import time

wlan = network.WLAN()
wlan.active(True)
found = {channel: bssid for ssid, bssid, channel, *_ in wlan.scan()}
print(sorted(found))


def join(**options):
    wlan.connect("home", "my password", **options)
    while not wlan.isconnected():
        time.sleep_ms(20)
    print(wlan.config("channel"), wlan.status("rssi"))
    wlan.disconnect()


join(bssid=found[9])
join(bssid=found[3])
# connect() without a name takes it all from the last one.
wlan.connect()
while not wlan.isconnected():
    time.sleep_ms(20)
print(wlan.config("channel"))
wlan.disconnect()
wlan.connect("home", "my password", bssid=b"\0\1\2\3\4\5")
while wlan.status() != 201:
    time.sleep_ms(20)
print(wlan.isconnected())
