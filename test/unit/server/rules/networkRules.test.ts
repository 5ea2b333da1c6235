/** What the rules about tries, messages, TLS and Wi-Fi leave alone: scripts that are right, or that other code may make right. */
import { expect, test } from 'vitest';
import { diagnose } from '../../../../server/src/diagnostics/diagnose';
import { readMarked } from '../../../support/markedSource';

function codesOf(text: string): string[] {
  const { engine, file } = readMarked(text);
  const onFailure = (_rule: unknown, error: unknown): never => {
    throw error;
  };
  return diagnose(engine, file, { settings: {}, onFailure }).map(({ code }) => code);
}

const RIGHT: Readonly<Record<string, string>> = {
  'a datagram is a whole message': `
import json
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 5000))
print(json.loads(s.recv(1000)))
`,
  'a socket that somebody else made may be of datagrams': `
import json
import socket
def read(s: socket.socket):
    return json.loads(s.recv(1000))
`,
  'the first part of several': `
import json
import socket
s = socket.socket()
s.connect(("192.168.1.5", 5000))
data = s.recv(100)
while part := s.recv(100):
    data += part
print(json.loads(data))
s.close()
`,
  'a socket that does not wait is asked for its connection again and again': `
import socket
s = socket.socket()
s.setblocking(False)
while True:
    try:
        s.connect(("192.168.1.5", 5000))
        break
    except OSError:
        pass
`,
  'a connection that other code may close': `
import socket
def keep(connection): ...
while True:
    s = socket.socket()
    s.connect(("192.168.1.5", 5000))
    keep(s)
`,
  'an answer whose body is read': `
import requests
while True:
    answer = requests.get("http://192.168.1.5/on")
    print(answer.status_code, answer.text)
`,
  'Wi-Fi is joined again after a disconnect': `
import network
import time
wlan = network.WLAN()
wlan.active(True)
while not wlan.isconnected():
    wlan.disconnect()
    wlan.connect("home", "secret12")
    time.sleep(10)
`,
  'Wi-Fi is joined again when it is lost': `
import network
import time
wlan = network.WLAN()
wlan.active(True)
while True:
    if not wlan.isconnected():
        wlan.connect("home", "secret12")
    time.sleep(10)
`,
  'a function of the script may wait for Wi-Fi': `
import network
import socket
def wait(): ...
wlan = network.WLAN()
wlan.active(True)
wlan.connect("home", "secret12")
wait()
print(socket.getaddrinfo("example.com", 80))
`,
  'a server on an address has no name to give': `
import socket
import ssl
s = socket.socket()
s.connect(("192.168.1.5", 443))
tls = ssl.wrap_socket(s)
`,
  'a server at home needs no name': `
import socket
import ssl
s = socket.socket()
s.connect(("host.local", 443))
tls = ssl.wrap_socket(s)
`,
  'the handshake may come later': `
import socket
import ssl
s = socket.socket()
tls = ssl.wrap_socket(s, server_hostname="example.com", do_handshake=False)
s.connect(("example.com", 443))
`,
  'a server that sends no page need not read': `
import socket
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", 5000))
s.listen(1)
while True:
    client, address = s.accept()
    client.send(b"21.5")
    client.close()
`,
  'a socket that does not wait stops no task': `
import asyncio
import socket
async def main(s: socket.socket):
    s.setblocking(False)
    while True:
        try:
            print(s.recv(100))
        except OSError:
            await asyncio.sleep(1)
`,
  'text is added to bytes, which a board does': `
import socket
def line(client: socket.socket):
    return client.recv(100) + "end"
`,
};

for (const [name, text] of Object.entries(RIGHT))
  test(name, () => {
    expect(codesOf(text)).toEqual([]);
  });

test('the host of the address is found through a variable, and a context wraps too', () => {
  const script = `
import socket
import ssl
HOST = "example.com"
address = socket.getaddrinfo(HOST, 443)[0][-1]
s = socket.socket()
s.connect(address)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
tls = context.wrap_socket(s)
`;
  expect(codesOf(script)).toEqual(['tls-hostname']);
});

test('the body behind the head of a single recv is no whole body', () => {
  const script = `
import socket
s = socket.socket()
s.connect(("192.168.1.5", 80))
s.send(b"GET / HTTP/1.0\\r\\n\\r\\n")
data = s.recv(4096).decode()
s.close()
print(data.split("\\r\\n\\r\\n", 1)[1])
`;
  expect(codesOf(script)).toEqual(['partial-message']);
});
