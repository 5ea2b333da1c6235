# Importing this joins the Wi-Fi network.
import network
import time

wlan = network.WLAN(network.STA_IF)
wlan.active(True)
wlan.connect("any network", "any key")
while not wlan.isconnected():
    time.sleep_ms(20)
