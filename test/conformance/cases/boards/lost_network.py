# An access point that goes away and comes back, with a connection to it that was open.
import network
import socket
import time

ap = network.WLAN(network.AP_IF)
ap.config(ssid="my board", key="my secret", security=network.AUTH_WPA2_PSK)
ap.active(True)
server = socket.socket()
server.bind(("", 8765))
server.listen(2)
print("listening")
conn, address = server.accept()
print(conn.recv(100))
ap.active(False)
print(ap.isconnected(), ap.status("stations"))
time.sleep(1)
ap.active(True)
back, address = server.accept()
print(back.recv(100))
