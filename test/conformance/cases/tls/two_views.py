# client 8170 = tls {"steps": []}
# client 8171 = ["GET / HTTP/1.1\r\nHost: board\r\n\r\n"]
# What goes wrong between TLS and what is none, seen from both ends; the ends on the board, and a program on the PC.
import online
import select
import socket
import tls
from ends import in_turns, pair


def pem(name):
    with open("certificates/" + name + ".pem") as f:
        return f.read()


def server_context():
    context = tls.SSLContext(tls.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem("ec"), pem("ec.key"))
    return context


def client_context(mode=tls.CERT_NONE):
    context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(pem("authority"))
    context.verify_mode = mode
    return context


def accepted(port):
    listener = socket.socket()
    listener.bind(("", port))
    listener.listen()
    conn, _ = listener.accept()
    listener.close()
    return conn


def quiet_pair():
    a, b = pair()
    a.setblocking(False)
    b.setblocking(False)
    return a, b


print("-- a TLS client at a plain server")
conn = accepted(8170)
hello = conn.recv(6)
print(hello[:2], hello[5], conn.send(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
conn.close()
a, b = quiet_pair()
a = client_context().wrap_socket(a, do_handshake_on_connect=False)
b.setblocking(True)
print(a.read(1), b.recv(6)[:1], b.send(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
print(in_turns(lambda: a.read(1)))
poller = select.poll()
poller.register(a)
print([flags for _, flags in poller.poll(0)])
a.close()
b.close()

print("-- a plain client at a TLS server")
conn = accepted(8171)
try:
    server_context().wrap_socket(conn, server_side=True)
except OSError as e:
    print(e, conn.fileno() >= 0)
conn.close()
a, b = quiet_pair()
secure = server_context().wrap_socket(b, server_side=True, do_handshake_on_connect=False)
a.write(b"GET / HTTP/1.0\r\n\r\n")
print(in_turns(lambda: secure.read(1)))
# It has read no more than the beginning, so that its close resets the connection, and has told the client nothing.
b.close()
a.settimeout(2)
try:
    print(a.recv(100))
except OSError as e:
    print(e)
a.close()

print("-- a client that must check, and has no name to check")
a, b = quiet_pair()
secure = server_context().wrap_socket(b, server_side=True, do_handshake_on_connect=False)
try:
    client_context(tls.CERT_REQUIRED).wrap_socket(a)
except ValueError as e:
    print(repr(e))
print(secure.read(1))
a.close()
print(in_turns(lambda: secure.read(1)))
secure.close()

print("-- an end in the middle of the handshake")
a, b = quiet_pair()
client = client_context().wrap_socket(a, do_handshake_on_connect=False)
# All of the hello is taken first: an end with bytes unread is a reset.
b.setblocking(True)
print(client.read(1), [len(b.recv(2000)) and 0])
b.close()
print(in_turns(lambda: client.read(1)))
a.close()
