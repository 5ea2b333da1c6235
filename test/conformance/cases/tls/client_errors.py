# peer http.test = ["<data>", "HTTP/1.1 400 Bad Request\r\n\r\n", "<fin>"]
# peer closing.test = ["<data>", "<fin>"]
# peer resetting.test = ["<data>", "<reset>"]
# peer tls.test = tls {}
# peer new.test = tls {"minVersion": "TLSv1.3"}
# peer selfsigned.test = tls {"certificate": "selfsigned"}
# peer expired.test = tls {"certificate": "expired"}
# peer future.test = tls {"certificate": "future"}
# peer strict.test = tls {"ciphers": "ECDHE-RSA-AES256-GCM-SHA384"}
# How a handshake fails, and that the socket underneath stays open.
import online
import socket
import ssl
import tls
from attempts import attempt


def connected(name):
    s = socket.socket()
    s.connect((name, 443))
    return s


with open("certificates/authority.pem") as f:
    authority = f.read()


def handshake(name, mode=tls.CERT_REQUIRED, hostname="tls.test", trusted=authority):
    context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
    context.verify_mode = mode
    if trusted:
        context.load_verify_locations(trusted)
    raw = connected(name)
    print(name, end=" ")
    try:
        s = context.wrap_socket(raw, server_hostname=hostname)
        print("fine")
        s.close()
        return
    except Exception as e:
        print(repr(e), e.errno if isinstance(e, OSError) else "")
    if raw.fileno() < 0:
        print("closed")
    raw.close()


for name in ("http.test", "closing.test", "resetting.test", "new.test", "strict.test"):
    handshake(name, tls.CERT_NONE)
handshake("tls.test")
handshake("tls.test", hostname="other.test")
handshake("tls.test", hostname=None)
handshake("tls.test", trusted=None)
handshake("selfsigned.test")
handshake("expired.test")
handshake("future.test")
handshake("future.test", hostname="other.test")
handshake("future.test", tls.CERT_OPTIONAL)
# The clock of a board without a date is in 2000.
print("unconnected", end=" ")
attempt(lambda: ssl.wrap_socket(socket.socket()))
print("UDP", end=" ")
attempt(lambda: ssl.wrap_socket(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)))

# A timeout of the socket underneath is one of the handshake, and of every call after the first.
raw = connected("tls.test")
s = ssl.wrap_socket(raw)
raw.settimeout(0.2)
for call in (lambda: s.read(1), lambda: s.read(1), lambda: s.write(b"x")):
    attempt(call)
s.close()
