# start when "listening"
import socket

import network
import online

wlan = network.WLAN()
print(wlan.ifconfig()[0], wlan.config("mac").hex(), network.WLAN(network.AP_IF).config("mac").hex())
s = socket.socket()
s.connect(("192.168.237.50", 8123))
s.send(b"question")
answer = s.read()
print(len(answer), answer[:6], answer[-6:])
s.close()

# The board stays until the first one says so.
bye = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
bye.bind(("", 8123))

# Closing with unread data sends a reset.
s = socket.socket()
s.bind(("", 50000))
s.connect(("192.168.237.50", 8123))
while not s.recv(1, socket.MSG_PEEK):
    pass
s.close()

print(bye.recv(10))
