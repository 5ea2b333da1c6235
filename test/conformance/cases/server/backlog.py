# As many clients wait as listen() says; others have to try again until one was accepted. The mailbox of lwIP has six places.
import select
import socket

import online
from attempts import attempt


def connecting():
    s = socket.socket()
    s.setblocking(False)
    try:
        s.connect(("127.0.0.1", 8123))
    except OSError as e:
        print(e.errno, end=" ")
    return s


def connected(sockets, ms):
    poller = select.poll()
    for s in sockets:
        poller.register(s, select.POLLOUT)
    ready = []
    while True:
        events = poller.poll(ms)
        if not events:
            return [sockets.index(s) for s in sockets if s in ready]
        for s, _ in events:
            ready.append(s)
            poller.unregister(s)


def listening(*backlog):
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("", 8123))
    server.listen(*backlog)
    return server


# 0 counts as 1, and less as 0; the default is 2.
for backlog in ((1,), (0,), (-5,), (), (100,)):
    server = listening(*backlog)
    clients = [connecting() for _ in range(8)]
    print(backlog, connected(clients, 200))
    conn, _ = server.accept()
    print("accepted", connected(clients, 200))
    conn.close()
    # A client that was kept waiting is refused once nobody listens any more.
    server.close()
    for s in clients:
        s.close()

server = listening(1)
first = socket.socket()
first.connect(("127.0.0.1", 8123))
second = socket.socket()
second.settimeout(0.2)
attempt(second.connect, ("127.0.0.1", 8123))
