# The ports of UDP sockets: given, taken with the first datagram, and shared.
import socket

import online
from attempts import attempt


def udp():
    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


receiver, sender = udp(), udp()
receiver.bind(("", 5020))
print("-- a socket that is not bound gets a port with its first datagram, and keeps it")
sender.sendto(b"one", ("127.0.0.1", 5020))
first = receiver.recvfrom(10)
sender.sendto(b"two", ("127.0.0.1", 5020))
second = receiver.recvfrom(10)
print(first[1] == second[1], 49152 <= first[1][1] <= 65535)
receiver.sendto(b"back", first[1])
print(sender.recvfrom(10))
print("-- in use, unless both may share it")
other = udp()
attempt(other.bind, ("", 5020))
other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
attempt(other.bind, ("", 5020))
# The number of a TCP port is another matter.
attempt(socket.socket().bind, ("", 5020))
print("-- not bound and nothing sent: nothing can come")
silent = udp()
silent.settimeout(0.1)
attempt(silent.recv, 10)
print("-- bound to port 0: any free one")
silent.bind(("", 0))
silent.sendto(b"from anywhere", ("127.0.0.1", 5020))
print(receiver.recvfrom(20)[1][1] >= 49152)
print("-- bound a second time")
attempt(silent.bind, ("", 5021))
receiver.sendto(b"to 5021", ("127.0.0.1", 5021))
print(silent.recv(10))
print("-- what the board sends to itself does not go in frames")
big = bytes(5000)
print(sender.sendto(big, ("192.168.237.50", 5020)), len(receiver.recv(6000)))
print("-- connected: only from there, and no other may be sent with send()")
a, b, c = udp(), udp(), udp()
a.bind(("", 5031))
b.bind(("", 5032))
c.bind(("", 5033))
a.connect(("127.0.0.1", 5032))
c.sendto(b"stranger", ("127.0.0.1", 5031))
b.sendto(b"friend", ("127.0.0.1", 5031))
print(a.recv(10), a.send(b"hello"), b.recvfrom(10))
# sendto() still goes anywhere.
print(a.sendto(b"aside", ("127.0.0.1", 5033)), c.recv(10))
c.close()
print("-- nobody there")
print(a.sendto(b"x", ("127.0.0.1", 5034)))
b.settimeout(0.1)
attempt(b.readline)
print("-- a stream that gives whole datagrams")
a.send(b"line 1\nrest")
print(b.read(4), b.settimeout(0.05), b.read(4))
print("-- port 0 is none; which number lwIP gives for it was not seen")
try:
    b.sendto(b"x", ("127.0.0.1", 0))
except OSError:
    print("OSError")
