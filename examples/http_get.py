# A first look at sockets: fetch a web page by hand.
#
# The program joins a Wi-Fi network, looks up the address of a web server, connects a socket to it, sends an
# HTTP request, and prints whatever comes back. Nothing is hidden in a library: every byte that goes over the
# network is sent or received by a line of this file.

import network
import socket
import time
from machine import Pin, Timer

HOST = "www.example.com"
PORT = 80

led = Pin(2, Pin.OUT)  # most ESP32 boards have an LED on pin 2
timer = Timer(1)


def blink(_timer):
    led.value(not led.value())


def setup(country, ssid, key):
    """Joins a Wi-Fi network. Returns the interface, or None if that took longer than 20 seconds.

    The LED blinks fast while the board is connecting, and slowly once it is connected.
    """
    network.country(country)  # which radio channels may be used
    wifi = network.WLAN(network.STA_IF)  # the station: a client of an access point
    wifi.active(True)
    wifi.disconnect()  # forget an earlier connection, if there is one
    timer.init(period=200, mode=Timer.PERIODIC, callback=blink)
    wifi.connect(ssid, key)  # only starts to connect: status() tells how far it is

    for _ in range(200):  # 200 times 100 ms are 20 seconds
        status = wifi.status()
        if status == network.STAT_GOT_IP:
            timer.init(period=1000, mode=Timer.PERIODIC, callback=blink)
            return wifi
        if status == network.STAT_WRONG_PASSWORD or status == network.STAT_NO_AP_FOUND:
            break
        time.sleep_ms(100)

    timer.deinit()
    led.value(0)
    return None


# On a real board, put the name and the key of your own network here. The simulated one accepts any.
wifi = setup("DE", "my network", "my key")
if wifi is None:
    print("No Wi-Fi: check the name and the key of the network.")
    raise SystemExit
print("Connected with address", wifi.ifconfig()[0])

# getaddrinfo returns a list; the last item of its first entry is the pair (IP address, port).
address = socket.getaddrinfo(HOST, PORT)[0][-1]
print(HOST, "has the address", address)

s = socket.socket()
s.connect(address)

# An HTTP request is a few lines of text, each ended by \r\n. The blank line at the end says: that was all.
s.send(b"GET / HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\nConnection: close\r\n\r\n")

# recv waits until something has arrived and returns at most 512 bytes of it. It returns no bytes at all once
# the server has closed the connection, which the header "Connection: close" asked it to do.
response = b""
while True:
    part = s.recv(512)
    if not part:
        break
    print("received", len(part), "bytes")
    response += part

print(response.decode())
s.close()
timer.deinit()
