# interrupt when "waiting"
import network

wlan = network.WLAN()
wlan.active(True)

try:
    print("waiting")
    wlan.scan()
finally:
    print("finally")
