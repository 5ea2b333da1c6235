# interrupt when "waiting"
# access-point {"ssid": "another", "key": "its own key"}
import time

import network

wlan = network.WLAN()
wlan.active(True)
wlan.connect("name", "key")

try:
    print("waiting")
    while not wlan.isconnected():
        time.sleep_ms(100)
finally:
    print("finally")
