# What a socket is bound to. lwIP does not ask whether the board has the address.
import socket

import online
from attempts import attempt


def listening(address):
    s = socket.socket()
    s.bind(address)
    s.listen(1)
    return s


def reached(address):
    client = socket.socket()
    try:
        client.connect(address)
        print("reached", address)
    except OSError as e:
        print(address, e)
    client.close()


print("-- the loopback address only")
server = listening(("127.0.0.1", 8131))
reached(("127.0.0.1", 8131))
reached(("192.168.237.50", 8131))
server.close()
print("-- the station's only")
server = listening(("192.168.237.50", 8132))
reached(("192.168.237.50", 8132))
reached(("127.0.0.1", 8132))
print("-- two addresses, one port")
other = listening(("127.0.0.1", 8132))
attempt(socket.socket().bind, ("0.0.0.0", 8132))
other.close()
server.close()
print("-- an address that is not the board's")
server = listening(("10.9.8.7", 8133))
server.setblocking(False)
reached(("127.0.0.1", 8133))
attempt(server.accept)
server.close()
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u.bind(("10.9.8.7", 5015))
u.settimeout(0.1)
print(u.sendto(b"x", ("127.0.0.1", 5015)))
attempt(u.recv, 10)
u.close()
print("-- by name")
server = listening(("localhost", 8134))
reached(("localhost", 8134))
server.close()
attempt(socket.socket().bind, ("nowhere.invalid", 80))

print("-- the port that a client comes from")
server = listening(("", 8135))
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
client = socket.socket()
client.connect(("127.0.0.1", 8135))
conn, address = server.accept()
print(address[0], 49152 <= address[1] <= 65535)
client.close()
conn.close()
client = socket.socket()
client.bind(("", 50001))
client.connect(("127.0.0.1", 8135))
print(server.accept()[1])

print("-- at most twelve connections, those included that are over: the oldest one makes room")
client.close()
server.close()
early = listening(("", 8136))
early_client = socket.socket()
early_client.connect(("127.0.0.1", 8136))
early.accept()[0].close()
early_client.close()
early.close()
attempt(socket.socket().bind, ("", 8136))
late = listening(("", 8137))
for _ in range(12):
    client = socket.socket()
    client.connect(("127.0.0.1", 8137))
    late.accept()[0].close()
    client.close()
attempt(socket.socket().bind, ("", 8136))
late.close()
attempt(socket.socket().bind, ("", 8137))
