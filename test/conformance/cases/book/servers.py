# client 80 = ["GET / HTTP/1.1\r\nHost: esp32\r\n\r\n", "<data>"]
# client 81 = [150, "GET /late HTTP/1.1\r\nHost: esp32\r\n\r\n", "<data>"]
# client 443 = tls {"maxVersion": "TLSv1.2", "steps": ["GET /secret HTTP/1.1\r\nHost: esp32\r\n\r\n", "<data>"]}
# A web server by hand in three ways, each for one browser: one that waits, one that does not, and one over TLS.
import online
import socket
import ssl
import time
from ubinascii import a2b_base64

HEADER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\nContent-Length: %d\r\nServer: ESP32\r\nConnection: close\r\n\r\n"


def page():
    return f"<html><body>Temperature {21.5:.1f}</body></html>\r\n".encode()


def listening(port):
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(socket.getaddrinfo("0.0.0.0", port)[0][-1])
    s.listen(0)
    return s


print("-- one that waits")
s = listening(80)
client, address = s.accept()
print(type(address[0]), client.recv(512))
print(client.send(HEADER % len(page())), client.send(page()))
client.close()
s.close()

print("-- one that does not wait")
s = listening(81)
s.setblocking(False)
while True:
    try:
        client, address = s.accept()
        break
    except OSError:
        continue
# There is no second browser.
try:
    s.accept()
except OSError as e:
    print(e.errno)
# What was accepted waits, whatever the listener does.
while True:
    line = client.readline()
    print(line)
    if line == b"\r\n":
        break
client.sendall(HEADER % len(page()) + page())
client.close()
s.close()

print("-- one over TLS, with key and certificate in DER")


def der(name):
    with open("certificates/" + name + ".pem") as f:
        return a2b_base64("".join(line.strip() for line in f if not line.startswith("-")))


s = listening(443)
client, address = s.accept()
client = ssl.wrap_socket(client, server_side=True, key=der("ec.key"), cert=der("ec"))
while True:
    line = client.readline()
    print(line)
    if line == b"\r\n":
        break
print(client.write(HEADER % len(page())) > 0, client.write(page()))
client.close()
s.close()
