# Joining a multicast group: eight bytes, the group's address and that of the interface.
import socket

import network
from attempts import attempt

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
group = bytes((239, 1, 1, 1))
any_interface = bytes(4)


def join(value):
    attempt(s.setsockopt, socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, value)


print("-- lengths")
for value in (b"", group, group + any_interface + b"x"):
    join(value)
join(bytearray(8))
join("239.1.1.1")
join(5)
print("-- no interface that is up")
join(group + any_interface)
wlan = network.WLAN()
wlan.active(True)
print("-- up")
join(group + any_interface)
join(group + any_interface)
join(bytearray(group + any_interface))
print("-- an interface that is not there yet")
station = bytes((192, 168, 237, 50))
join(group + station)
import online

join(group + station)
join(group + bytes((192, 168, 1, 1)))
print("-- no group")
join(bytes((192, 168, 1, 1)) + any_interface)
join(bytes((224, 0, 0, 1)) + any_interface)
