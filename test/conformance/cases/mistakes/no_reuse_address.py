# Mistake: a server without SO_REUSEADDR. Its port stays taken for two minutes after the server has closed a connection.
import socket
from attempts import attempt


def serve_once(reuse):
    server = socket.socket()
    if reuse:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("0.0.0.0", 8080))
    server.listen(1)
    client = socket.socket()
    client.connect(("127.0.0.1", 8080))
    conn, _ = server.accept()
    conn.close()
    print(client.recv(1))
    client.close()
    server.close()
    return "served"


attempt(serve_once, False)
attempt(serve_once, False)
attempt(serve_once, True)
attempt(serve_once, True)
serve_once(False)
