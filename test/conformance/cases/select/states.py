# What poll tells of sockets that stream/poll does not have: listeners and UDP. With the default mask.
import online
import select
import socket


def flags(s, mask=None, ms=0):
    poller = select.poll()
    poller.register(s) if mask is None else poller.register(s, mask)
    return [event for _, event in poller.poll(ms)]


print("-- listening")
listener = socket.socket()
listener.bind(("127.0.0.1", 8100))
# Not new any more, and nothing that lwIP would call writable.
print(flags(listener))
listener.listen(2)
print(flags(listener), flags(listener, 0), flags(listener, 16))
client = socket.socket()
client.connect(("127.0.0.1", 8100))
print(flags(listener, None, 2000), flags(listener, select.POLLOUT))
peer, _ = listener.accept()
print(flags(listener), flags(peer), flags(client))
client.send(b"x")
print(flags(peer, 1, 2000), flags(peer), flags(peer, 0))
peer.recv(1)
client.close()
print(flags(peer, 1, 2000), flags(peer), peer.recv(1), flags(peer))
listener.close()
print(flags(listener), flags(listener, 0), flags(client))
print("-- UDP")
a, b = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
print(flags(a), flags(a, 1))
a.bind(("127.0.0.1", 8101))
print(flags(a), flags(a, 17))
b.sendto(b"x", ("127.0.0.1", 8101))
print(flags(a, 1, 2000), flags(a), flags(b))
a.recv(1)
print(flags(a))
a.close()
print(flags(a))
