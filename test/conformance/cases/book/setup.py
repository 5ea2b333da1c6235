# access-point {"ssid": "home", "key": "my password", "delayMs": 900}
# A function that joins a network, with an LED that a timer blinks meanwhile: fast while it tries, slow once it is connected.
import network
import time
from machine import Pin, Timer

LED = Pin(2, Pin.OUT)
seen = []
blinks = 0


def toggle(timer):
    global blinks
    blinks += 1
    LED.value(not LED.value())


def setup(country, ssid, key):
    timer = Timer(1)
    timer.init(period=200, mode=Timer.PERIODIC, callback=toggle)
    network.country(country)
    wifi = network.WLAN(network.STA_IF)
    wifi.active(True)
    # Nothing is connected yet, and that is no error.
    print("disconnect", wifi.disconnect(), wifi.status() == network.STAT_IDLE)
    wifi.connect(ssid, key)
    for _ in range(200):
        status = wifi.status()
        seen.append(status)
        if status == network.STAT_GOT_IP:
            timer.init(period=1000, mode=Timer.PERIODIC, callback=toggle)
            return wifi, timer
        if status not in (network.STAT_IDLE, network.STAT_CONNECTING):
            break
        time.sleep_ms(100)
    timer.deinit()
    return None, timer


wifi, timer = setup("gb", "home", "my password")
print(network.country(), wifi.isconnected(), wifi.ifconfig())
print(sorted(set(seen)), seen.count(1001) > 5, blinks > 3)
blinks = 0
time.sleep_ms(1100)
print("slow now", 0 < blinks < 4, timer)
timer.deinit()
level = LED.value()
LED.value(not LED.value())
print(level != LED.value(), LED)
