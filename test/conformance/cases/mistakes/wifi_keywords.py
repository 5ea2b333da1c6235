# Mistake: keywords for the name and the key of a network.
import network
from attempts import attempt

wlan = network.WLAN(network.STA_IF)
wlan.active(True)
attempt(lambda: wlan.connect(ssid="home", key="my password"))
attempt(lambda: wlan.connect(ssid="home", password="my password"))
attempt(lambda: wlan.connect("home", key="my password"))
attempt(lambda: wlan.connect("home", password="my password"))
attempt(lambda: wlan.connect("home", "my password", timeout=10))
attempt(lambda: wlan.active(is_active=True))
attempt(lambda: wlan.connect("home", "my password"))
wlan.connect(ssid="home", password="my password")
