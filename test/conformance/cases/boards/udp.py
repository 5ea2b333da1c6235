# Datagrams, broadcasts and multicasts between two boards.
import socket
import struct

import online

GROUP = "239.1.2.3"
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 5077))
membership = bytes(int(part) for part in GROUP.split(".")) + bytes(4)
print(s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership))
print("ready")
for _ in range(4):
    data, address = s.recvfrom(2000)
    print(data[:30], len(data), address[0], 49152 <= address[1])
    s.sendto(b"got " + data[:10], address)

# A board does not hear its own broadcasts and multicasts.
s.sendto(b"to myself", ("255.255.255.255", 5077))
s.sendto(b"to myself", (GROUP, 5077))
s.settimeout(0.2)
try:
    print(s.recv(100))
except OSError as e:
    print(e)
