# peer www.example.com = files {"/index.html": "<html>the page</html>"} over tls
# An HTTPS request by hand, and what of older programs does not work any more: the module's old name and the old keywords.
import online
import ssl
import usocket as socket
from attempts import attempt

request = b"GET /index.html HTTP/1.1\r\nHost: www.example.com\r\nConnection: close\r\n\r\n"


def connected():
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect(socket.getaddrinfo("www.example.com", 443)[0][-1])
    return s


s = ssl.wrap_socket(connected())
print(s.write(request) == len(request), s.readline(), s.readline())
print(s.read(1024), s.read(1024))
s.close()

# By its name the server can choose its certificate.
s = ssl.wrap_socket(connected(), server_hostname="www.example.com")
print(s.send(request) == len(request), s.recv(512)[:9])
s.close()

s = connected()
for keyword in ("keyfile", "certfile", "ca_certs", "ssl_version"):
    attempt(lambda: ssl.wrap_socket(s, **{keyword: None}))
# Of positions the first two are what they were, the others are not.
attempt(ssl.wrap_socket, s, False, None, None, ssl.CERT_REQUIRED)
s.close()
try:
    import ussl
except ImportError as e:
    print(e)
ssl.wrap_socket(connected(), keyfile="key.der", certfile="cert.der")
