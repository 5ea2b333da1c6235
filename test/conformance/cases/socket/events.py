# Option 20: a function that is called with the socket while there is something to read, whenever the board waits.
import socket
import time

import online

server = socket.socket()
server.bind(("", 8123))
server.listen(2)
seen = []


def accepted(s):
    conn, _ = s.accept()
    seen.append("accepted")
    conn.setsockopt(socket.SOL_SOCKET, 20, received)


def received(s):
    data = s.recv(100)
    seen.append(data)
    if data == b"bad":
        raise ValueError("in the callback")
    if data == b"":
        s.close()
    elif data == b"stop":
        s.setsockopt(socket.SOL_SOCKET, 20, None)
        conns.append(s)


def until(length):
    while len(seen) < length:
        time.sleep_ms(20)
    print(seen)
    seen.clear()


conns = []
print(server.setsockopt(socket.SOL_SOCKET, 20, accepted))
client = socket.socket()
client.connect(("127.0.0.1", 8123))
until(1)
client.send(b"one")
until(1)
# An exception is printed, and the callback stays.
client.send(b"bad")
until(1)
client.send(b"two")
until(1)
# None takes the callback away; what comes then can be read in the usual way.
client.send(b"stop")
until(1)
client.send(b"three")
time.sleep_ms(100)
print(seen, conns[0].recv(100))

# A callback that reads nothing is called again and again.
count = 0


def ignoring(s):
    global count
    count += 1


conns[0].setsockopt(socket.SOL_SOCKET, 20, ignoring)
client.send(b"four")
while count < 3:
    time.sleep_ms(20)
conns[0].setsockopt(socket.SOL_SOCKET, 20, received)
until(1)
# The end is something to read as well. The callback closes the socket, and with it itself.
client.close()
until(1)
conns.clear()

# A call that waits on a socket makes no pass in which callbacks are called; what it sends to itself is there afterwards.
a, b = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
a.bind(("", 5001))
b.bind(("", 5002))
a.setsockopt(0, 20, lambda s: seen.append(s.recv(100)))
b.sendto(b"while it waits", ("127.0.0.1", 5001))
b.settimeout(0.3)
try:
    b.recv(1)
except OSError as e:
    print(e, seen)
until(1)
# A poll that waits makes them.
import select

b.sendto(b"while it polls", ("127.0.0.1", 5001))
print(select.select([b], [], [], 0.3), seen)
seen.clear()
a.close()
b.close()

udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("", 5000))
udp.setsockopt(0, 20, lambda s: seen.append(s.recvfrom(100)[0]))
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"datagram", ("127.0.0.1", 5000))
until(1)
udp.close()
time.sleep_ms(50)
