# client 8140 = ["hello", "<fin>"] then type "ended\n"
# client 8141 = ["hello", "<reset>"] then type "reset\n"
# client 8141 = ["second"]
# client 8142 = ["beyond the backlog"]
# client 8142 = ["beyond the backlog"]
# client 8142 = ["beyond the backlog"]
# client 8142 = ["beyond the backlog"]
# client 8142 = ["beyond the backlog"] then type "all five\n"
# What clients do before the board accepts them. What a connection that was reset gives is read from lwIP's source: it has lost
# the address of the other side, and accept fails with that.
import select
import socket

import online
from attempts import attempt


def listening(port, backlog=2):
    s = socket.socket()
    s.bind(("", port))
    s.listen(backlog)
    return s


print("-- sends and ends")
server = listening(8140)
print(input())
conn, _ = server.accept()
print(conn.recv(100), conn.recv(100), conn.send(b"x"))
conn.close()
server.close()

print("-- sends and resets")
server = listening(8141)
print(input())
poller = select.poll()
poller.register(server)
print([flags for _, flags in poller.poll(0)])
attempt(server.accept)
# The descriptor is free again, and the next client is served.
conn, _ = server.accept()
print(conn.fileno(), conn.recv(100))
conn.close()
server.close()

print("-- more than the backlog: a system that lets them wait serves them later")
server = listening(8142, 1)
print(input())
for _ in range(5):
    conn, _ = server.accept()
    print(conn.recv(100))
    conn.close()
server.setblocking(False)
attempt(server.accept)
