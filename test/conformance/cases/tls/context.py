# Contexts before there is a connection: defaults, wrong arguments, certificates and keys.
import io
import ssl
import tls
from attempts import attempt


def pem(name):
    with open("certificates/" + name + ".pem") as f:
        return f.read()


attempt(tls.SSLContext)
attempt(tls.SSLContext, 0, 1)
attempt(tls.SSLContext, "client")
try:
    tls.SSLContext(protocol=0)
except TypeError as e:
    print(e)

client = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
server = tls.SSLContext(tls.PROTOCOL_TLS_SERVER)
print(client.verify_mode, server.verify_mode, client.verify_callback)
print(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).verify_mode, ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).verify_mode)
client.verify_mode = tls.CERT_OPTIONAL
client.verify_callback = print
print(client.verify_mode, client.verify_callback is print)
client.verify_callback = None
print(client.verify_callback)
try:
    client.verify_mode = "required"
except TypeError as e:
    print(e)
# A context of tls has no other attributes; one of ssl is an object of Python.
try:
    client.check_hostname = False
except AttributeError as e:
    print(e)
ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).check_hostname = False

suites = client.get_ciphers()
print(len(suites), suites[0], suites[1], suites[-1])
client.set_ciphers(suites[:2])
client.set_ciphers(("TLS-RSA-WITH-AES-128-CBC-SHA256",))
attempt(client.set_ciphers, [])
attempt(client.set_ciphers, ["TLS-RSA-WITH-ROT13"])
attempt(client.set_ciphers, "TLS-RSA-WITH-AES-128-CBC-SHA256")
attempt(client.set_ciphers, [1])



def load(certificate, key):
    attempt(tls.SSLContext(tls.PROTOCOL_TLS_SERVER).load_cert_chain, certificate, key)


load(pem("ec"), pem("ec.key"))
load(pem("rsa").encode(), pem("rsa.key").encode())
load(b"!", pem("ec.key"))
load(pem("ec"), b"!")
load("!", "!")
load(pem("ec"), None)
load(None, pem("ec.key"))
attempt(client.load_verify_locations, pem("authority"))
attempt(client.load_verify_locations, pem("authority") + pem("selfsigned"))
attempt(client.load_verify_locations, b"!")
attempt(client.load_verify_locations, bytearray(5))

# With ssl a str is a path.
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
attempt(context.load_cert_chain, "certificates/ec.pem", "certificates/ec.key.pem")
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
attempt(context.load_cert_chain, pem("ec").encode(), pem("ec.key").encode())
attempt(context.load_cert_chain, "nothing.pem", "certificates/ec.key.pem")
attempt(context.load_verify_locations, "certificates/authority.pem")
attempt(lambda: context.load_verify_locations(cadata=pem("authority")))

# What cannot be wrapped.
for thing in (None, 5, "text", object()):
    attempt(client.wrap_socket, thing)
stream = io.BytesIO()
attempt(tls.SSLContext(tls.PROTOCOL_TLS_CLIENT).wrap_socket, stream)
attempt(client.wrap_socket, stream, True)
attempt(lambda: client.wrap_socket(stream, server_name="x"))
attempt(lambda: client.wrap_socket(stream, server_hostname=5))
attempt(lambda: client.wrap_socket(stream, server_hostname="x" * 256))
# The old names are gone.
for name in ("keyfile", "certfile", "ca_certs", "ssl_version"):
    try:
        ssl.wrap_socket(stream, **{name: None})
    except TypeError as e:
        print(e)
