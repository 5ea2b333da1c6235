# client 443 = tls {"steps": ["question", "<data>", "more", "<fin>"]}
# client 444 = tls {"minVersion": "TLSv1.3", "steps": []}
# client 445 = tls {"ciphers": "ECDHE-RSA-AES256-GCM-SHA384", "maxVersion": "TLSv1.2", "steps": []}
# client 446 = tls {"steps": []}
# client 447 = tls {"certificate": "client", "key": "ec", "maxVersion": "TLSv1.2", "steps": ["mine"]}
# client 448 = tls {"certificate": "selfsigned", "key": "ec", "maxVersion": "TLSv1.2", "steps": []}
# A server for programs on the PC: a client that is served, and clients that cannot be.
import online
import socket
import ssl
import tls


def accepted(port):
    listener = socket.socket()
    listener.bind(("0.0.0.0", port))
    listener.listen()
    client, _ = listener.accept()
    listener.close()
    return client


def serve(port, context, mode=tls.CERT_NONE):
    context.verify_mode = mode
    raw = accepted(port)
    try:
        return context.wrap_socket(raw, server_side=True)
    except Exception as e:
        print(port, repr(e))
        raw.close()


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("certificates/ec.pem", "certificates/ec.key.pem")
context.load_verify_locations("certificates/authority.pem")

s = serve(443, context)
print(s.cipher()[1], s.getpeercert(True))
print(s.read(8))
s.write("answer")
print(s.read(), s.read(1))
s.close()

serve(444, context)
serve(445, context)
serve(446, context, tls.CERT_REQUIRED)
s = serve(447, context, tls.CERT_REQUIRED)
print(s.read(4), len(s.getpeercert(True)) > 300)
s.close()
serve(448, context, tls.CERT_REQUIRED)
