# A server on one board, its clients on another.
import socket

import network
import online

print(network.WLAN().ifconfig(), network.WLAN().config("mac").hex())
server = socket.socket()
server.bind(("", 8123))
server.listen(1)
print("listening")

conn, address = server.accept()
# The other board is seen under its address, with a port that lwIP would give it.
print(address[0], 49152 <= address[1] <= 65535)
print(conn.recv(100))
conn.sendall(b"answer" * 3000)
conn.close()

# A board that is reset by the other side.
conn, address = server.accept()
print(address)
conn.send(b"never read")
try:
    while conn.recv(100):
        pass
except OSError as e:
    print("recv", e)
try:
    conn.recv(1)
except OSError as e:
    print("recv", e)
try:
    conn.send(b"x")
except OSError as e:
    print("send", e)
conn.close()
server.close()

# The other board listens nowhere.
try:
    socket.socket().connect(("192.168.237.51", 8123))
except OSError as e:
    print("connect", e)
print(socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"bye", ("192.168.237.51", 8123)))
