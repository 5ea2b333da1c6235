import socket
from attempts import attempt

attempt(socket.socket)
attempt(socket.socket, socket.AF_INET)
attempt(socket.socket, socket.AF_INET, socket.SOCK_STREAM)
attempt(socket.socket, socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
attempt(socket.socket, socket.AF_INET6, socket.SOCK_STREAM)
attempt(socket.socket, socket.AF_INET, 7)
attempt(socket.socket, socket.AF_INET, socket.SOCK_STREAM, 6, 0)
attempt(socket.socket, None)
attempt(socket.socket, "inet")
attempt(socket.socket, socket.AF_INET, None)
attempt(lambda: socket.socket(family=socket.AF_INET))
attempt(lambda: socket.socket(socket.AF_INET, type=1))


class Client(socket.socket):
    def __init__(self):
        super().__init__(socket.AF_INET, socket.SOCK_STREAM)
        self.count = 0

    def fileno(self):
        self.count += 1
        return super().fileno() + 1000


c = Client()
print(isinstance(c, socket.socket), c.fileno() > 1000, c.count, type(c))
attempt(c.recv, 1)
attempt(c.read)
attempt(c.close)
print(c.fileno())

# The other learners' trap: the name of the module is gone.
socket = socket.socket()
attempt(lambda: socket.socket())
