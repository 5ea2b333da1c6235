# peer pieces.test = ["abc", 50, "def", 50, "ghi", "<fin>"]
# read(n) and readinto wait until everything asked for is there, or the stream ends.
import online
import socket
from attempts import attempt


def connected():
    s = socket.socket()
    s.connect(("pieces.test", 80))
    return s


s = connected()
print(s.read(5), s.read(1), s.read(100), s.read(100), s.read())

s = connected()
print(s.read(0), s.read())

s = connected()
print(s.read(-1), s.read(-1))

s = connected()
buffer = bytearray(7)
print(s.readinto(buffer), buffer)
print(s.readinto(buffer), buffer)
print(s.readinto(buffer), buffer)

s = connected()
buffer = bytearray(b".......")
print(s.readinto(buffer, 4), buffer)
print(s.readinto(memoryview(buffer)[4:]), buffer)
attempt(s.readinto, buffer, 100)
attempt(s.readinto, b"fixed")
attempt(s.readinto, "text")
attempt(s.readinto, 7)
attempt(s.read, "7")
attempt(s.read, None)
