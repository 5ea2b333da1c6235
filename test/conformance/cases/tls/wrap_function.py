# peer tls.test = tls {}
# ssl.wrap_socket, with which a program needs no context: its arguments, all of which are data and not paths.
import online
import socket
import ssl
from attempts import attempt
from ends import in_turns, pair


def read(name):
    with open("certificates/" + name + ".pem", "rb") as f:
        return f.read()


def connected(name="tls.test"):
    s = socket.socket()
    s.connect((name, 443))
    return s


def wrapped(**options):
    raw = connected()
    try:
        s = ssl.wrap_socket(raw, **options)
        s.write(b"x")
        print(sorted(options), s.read(1))
        s.close()
    except (OSError, ValueError, TypeError) as e:
        print(sorted(options), repr(e), raw.fileno() >= 0)
        raw.close()


wrapped()
wrapped(server_hostname="tls.test")
wrapped(server_hostname="other.test")
wrapped(cert_reqs=ssl.CERT_REQUIRED)
wrapped(cert_reqs=ssl.CERT_REQUIRED, server_hostname="tls.test")
wrapped(cert_reqs=ssl.CERT_REQUIRED, cadata=read("authority"))
wrapped(cert_reqs=ssl.CERT_REQUIRED, cadata=read("authority"), server_hostname="tls.test")
wrapped(cert_reqs=ssl.CERT_REQUIRED, cadata=read("authority"), server_hostname="other.test")
wrapped(cert_reqs=ssl.CERT_OPTIONAL, cadata=read("authority"), server_hostname="other.test")
wrapped(cadata=b"!")
wrapped(cert=read("client"), key=read("ec.key"))
wrapped(cert=read("client"), key=b"!")
wrapped(do_handshake=False)
wrapped(do_handshake_on_connect=False)
wrapped(keyfile="certificates/ec.key.pem")
attempt(ssl.wrap_socket)

# Positional: server side, key, certificate, whether a certificate is wanted, and from whom.
a, b = pair()
b.setblocking(False)
a.setblocking(False)
client = ssl.wrap_socket(a, False, read("ec.key"), read("client"), do_handshake=False)
server = ssl.wrap_socket(b, True, read("ec.key"), read("ec"), ssl.CERT_REQUIRED, read("authority"), None, False)
print(in_turns(lambda: client.write(b"hello"), lambda: server.read(5)), len(server.getpeercert(True)) > 300)
print(server, server.cipher() == client.cipher())
