# A second load_cert_chain of a context, as MicroPython's and Mbed TLS's sources have it: a key in PEM is not put over another
# one, and the attempt takes away the one that was there. A key in DER is, but certificates come behind those that are there.
import binascii
import tls
from attempts import attempt
from ends import in_turns, pair


def pem(name):
    with open("certificates/" + name + ".pem") as f:
        return f.read()


def der(name):
    return binascii.a2b_base64("".join(line for line in pem(name).split("\n") if "-----" not in line))


# What the server makes of a client, and what the client makes of it when the server has closed.
def talk(server, mode=tls.CERT_NONE):
    client = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
    client.load_verify_locations(pem("authority"))
    client.verify_mode = mode
    a, b = pair()
    a.setblocking(False)
    b.setblocking(False)
    a = client.wrap_socket(a, server_hostname="tls.test", do_handshake_on_connect=False)
    secure = server.wrap_socket(b, server_side=True, do_handshake_on_connect=False)

    def serve():
        try:
            return secure.read(1)
        except (OSError, ValueError):
            b.close()
            raise

    print(in_turns(serve, lambda: a.write(b"x")))
    for s in (a, secure, b):
        s.close()


def server_with(certificate, key):
    context = tls.SSLContext(tls.PROTOCOL_TLS_SERVER)
    attempt(context.load_cert_chain, certificate, key)
    return context


print("-- PEM over PEM")
server = server_with(pem("ec"), pem("ec.key"))
talk(server)
attempt(server.load_cert_chain, pem("ec"), pem("ec.key"))
talk(server)
# There is no key now, so that another one is taken; the first certificate is still the one that is shown.
attempt(server.load_cert_chain, pem("ec"), pem("ec.key"))
talk(server)
print("-- what is no key")
attempt(server.load_cert_chain, pem("ec"), "!")
talk(server)
print("-- a certificate that is none: the key stays in the way")
server = server_with("!", pem("ec.key"))
attempt(server.load_cert_chain, pem("ec"), pem("ec.key"))
attempt(server.load_cert_chain, pem("ec"), pem("ec.key"))
talk(server)
print("-- DER over DER: the same key, the other's key")
server = server_with(der("ec"), der("ec.key"))
attempt(server.load_cert_chain, der("expired"), der("ec.key"))
talk(server, tls.CERT_REQUIRED)
attempt(server.load_cert_chain, der("ec384"), der("ec384.key"))
talk(server)
