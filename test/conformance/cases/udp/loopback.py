# Datagrams between two sockets of the board.
import select
import socket

import online
from attempts import attempt, attempt_taking

DGRAM = socket.SOCK_DGRAM
receiver = socket.socket(socket.AF_INET, DGRAM)
sender = socket.socket(socket.AF_INET, DGRAM)
print(receiver.bind(("", 5005)))
print(sender.sendto(b"hello", ("127.0.0.1", 5005)))
data, address = receiver.recvfrom(100)
print(data, address[0], address[1] >= 49152)

print("answered from the port that it was bound to")
sender.bind(("", 5006))
receiver.sendto("text", ("127.0.0.1", 5006))
print(sender.recvfrom(100))

print("a datagram is cut off, and its rest is lost")
sender.sendto(b"0123456789", ("127.0.0.1", 5005))
sender.sendto(b"next", ("127.0.0.1", 5005))
print(receiver.recvfrom(4), receiver.recv(100))

print("peek leaves it there")
sender.sendto(b"once", ("127.0.0.1", 5005))
print(receiver.recv(100, socket.MSG_PEEK), receiver.recv(100))

print("connected")
sender.connect(("127.0.0.1", 5005))
print(sender.send(b"sent"), sender.write(b"written"), receiver.recv(10), receiver.read(7))

print("poll")
poller = select.poll()
poller.register(receiver)
print([flags for _, flags in poller.poll(0)])
sender.send(b"x")
poller.modify(receiver, select.POLLIN)
print([flags for _, flags in poller.poll(1000)], receiver.recv(1))

print("nothing there")
attempt(receiver.recv, 10, socket.MSG_DONTWAIT)
receiver.settimeout(0.2)
attempt_taking(300, receiver.recv, 10)
receiver.setblocking(False)
attempt(receiver.recvfrom, 10)

print("six may wait")
for i in range(10):
    sender.send(bytes([65 + i]))
sender.close()
receiver.settimeout(0.3)
received = b""
try:
    while len(received) < 10:
        received += receiver.recv(1)
except OSError:
    pass
print(received[:6], len(received) < 11)

print("an empty one closes the receiving side for ever")
late = socket.socket(socket.AF_INET, DGRAM)
late.settimeout(0.1)
try:
    late.sendto(b"", ("127.0.0.1", 5005))
except OSError as e:
    print(e)
late.sendto(b"after", ("127.0.0.1", 5005))
print(receiver.recv(10), receiver.recv(10))
receiver.close()
attempt(receiver.recv, 10)
attempt(receiver.sendto, b"x", ("127.0.0.1", 5005))
attempt(late.sendto, b"x" * 66000, ("127.0.0.1", 5005))
attempt(late.sendto, b"x", ("localhost", 5005))
attempt(late.sendto, 5, ("127.0.0.1", 5005))
