# A server and its client on the same board, over the loopback address.
import online
import socket

server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
print(server.bind(("", 8123)), server.listen(1))

client = socket.socket()
client.connect(("127.0.0.1", 8123))
conn, address = server.accept()
print(conn, address[0], isinstance(address[1], int), conn.fileno())
client.send(b"GET / HTTP/1.0\r\n\r\n")
print(conn.readline(), conn.readline())
conn.sendall(b"HTTP/1.0 200 OK\r\n\r\nhello")
conn.close()
print(client.read())
client.close()

# By the address of the Wi-Fi interface, and by a name.
import network

client = socket.socket()
client.connect((network.WLAN().ifconfig()[0], 8123))
conn, address = server.accept()
conn.send(b"again")
print(client.recv(100))
client.close()
print(conn.recv(10))
conn.close()
server.close()
client = socket.socket()
try:
    client.connect(("localhost", 8123))
except OSError as e:
    print("after close", e)
