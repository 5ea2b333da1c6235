# peer silent.test = []
# Mistake: the exception classes that CPython's modules have. That they are not there shows when an exception is to be matched,
# and in place of it.
import online
import socket
import ssl
import errno
from attempts import attempt

s = socket.socket()
s.settimeout(0.1)
s.connect(("silent.test", 80))


def receive(module, name):
    try:
        s.recv(1)
    except getattr(module, name):
        print("never reached")


for module, name in ((socket, "timeout"), (socket, "error"), (socket, "gaierror"), (socket, "herror"), (ssl, "SSLError")):
    attempt(receive, module, name)
for name in ("TimeoutError", "ConnectionResetError", "ConnectionRefusedError", "BrokenPipeError", "BlockingIOError", "ConnectionError"):
    attempt(lambda: eval(name))
import asyncio

print(issubclass(asyncio.TimeoutError, OSError))
# Right: one class, and its number.
try:
    s.recv(1)
except OSError as e:
    print(e.errno == errno.ETIMEDOUT, e)
try:
    s.recv(1)
except socket.timeout:
    print("never reached")
