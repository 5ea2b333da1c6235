# peer tls.test = tls {}
# peer json.test = tls {"steps": ["{\"name\": \"ESP32\"}", "<fin>"]}
# peer rsa.test = tls {"certificate": "rsa", "key": "rsa"}
# A client of a TLS server: everything that a socket over TLS can do, and what it cannot.
import json
import online
import select
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

s = ssl.wrap_socket(connected("tls.test"))
print(s, s.cipher())
print(s.write(b"one\ntwo\n"), s.readline(), s.read(4))
buffer = bytearray(6)
print(s.write("three!"), s.readinto(buffer), buffer)
print(s.write(b"0123456789", 3), s.read(3), s.write(b"0123456789", 3, 4), s.read(4))
print(s.send(b"four"), s.recv(100), s.sendall(b"five"), s.recv_into(memoryview(buffer)[:4]), buffer)
print(s.write(b""), s.recv(0))
certificate = s.getpeercert(True)
print(type(certificate), certificate[:2])
attempt(s.getpeercert, False)
attempt(s.getpeercert)
print("GET /", file=s)
print(s.read(6))
absent = "settimeout connect bind accept fileno version shutdown unwrap makefile selected_alpn_protocol __enter__"
print([name for name in absent.split() if hasattr(s, name)])
print(s.close(), s.close())
attempt(s.read, 1)
attempt(s.write, b"x")
attempt(s.getpeercert, True)

# A server that closes is the end of the stream, for ever.
s = ssl.wrap_socket(connected("json.test"))
print(json.load(s), s.read(), s.read(5))
s.close()

# The certificate is looked at only if that is asked for.
context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
context.load_verify_locations(authority)
for name in ("tls.test", "rsa.test"):
    s = context.wrap_socket(connected(name), server_hostname="tls.test")
    print(s.cipher())
    s.close()
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="certificates/authority.pem")
s = context.wrap_socket(connected("tls.test"), False, True, "tls.test")
s.write(b"checked")
print(s.read(7))
s.close()

# The script may look at the certificates too, from the authority's down.
context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
context.load_verify_locations(authority)
context.verify_callback = lambda der, depth: print(type(der), der[0], depth) or 0
context.wrap_socket(connected("tls.test"), server_hostname="tls.test").close()
# What it answers is the error: an errno if it is negative, else one of the library's low codes.
for verdict in (-1, True):
    context.verify_callback = lambda der, depth: verdict
    raw = connected("tls.test")
    attempt(lambda: context.wrap_socket(raw, server_hostname="tls.test"))
    raw.close()


def refuse(der, depth):
    raise RuntimeError("not this one")


context.verify_callback = refuse
raw = connected("tls.test")
attempt(lambda: context.wrap_socket(raw, server_hostname="tls.test"))
raw.close()
# With CERT_OPTIONAL the handshake goes on whatever is wrong.
context.verify_callback = None
context.verify_mode = tls.CERT_OPTIONAL
s = context.wrap_socket(connected("tls.test"), server_hostname="other.test")
print(s.getpeercert(True) == certificate)
s.close()
for suite in ("TLS-ECDHE-RSA-WITH-AES-128-GCM-SHA256", "TLS-RSA-WITH-AES-256-CBC-SHA256"):
    context.set_ciphers([suite])
    s = context.wrap_socket(connected("rsa.test"))
    print(s.cipher()[0] == suite)
    s.close()
