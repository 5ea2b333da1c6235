# The scan takes about two seconds; what it finds is the simulator's.
import network
from attempts import attempt

wlan = network.WLAN(network.STA_IF)
attempt(wlan.scan)
wlan.active(True)
found = wlan.scan()
print(type(found), len(found) > 0)
for ssid, bssid, channel, rssi, security, hidden in found:
    print(type(ssid), type(bssid), len(bssid), 1 <= channel <= 13, -100 < rssi < 0, security in range(17), hidden)
    print(ssid.decode(), ":".join("%02x" % part for part in bssid) == bssid.hex(":"))
