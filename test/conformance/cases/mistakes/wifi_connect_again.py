# Mistake: connect() while the board is connecting or connected already, as when boot.py and main.py both do it.
import network
import time
from attempts import attempt

wlan = network.WLAN(network.STA_IF)
wlan.active(True)
attempt(wlan.connect, "home", "my password")
attempt(wlan.connect, "home", "my password")
while not wlan.isconnected():
    time.sleep_ms(20)
attempt(wlan.connect, "home", "my password")
# Either of these is right.
if not wlan.isconnected():
    wlan.connect("home", "my password")
wlan.disconnect()
attempt(wlan.connect, "home", "my password")
while True:
    wlan.connect("home", "my password")
