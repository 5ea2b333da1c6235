# What tls and ssl have, and what they do not have.
import ssl
import tls

for module in (tls, ssl):
    print([getattr(module, "PROTOCOL_" + name) for name in ("TLS_CLIENT", "TLS_SERVER", "DTLS_CLIENT", "DTLS_SERVER")])
    print(module.CERT_NONE, module.CERT_OPTIONAL, module.CERT_REQUIRED, module.MBEDTLS_VERSION)

absent = "PROTOCOL_TLS PROTOCOL_TLSv1_2 create_default_context SSLError SSLWantReadError OP_ALL HAS_SNI get_server_certificate match_hostname"
for module in (tls, ssl):
    print([name for name in absent.split() if hasattr(module, name)])
print(hasattr(tls, "wrap_socket"), hasattr(ssl, "wrap_socket"))

for name in ("ussl", "utls"):
    try:
        __import__(name)
    except ImportError as e:
        print(e)

context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
print(context)
print(sorted(name for name in dir(context) if not name.startswith("__")))
print(ssl.SSLContext is tls.SSLContext)
for name in ("verify_callback", "get_ciphers", "set_ciphers"):
    print(name, hasattr(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), name))
