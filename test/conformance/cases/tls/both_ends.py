# Both ends on the board, neither of them blocking: the handshake goes on inside reads and writes, and each end sees its
# own side of what goes wrong.
import select
import tls
from ends import in_turns, pair

with open("certificates/authority.pem") as f:
    authority = f.read()


def read(name):
    with open("certificates/" + name + ".pem") as f:
        return f.read()


def contexts(certificate="ec", key="ec"):
    client = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
    client.load_verify_locations(authority)
    server = tls.SSLContext(tls.PROTOCOL_TLS_SERVER)
    server.load_verify_locations(authority)
    if certificate:
        server.load_cert_chain(read(certificate), read(key + ".key"))
    return client, server


def wrap(client, server, hostname="tls.test"):
    a, b = pair()
    a.setblocking(False)
    b.setblocking(False)
    return (
        client.wrap_socket(a, server_hostname=hostname, do_handshake_on_connect=False),
        server.wrap_socket(b, server_side=True, do_handshake_on_connect=False),
        a,
        b,
    )


# Returns what a read gives, or that something was written.
def talk(client, server, **options):
    a, b, *raw = wrap(client, server, **options)
    for line in in_turns(lambda: a.write(b"to the server"), lambda: b.read(2)):
        print(line)
    print([s.fileno() >= 0 for s in raw])
    for s in [a, b] + raw:
        s.close()


print("-- fine")
client, server = contexts()
a, b, *_ = wrap(client, server)
print(a.read(1), b.read(1))
print(in_turns(lambda: a.write(b"to the server"), lambda: b.read(13)))
print(a.cipher(), b.cipher(), len(a.getpeercert(True)), b.getpeercert(True))
print(b.write(b"to the client"), in_turns(lambda: a.read(100)), a.read(1), a.readline())
# What was decrypted and not read yet counts as readable; what is longer than a record is sent in several.
poll = select.poll()
poll.register(a, select.POLLIN)
print(poll.poll(0))
print(b.write(b"abc"), in_turns(lambda: a.read(1)), [flags for _, flags in poll.poll(0)], a.read(5), poll.poll(0))
big = bytes(range(256)) * 20
sent = b.write(big)
print(sent, in_turns(lambda: a.recv(10000) and True))
b.close()
while a.recv(1000) != b"":
    pass
print(a.read(1), a.read(), [flags for _, flags in poll.poll(0)])
a.close()
print([flags for _, flags in poll.poll(0)])
a.close()

print("-- which suite is common")
for suites in (["TLS-RSA-WITH-AES-128-CBC-SHA"], ["TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384"]):
    client, server = contexts("rsa", "rsa")
    client.set_ciphers(suites)
    a, b, *_ = wrap(client, server)
    print(in_turns(lambda: a.write(b"x"), lambda: b.read(1)), a.cipher()[0] == suites[0])
    a.close()
    b.close()
client, server = contexts()
client.set_ciphers(["TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384"])
talk(client, server)
client, server = contexts(None)
talk(client, server)

print("-- the client does not trust the server")
client, server = contexts()
talk(client, server, hostname="other.test")
client, server = contexts("selfsigned")
talk(client, server)
client, server = contexts("expired")
talk(client, server)
client, server = contexts("future")
talk(client, server)
client = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
talk(client, server)

print("-- the server wants a certificate")
client, server = contexts()
server.verify_mode = tls.CERT_REQUIRED
talk(client, server)
client.load_cert_chain(read("client"), read("ec.key"))
talk(client, server)
client, _ = contexts()
client.load_cert_chain(read("selfsigned"), read("ec.key"))
talk(client, server)
client, server = contexts()
server.verify_mode = tls.CERT_OPTIONAL
talk(client, server)

print("-- one end goes")
client, server = contexts()
a, b, raw, _ = wrap(client, server)
print(a.read(1))
raw.close()
print(in_turns(lambda: b.read(1)))
b.close()

print("-- no TLS at all")
a, b = pair()
b = contexts()[1].wrap_socket(b, server_side=True, do_handshake_on_connect=False)
a.write("GET / HTTP/1.1\r\n\r\n")
print(in_turns(lambda: b.read(1)))
print(in_turns(lambda: b.read(1)))
a.close()
