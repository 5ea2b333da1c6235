# access-point {"ssid": "home", "key": "my password", "channel": 11, "rssi": -55, "delayMs": 300}
# access-point {"ssid": "open", "rssi": -80}
# access-point {"ssid": "cellar", "key": "another key", "rssi": -70, "hidden": true, "delayMs": 300, "security": "wpa3"}
# What status() shows when something is wrong. Which reasons a driver goes through with a wrong key varies between access
# points and IDF versions; that 15 comes first and 202 then is one of the ways. 210 and 211 follow from the IDF's documentation.
import time

import network
from attempts import attempt

wlan = network.WLAN(network.STA_IF)
wlan.active(True)


def statuses(*credentials, until):
    seen = []
    attempt(wlan.connect, *credentials)
    for _ in range(600):
        status = wlan.status()
        if not seen or seen[-1] != status:
            seen.append(status)
        if status == until:
            break
        time.sleep_ms(20)
    print(seen)


print("-- scan")
print([(ssid, channel, rssi, security) for ssid, _, channel, rssi, security, _ in wlan.scan()])

print("-- the name is not there")
statuses("nowhere", "any password", until=201)
print(wlan.isconnected(), wlan.ifconfig()[0])
# The driver goes on trying, and takes nothing else meanwhile.
attempt(wlan.connect, "home", "my password")
print(wlan.scan())
attempt(wlan.disconnect)
print(wlan.status())

print("-- the reason of the last failure shows until there is an address: here the board's own disconnect")
statuses("home", "my password", until=1010)
print(wlan.config("channel"), wlan.status("rssi"), wlan.config("ssid"))
wlan.disconnect()
statuses("home", "my password", until=1010)
wlan.disconnect()

print("-- wrong key, with one attempt more")
wlan.config(reconnects=1)
statuses("home", "my passw0rd", until=202)
print("-- and with none more: the driver gives up, and can be told to connect again")
wlan.config(reconnects=0)
while True:
    try:
        wlan.connect("home", "short")
        break
    except OSError:
        time.sleep_ms(50)
while wlan.status() == 202:
    time.sleep_ms(50)
print(wlan.status())
print("-- no key")
statuses("home", until=210)
print("-- a key that asks for more than an open network has")
statuses("open", "any password", until=211)
print("-- hidden")
statuses("cellar", "another key", until=1010)
print("-- off and on: idle, and not connected again")
print(wlan.active(False), wlan.status(), wlan.active(True), wlan.status(), wlan.isconnected())
