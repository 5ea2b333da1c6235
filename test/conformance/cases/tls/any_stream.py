# TLS runs over every stream that can be read, written and polled, and asks it as seldom as a board does.
import io
import select
import ssl
import tls
from ends import in_turns

POLL, CLOSE = 3, 4


class Pipe(io.IOBase):
    def __init__(self):
        self.waiting = []
        self.other = None
        self.can_read = self.can_write = True
        self.asked = None
        self.blocking = None

    def readinto(self, buffer):
        if not self.can_read or not self.waiting:
            return None
        piece = self.waiting[0]
        count = min(len(buffer), len(piece))
        buffer[:count] = piece[:count]
        self.waiting[0] = piece[count:]
        if not self.waiting[0]:
            self.waiting.pop(0)
        return count

    def write(self, buffer):
        if not self.can_write:
            return None
        self.other.waiting.append(bytes(buffer))
        return len(buffer)

    def ioctl(self, request, argument):
        if request == POLL:
            self.asked = argument
            readable = select.POLLIN if self.can_read and self.waiting else 0
            return argument & (readable | (select.POLLOUT if self.can_write else 0))
        print("ioctl", request)
        return 0

    def setblocking(self, flag):
        self.blocking = flag


def pipes():
    a, b = Pipe(), Pipe()
    a.other, b.other = b, a
    return a, b


def polled(s, stream, mask):
    stream.asked = None
    poll = select.poll()
    poll.register(s, mask)
    return [flags for _, flags in poll.poll(0)], stream.asked


def read(name):
    with open("certificates/" + name + ".pem", "rb") as f:
        return f.read()


a, b = pipes()
client = ssl.wrap_socket(a, do_handshake=False)
server = ssl.wrap_socket(b, True, read("ec.key"), read("ec"), do_handshake=False)
client.setblocking(False)
print(a.blocking)

# The handshake wants to write: whatever is asked for, the stream is asked whether it can be written.
a.can_write = a.can_read = False
print(client.read(1), polled(client, a, select.POLLIN), polled(client, a, select.POLLOUT))
a.can_write = True
print(client.read(1), len(b.waiting), polled(client, a, select.POLLIN), polled(client, a, select.POLLOUT))
# Now it wants to read.
print(client.write(b"foo"), polled(client, a, select.POLLIN), polled(client, a, select.POLLOUT))
a.can_read = True
print(in_turns(lambda: client.write(b"foobar"), lambda: server.read(3)))

# Bytes that are decrypted already count, without a look at the stream.
b.can_read = False
print(polled(server, b, select.POLLIN), server.read(3), polled(server, b, select.POLLIN))
client.close()
client.close()
print(polled(client, a, select.POLLIN))

# What is no TLS: the error stays.
a, b = pipes()
client = ssl.wrap_socket(a, do_handshake=False)
client.read(1)
b.write(b"fooba")
for _ in range(2):
    try:
        client.read(1)
    except OSError as e:
        print(e)
    print(polled(client, a, select.POLLIN))


class ReadOnly(io.IOBase):
    def readinto(self, buffer):
        return 0


# The methods are missed when they are needed.
try:
    ssl.wrap_socket(ReadOnly())
except (AttributeError, OSError) as e:
    print(repr(e))
# A stream that is at its end.
try:
    ssl.wrap_socket(io.BytesIO())
except OSError as e:
    print(e)
