# What accept gives: a socket that blocks whatever the listener does, and nothing when there is no descriptor for it.
import gc
import select
import socket

import online
from attempts import attempt, attempt_taking

server = socket.socket()
server.bind(("", 8150))
server.listen(3)


def client():
    s = socket.socket()
    s.connect(("127.0.0.1", 8150))
    return s


print("-- it blocks and has no timeout, though the listener has one")
a = client()
server.settimeout(0.2)
conn, _ = server.accept()
print(type(conn), conn.fileno())
conn.settimeout(None)
a.send(b"x")
print(conn.read(1))
a.close()
conn.close()
a = client()
server.setblocking(False)
# The end that connects may know of the connection a moment before the listener does.
poller = select.poll()
poller.register(server, select.POLLIN)
poller.poll(1000)
conn, address = server.accept()
print(type(address), [type(item) for item in address])
from machine import Timer

timer = Timer(0, mode=Timer.ONE_SHOT, period=300, callback=lambda t: a.send(b"late"))
attempt_taking(300, conn.recv, 10)
print("-- a new one has neither the listener's timeout nor its mode, but its kind")
conn.setblocking(False)
attempt(conn.recv, 1)
attempt(conn.accept)
attempt(conn.listen)
attempt(conn.bind, ("", 8151))
attempt(conn.connect, ("127.0.0.1", 8150))
a.close()
conn.close()

print("-- no descriptor: unlike socket(), accept does not collect garbage, and the client is lost")
server.settimeout(1)
gc.collect()
gc.disable()
waiting, second = client(), client()
lost = [socket.socket() for _ in range(7)]
lost.clear()
attempt(server.accept)
attempt(server.accept)
print(waiting.recv(10), second.recv(10))
attempt(server.accept)
gc.collect()
waiting.close()
waiting = client()
conn, _ = server.accept()
print(conn.fileno())
gc.enable()
