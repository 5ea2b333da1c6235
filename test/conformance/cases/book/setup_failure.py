# access-point {"ssid": "home", "key": "my password", "delayMs": 200}
# A function that joins a network, where it cannot: the driver tells why in its status, and the timer of the LED is stopped.
# With a wrong key a board may show 15 or 204 first; the program waits for what its table has.
import utime
from machine import Pin, Timer
from network import STA_IF, STAT_CONNECTING, STAT_GOT_IP, STAT_IDLE, STAT_NO_AP_FOUND, STAT_WRONG_PASSWORD, WLAN

TEXTS = {STAT_IDLE: "idle", STAT_CONNECTING: "connecting", STAT_GOT_IP: "connected", STAT_NO_AP_FOUND: "no such network", STAT_WRONG_PASSWORD: "wrong password"}
LED = Pin(2, Pin.OUT)


def setup(ssid, key):
    timer = Timer(1)
    timer.init(period=50, mode=Timer.PERIODIC, callback=lambda t: LED.value(not LED.value()))
    wifi = WLAN(STA_IF)
    wifi.active(True)
    wifi.disconnect()
    while wifi.status() in (STAT_NO_AP_FOUND, STAT_WRONG_PASSWORD):
        utime.sleep_ms(20)
    wifi.connect(ssid, key)
    for _ in range(200):
        status = wifi.status()
        if status in (STAT_GOT_IP, STAT_NO_AP_FOUND, STAT_WRONG_PASSWORD):
            break
        utime.sleep_ms(100)
    timer.deinit()
    print(ssid, status, TEXTS[status], wifi.isconnected(), wifi.ifconfig()[0])
    before = LED.value()
    utime.sleep_ms(120)
    print(LED.value() == before)


setup("nowhere", "my password")
setup("home", "your password")
setup("home", "my password")
