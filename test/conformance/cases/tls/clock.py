# peer future.test = tls {"certificate": "future"}
# peer tls.test = tls {}
# Certificates are valid by the board's own clock, which starts in 2000 until a program sets it.
import machine
import online
import socket
import tls

context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
with open("certificates/authority.pem") as f:
    context.load_verify_locations(f.read())


def handshake(name):
    s = socket.socket()
    s.connect((name, 443))
    try:
        context.wrap_socket(s, server_hostname="tls.test")
        print(name, "is valid")
    except ValueError as e:
        print(name, repr(e))
    s.close()


handshake("future.test")
handshake("tls.test")
machine.RTC().datetime((2099, 6, 1, 0, 12, 0, 0, 0))
handshake("future.test")
handshake("tls.test")
