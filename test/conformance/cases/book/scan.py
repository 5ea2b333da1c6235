# access-point {"ssid": "home", "key": "my password", "channel": 11, "rssi": -55}
# access-point {"ssid": "caf\u00e9", "rssi": -80, "channel": 1}
# Which networks there are, and what the board knows of itself.
import network
import ubinascii
from machine import unique_id

wifi = network.WLAN(network.STA_IF)
wifi.active(True)
KINDS = ("open", "WEP", "WPA-PSK", "WPA2-PSK", "WPA/WPA2-PSK")
for ap in sorted(wifi.scan(), key=lambda ap: -ap[3]):
    print(str(ap[0], "utf8"), len(ubinascii.hexlify(ap[1], ":")), "channel", ap[2], ap[3], "dBm", KINDS[ap[4]], ap[5], len(ap))
wifi.connect("home", "my password")
while wifi.status() == network.STAT_CONNECTING:
    pass
print(ubinascii.hexlify(wifi.config("mac"), "-").decode(), wifi.config("mac") == unique_id())
print(wifi.config("hostname"), wifi.config("channel"), wifi.status("rssi"), wifi.config("essid"))
print(wifi.ifconfig())
