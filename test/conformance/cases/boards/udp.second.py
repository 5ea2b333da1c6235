# start when "ready"
import socket

import online

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
print(s.sendto(b"direct", ("192.168.237.50", 5077)))
print(s.recvfrom(100))
# A port on which nobody listens.
print(s.sendto(b"lost", ("192.168.237.50", 5078)))
# The board sends fragments, but does not put them together.
print(s.sendto(bytes(1473), ("192.168.237.50", 5077)))
# Broadcasts need no option.
print(s.sendto(b"to all", ("255.255.255.255", 5077)))
print(s.recvfrom(100))
s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
print(s.sendto(b"to the subnet", ("192.168.237.255", 5077)))
print(s.recvfrom(100))
print(s.sendto(b"to the group", ("239.1.2.3", 5077)))
print(s.recvfrom(100))
# Nobody has joined this group.
print(s.sendto(b"to another group", ("239.1.2.4", 5077)))
