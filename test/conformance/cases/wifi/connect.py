# The station from power-on to an address and back.
import network
import time
from attempts import attempt

wlan = network.WLAN(network.STA_IF)
print(wlan is network.WLAN(), wlan is network.WLAN(network.WLAN.IF_STA), wlan is network.WLAN(network.AP_IF))
print(wlan.active(), wlan.isconnected(), wlan.status() == network.STAT_IDLE, wlan.ifconfig())
print("-- not active. The fact sheet derives this text from the IDF's error codes; it was not seen on a board.")
attempt(wlan.connect, "name", "key")
attempt(wlan.disconnect)
print("-- active")
print(wlan.active(True), wlan.active(), wlan.status())
attempt(wlan.disconnect)
print(wlan.status(), wlan.isconnected())
attempt(wlan.status, "rssi")
print("-- connecting")
attempt(wlan.connect, "name", "a long key")
seen = [wlan.status()]
attempt(wlan.connect, "name", "a long key")
print(wlan.isconnected(), wlan.ifconfig()[0])
count = 0
while not wlan.isconnected():
    time.sleep_ms(100)
    count += 1
    if wlan.status() != seen[-1]:
        seen.append(wlan.status())
print(seen, seen[-1] == network.STAT_GOT_IP, count > 3)
print("-- connected")
print(wlan.ifconfig())
attempt(wlan.connect, "name", "a long key")
print(-100 < wlan.status("rssi") < 0, wlan.config("ssid"))
print("-- disconnected")
attempt(wlan.disconnect)
print(wlan.isconnected(), wlan.status(), wlan.ifconfig()[0])
attempt(wlan.connect)
while not wlan.isconnected():
    time.sleep_ms(100)
print(wlan.config("essid"), wlan.active(False), wlan.isconnected(), wlan.active())
wlan.active(True)
wlan.connect(b"bytes", b"key")
wlan.connect("again", "key")
