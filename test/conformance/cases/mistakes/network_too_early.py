# Mistake: to use the network before there is one. The Wi-Fi is not switched on, then on, then not connected yet.
import network
import socket
from attempts import attempt


def use():
    attempt(socket.getaddrinfo, "www.example.com", 80)
    attempt(socket.socket().connect, ("www.example.com", 80))
    attempt(socket.socket().connect, ("93.184.216.34", 80))
    attempt(socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto, b"x", ("93.184.216.34", 9))


wlan = network.WLAN(network.STA_IF)
attempt(wlan.connect, "home", "my password")  # the text follows from the IDF's error code; it was not seen on a board
use()
wlan.active(True)
use()
attempt(wlan.connect, "home", "my password")
use()
import requests

requests.get("http://www.example.com/")
