# Clients taken one after the other by a server that says one byte to each. The clients are the runner's.
import socket

from addresses import CLIENTS, LISTEN_PORT
import platform_facts  # brings up the board's network

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", LISTEN_PORT))
listener.listen(5)
print("listening")
for _ in range(CLIENTS):
    client, _ = listener.accept()
    client.send(b"x")
    client.close()
listener.close()
