# peer server.test = ["hello"]
# Mistake: a static address with a wrong gateway or name server. The board counts as connected, and still reaches nothing.
# That the wrong gateway gives 118 is from reports of users; a board may also need the time of its attempts for it.
import online
import network
import socket
from attempts import attempt

wlan = network.WLAN(network.STA_IF)


def reach():
    print(wlan.isconnected(), wlan.ifconfig())
    attempt(socket.getaddrinfo, "server.test", 80)
    attempt(socket.socket().connect, ("192.0.2.1", 80))


wlan.ifconfig(("192.168.237.20", "255.255.255.0", "192.168.1.1", "192.168.1.1"))
reach()
wlan.ifconfig(("192.168.237.20", "255.255.255.0", "192.168.237.1", "0.0.0.0"))
attempt(socket.getaddrinfo, "server.test", 80)
# Right: what DHCP gives, with another address.
wlan.ifconfig("dhcp")
ip, *rest = wlan.ifconfig()
wlan.ifconfig(["192.168.237.20"] + rest)
s = socket.socket()
s.connect(socket.getaddrinfo("server.test", 80)[0][-1])
print(s.recv(10))
wlan.ifconfig(("192.168.237.20", "255.255.255.0", "192.168.1.1", "192.168.1.1"))
socket.getaddrinfo("server.test", 80)
