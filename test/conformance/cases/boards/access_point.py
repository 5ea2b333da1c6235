# One board is an access point, another joins it. That a station hears of the end of the network at once is the simulator's;
# on a board it takes some seconds.
import socket

import network

ap = network.WLAN(network.AP_IF)
print(ap.active(), ap.isconnected(), ap.status("stations"))
print(ap.active(True), ap.ifconfig(), ap.isconnected(), ap.status())
ap.config(ssid="my board", key="my secret", security=network.AUTH_WPA2_PSK, channel=8)
print(ap.config("ssid"), ap.config("channel"))

# The DHCP server has its port.
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
try:
    udp.bind(("", 67))
except OSError as e:
    print("67", e)

# The board is in no other network: there is a route, but nobody at its end, and no name server.
udp.sendto(b"lost", ("192.0.2.1", 9))
try:
    socket.getaddrinfo("www.example.com", 80)
except OSError as e:
    print(e)

server = socket.socket()
server.bind(("", 80))
server.listen(1)
print("listening")
conn, address = server.accept()
print(address[0], ap.isconnected(), [(len(entry), entry[0].hex()) for entry in ap.status("stations")])
print(conn.recv(100))
conn.close()
conn, _ = server.accept()
print(conn.recv(100))
print(ap.active(False), ap.isconnected(), ap.active())
