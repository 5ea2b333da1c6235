# peer closed.test = closed
# peer silent.test = []
# Mistake: to compare with the error numbers of a PC.
import online
import errno
import socket

s = socket.socket()
s.settimeout(0.1)
s.connect(("silent.test", 80))


def number(call, *args):
    try:
        call(*args)
    except OSError as e:
        return e.errno


a, b = socket.socket(), socket.socket()
a.bind(("", 8080))
n = socket.socket()
n.setblocking(False)
for seen, name, of_a_pc in (
    (number(s.recv, 1), "ETIMEDOUT", 110),
    (number(b.bind, ("", 8080)), "EADDRINUSE", 98),
    (number(socket.socket().recv, 1), "ENOTCONN", 107),
    (number(socket.socket().connect, ("closed.test", 80)), "ECONNRESET", 111),
    (number(n.connect, ("silent.test", 80)), "EINPROGRESS", 115),
):
    print(name, seen, seen == of_a_pc, seen == getattr(errno, name), errno.errorcode[seen])
print([number for number in (98, 103, 107, 110, 114, 115) if number in errno.errorcode])
# So such a number is printed as it is.
print(OSError(110), OSError(107), OSError(98), OSError(115))
