# The errors of the driver that are a text: what `errno` and `args` of the exception are, and that it is an OSError like others.
import errno

import network

wlan, ap = network.WLAN(), network.WLAN(network.AP_IF)


def show(call, *args, **options):
    try:
        print(call(*args, **options))
    except OSError as e:
        print(type(e).__name__, repr(e.errno), e.args, str(e), e.errno in errno.errorcode)


show(wlan.connect, "name", "a long key")
wlan.active(True)
show(wlan.status, "rssi")
show(ap.status, "rssi")
show(wlan.status, "stations")
show(wlan.config, ssid="mine")
show(ap.config, security=3, key="short")
show(ap.config, mac=b"\x01\x02\x03\x04\x05\x06")
wlan.connect("name", "a long key")
show(wlan.connect, "name", "a long key")
# A name that is too long is cut, not refused.
wlan.disconnect()
show(wlan.connect, "n" * 40)
print(len(wlan.config("ssid")))
wlan.connect("name", "a long key")
