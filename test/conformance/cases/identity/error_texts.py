# Texts that a board words with less detail than other builds of MicroPython.
import socket


def one(a):
    return a


def attempt(action):
    try:
        action()
    except Exception as e:
        print(type(e).__name__ + ":", e)


attempt(lambda: one())
attempt(lambda: one(1, 2))
attempt(lambda: len(1, 2))
attempt(lambda: socket.timeout)
attempt(lambda: socket.error)
attempt(lambda: socket.socket.recv(5, 3))
attempt(lambda: socket.socket().shutdown())
attempt(lambda: socket.socket(family=2))
attempt(lambda: int("x"))
attempt(lambda: int("zz", 16))
attempt(lambda: "{!z}".format(1))
attempt(lambda: "{!".format(1))
print([].append, (lambda n: lambda: n)(1))
