# Mistake: to talk on the socket that listens, and not on the one that accept() gave.
import socket
from attempts import attempt

server = socket.socket()
server.bind(("127.0.0.1", 8080))
server.listen(1)
client = socket.socket()
client.connect(("127.0.0.1", 8080))
client.send(b"hello")
conn, address = server.accept()
attempt(server.recv, 100)
attempt(server.send, b"hello")
attempt(server.readline)
attempt(server.write, b"hello")
attempt(conn.recv, 100)
# What accept() gave is both: the connection and the client's address.
conn = server, address
attempt(lambda: conn.recv(100))
server.recv(100)
