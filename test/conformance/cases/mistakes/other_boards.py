# Mistake: programs for a Raspberry Pi Pico or an ESP8266.
import machine
import network
from attempts import attempt

attempt(machine.Pin, "LED", machine.Pin.OUT)
attempt(machine.Timer, 4)
for name in ("rp2", "cyw43", "picozero"):
    attempt(__import__, name)
wlan = network.WLAN(network.STA_IF)
wlan.active(True)
wlan.connect("home", "my password")
# The numbers of a Pico are 0 to 3 and negative ones.
print(wlan.status() in (0, 1, 2, 3, -1, -2, -3), wlan.status() == network.STAT_CONNECTING)
attempt(lambda: network.STAT_CONNECT_FAIL)
attempt(lambda: network.RPI_PICO)
attempt(lambda: wlan.config(pm=0xA11140))
attempt(machine.Pin, 24)
attempt(machine.Pin, 34, machine.Pin.OUT)
machine.Pin("LED", machine.Pin.OUT)
