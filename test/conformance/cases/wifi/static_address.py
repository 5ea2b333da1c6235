# Addresses of the program's own choice, and what becomes of wrong ones. That a gateway outside the subnet gives 118 is from
# reports of users; a board may also need the time of its attempts for it.
# peer echo.test = echo
import socket
import time

import network
from attempts import attempt

wlan = network.WLAN(network.STA_IF)
wlan.active(True)
print(wlan.ipconfig("dhcp4"), wlan.ipconfig("addr4"), wlan.ipconfig("gw4"), network.ipconfig("dns"))
print(wlan.ifconfig(("192.168.237.9", "255.255.255.0", "192.168.237.1", "192.168.237.1")), wlan.ifconfig())
print(wlan.ipconfig("dhcp4"), wlan.isconnected())
wlan.connect("name", "key")
while not wlan.isconnected():
    time.sleep_ms(20)
print(wlan.ifconfig(), network.ipconfig("dns"))


def talk():
    s = socket.socket()
    s.connect(("echo.test", 7))
    s.send(b"hello")
    print(s.recv(10))
    s.close()


talk()
print("-- a listener is reached under the new address")
server = socket.socket()
server.bind(("192.168.237.9", 8123))
server.listen(1)
client = socket.socket()
client.connect(("192.168.237.9", 8123))
print(server.accept()[1][0])
attempt(socket.socket().connect, ("127.0.0.1", 8123))

print("-- no name server")
print(network.ipconfig(dns="0.0.0.0"), network.ipconfig("dns"), wlan.ifconfig()[3])
attempt(talk)
print("-- a gateway that is not in the subnet")
print(wlan.ifconfig(["192.168.237.9", 24, "10.0.0.1", "192.168.237.1"]), wlan.ifconfig())
attempt(socket.socket().connect, ("192.0.2.1", 80))
attempt(socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto, b"x", ("192.0.2.1", 80))
print("-- a name server behind it")
wlan.ifconfig(("192.168.237.9", 24, "10.0.0.1", "8.8.8.8"))
attempt(socket.getaddrinfo, "echo.test", 7)
print("-- another subnet, with what belongs to it")
wlan.ipconfig(addr4="10.1.2.3/8", gw4="10.0.0.1")
network.ipconfig(dns="10.0.0.1")
print(wlan.ifconfig())
talk()
print("-- DHCP again")
print(wlan.ifconfig("dhcp"), wlan.ifconfig(), wlan.ipconfig("dhcp4"))
talk()
wlan.ipconfig(dhcp4=False)
print(wlan.ipconfig("dhcp4"), wlan.ipconfig("addr4"), wlan.isconnected())
wlan.ipconfig(dhcp4=True)
print(wlan.ipconfig("dhcp4"))
attempt(lambda: wlan.ipconfig("addr4", gw4="10.0.0.1"))
attempt(lambda: network.ipconfig("dns", dns="10.0.0.1"))
attempt(lambda: network.ipconfig(gw4="10.0.0.1"))
attempt(lambda: wlan.ipconfig(mtu=1400))
attempt(lambda: network.WLAN(network.AP_IF).ipconfig("dhcp4"))
attempt(lambda: network.WLAN(network.AP_IF).ipconfig(dhcp4=True))
print("-- without DHCP and without an address there is no connection")
wlan.disconnect()
wlan.ifconfig(("0.0.0.0", 0, "0.0.0.0", "0.0.0.0"))
wlan.connect("name", "key")
time.sleep_ms(1500)
print(wlan.isconnected(), wlan.ifconfig())
