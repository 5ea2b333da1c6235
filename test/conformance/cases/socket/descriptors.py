# Ten sockets, numbered from 54; those that are closed or lost are free again.
import gc
import socket
from attempts import attempt

s = socket.socket()
print(s.fileno())
t = socket.socket()
print(t.fileno())
s.close()
print(s.fileno())
s = socket.socket()
print(s.fileno())
attempt(s.close)
attempt(s.close)
t.close()

sockets = [socket.socket() for _ in range(10)]
print([s.fileno() for s in sockets])
try:
    socket.socket()
except OSError as e:
    print(e, e.errno, e.args)
sockets[4].close()
print(socket.socket().fileno())

# That one was lost at once: creating a socket collects garbage when no descriptor is left.
print(socket.socket().fileno())
# The collector looks for what might be a reference: one that was left somewhere keeps a socket.
sockets = None
print([socket.socket().fileno() for _ in range(3)])
for _ in range(100):
    s = socket.socket()
s = None
gc.collect()
print(socket.socket().fileno())

sockets = [socket.socket() for _ in range(11)]
