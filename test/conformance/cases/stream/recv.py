# peer pieces.test = ["abc", "<data>", "defgh", "<data>", "ij", "<fin>"]
# peer once.test = ["0123456789", "<data>", "later", "<fin>"]
import online
import socket
from attempts import attempt


def connected(name):
    s = socket.socket()
    s.connect((name, 80))
    return s


# recv returns what has arrived, at most n bytes, and never waits for more.
s = connected("pieces.test")
print(s.recv(100))
s.send(b".")
print(s.recv(2), s.recv(2), s.recv(2))
s.send(b".")
print(s.recv(1), s.recv(100), s.recv(100), s.recv(100))
attempt(s.recv)
attempt(s.recv, "10")
attempt(s.recv, None)
attempt(s.recv, 1.5)

# Flags: look without taking, and do not wait.
s = connected("once.test")
print(s.recv(4, socket.MSG_PEEK), s.recv(20, socket.MSG_PEEK), s.recv(5), s.recv(20))
attempt(s.recv, 10, socket.MSG_DONTWAIT)
attempt(s.recvfrom, 10, socket.MSG_DONTWAIT)
s.close()

# recvfrom on TCP gives the other side's address.
s = connected("once.test")
print(s.recvfrom(5), s.recvfrom(20, 0))
s.close()

# The trap: recv(0) waits for data, and then takes it for the end of the stream.
s = connected("once.test")
print(s.recv(0))
print(s.recv(100), s.read(), s.read(5))
attempt(s.send, b"this still works")
s.close()

# The buffer is allocated first. (The fact sheet says 200000; the C source allocates a byte more for the final NUL.)
s = connected("once.test")
attempt(s.recv, 200000)
print(s.recv(100))
attempt(s.read, 200000)
attempt(s.recv, 1 << 40)
s.close()
