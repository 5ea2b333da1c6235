# A web server in one loop: it shows a page with the state of the LED, and lets a browser switch it.
#
# On the simulated board, the terminal shows the address under which this computer reaches the server.

import network
import socket
import time
from machine import Pin

led = Pin(2, Pin.OUT)

# On a real board, put the name and the key of your own network here. The simulated one accepts any.
wifi = network.WLAN(network.STA_IF)
wifi.active(True)
wifi.connect("my network", "my key")
while not wifi.isconnected():
    time.sleep_ms(100)

server = socket.socket()
# Without this, the port stays taken for two minutes after the program has ended.
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("", 80))  # "" means: on every network interface
server.listen(2)
print("Serving on", wifi.ifconfig()[0])


def page():
    state = "on" if led.value() else "off"
    return "<h1>The LED is " + state + '</h1><p><a href="/on">on</a> <a href="/off">off</a></p>'


while True:
    client, address = server.accept()  # waits for a browser
    try:
        client.settimeout(5)  # a browser that connects and says nothing must not stop the server
        request = client.recv(1024)
        path = request.split(b" ")[1] if request.count(b" ") >= 2 else b"/"
        print(address[0], "asks for", path.decode())
        if path == b"/on":
            led.on()
        elif path == b"/off":
            led.off()
        body = page().encode()
        client.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body))
        client.sendall(body)
    except OSError as e:
        print(address[0], "failed:", e)
    finally:
        client.close()
