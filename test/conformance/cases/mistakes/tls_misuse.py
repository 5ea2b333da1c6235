# peer tls.test = tls {}
# peer future.test = tls {"certificate": "future"}
# peer picky.test = tls {"ciphers": "ECDHE-RSA-AES256-GCM-SHA384"}
# Mistake: TLS as CPython has it, as older firmware had it, or with a clock that was never set.
import online
import socket
import ssl
from attempts import attempt


def connected(name="tls.test"):
    s = socket.socket()
    s.connect((name, 443))
    return s


raw = connected()
attempt(lambda: ssl.wrap_socket(raw, keyfile="key.pem", certfile="cert.pem"))
attempt(lambda: ssl.wrap_socket(raw, ssl_version=ssl.PROTOCOL_TLS_CLIENT))
attempt(lambda: ssl.create_default_context())
attempt(lambda: ssl.PROTOCOL_TLS)
print("-- settings of the socket belong before it is wrapped")
s = ssl.wrap_socket(raw)
for name in ("settimeout", "connect", "fileno", "makefile"):
    attempt(getattr, s, name)
s.close()
print("-- connect first")
attempt(ssl.wrap_socket, socket.socket())
print("-- nothing is verified unless it is asked for, and then a name and a CA are needed")
ssl.wrap_socket(connected("future.test")).close()
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
attempt(context.wrap_socket, connected())
attempt(lambda: context.wrap_socket(connected(), server_hostname="tls.test"))
context.load_verify_locations(cafile="certificates/authority.pem")
attempt(lambda: context.wrap_socket(connected(), server_hostname="tls.test").close())
print("-- a clock that was not set by ntptime.settime()")
attempt(lambda: context.wrap_socket(connected("future.test"), server_hostname="tls.test"))
print("-- a server that refuses")
attempt(lambda: ssl.wrap_socket(connected("picky.test")))
context.wrap_socket(connected("future.test"), server_hostname="tls.test")
