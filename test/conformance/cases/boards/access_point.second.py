# start when "listening"
# access-point {"ssid": "another", "key": "its own key"}
import socket
import time

import network

sta = network.WLAN(network.STA_IF)
sta.active(True)
print([(ssid, bssid.hex(), channel, security) for ssid, bssid, channel, rssi, security, _ in sta.scan() if ssid == b"my board"])
sta.connect("my board", "a wrong key")
while sta.status() != 202:
    time.sleep_ms(50)
print(sta.isconnected(), sta.status())
sta.disconnect()
print(sta.status())
sta.connect("my board", "my secret")
while not sta.isconnected():
    time.sleep_ms(50)
print(sta.status(), sta.ifconfig(), sta.config("channel"), -100 < sta.status("rssi") < 0)

s = socket.socket()
s.connect((sta.ifconfig()[2], 80))
s.send(b"hello")
print(s.read())
s.close()

# There is no way on from here.
s = socket.socket()
s.settimeout(0.2)
try:
    s.connect(("192.0.2.1", 80))
except OSError as e:
    print(e)

s = socket.socket()
s.connect(("192.168.4.1", 80))
s.send(b"done")
while sta.isconnected():
    time.sleep_ms(20)
print(sta.status(), sta.ifconfig()[0])
while sta.status() == 1001:
    time.sleep_ms(50)
print(sta.status())
