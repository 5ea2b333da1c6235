# Mistake: UDP without bind(), with a name or a port in text, and datagrams that are longer than what receives them.
import online
import socket
from attempts import attempt


def udp(port=None):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.settimeout(0.2)
    if port:
        s.bind(("0.0.0.0", port))
    return s


unbound, receiver, sender = udp(), udp(5000), udp()
attempt(unbound.recvfrom, 100)
attempt(sender.sendto, b"x", ("localhost", 5000))
attempt(sender.sendto, b"x", ("my-laptop.local", 5000))
attempt(sender.sendto, b"x", ("127.0.0.1", "5000"))
attempt(sender.sendto, b"x", "127.0.0.1", 5000)
attempt(sender.sendto, ("127.0.0.1", 5000), b"x")
attempt(sender.sendto, b"x" * 66000, ("127.0.0.1", 5000))
print("-- the rest of a datagram is lost")
sender.sendto(b"temperature=21.5", ("127.0.0.1", 5000))
print(receiver.recvfrom(4)[0])
attempt(receiver.recvfrom, 100)
print("-- nobody hears, and that is no error")
print(sender.sendto(b"x", ("127.0.0.1", 5001)))
print("-- no connection")
attempt(receiver.listen, 1)
attempt(receiver.accept)
udp().sendto(b"x", ("localhost", 5000))
