/** What the rules about tries, messages, TLS and Wi-Fi leave alone: scripts that are right, or that other code may make right. */
import { expect, test } from 'vitest';
import { diagnose } from '../../../../server/src/diagnostics/diagnose';
import { readMarked } from '../../../support/markedSource';

function codesOf(...source: Parameters<typeof readMarked>): string[] {
  const { engine, file } = readMarked(...source);
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
  'a loop that measures what a request takes does nothing by the clock': `
import socket
import time
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", 5000))
s.listen(1)
longest = 0
while True:
    client, address = s.accept()
    start = time.ticks_ms()
    client.send(b"21.5")
    client.close()
    if time.ticks_diff(time.ticks_ms(), start) > longest:
        longest = time.ticks_diff(time.ticks_ms(), start)
`,
  'a loop that asks first whether somebody is there': `
import select
import socket
import time
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", 5000))
s.listen(1)
poller = select.poll()
poller.register(s, select.POLLIN)
last = time.time()
while True:
    for sock, event in poller.ipoll(100):
        client, address = s.accept()
        client.close()
    now = time.time()
    if now - last > 10:
        last = now
`,
  'a station is no access point, and another port is free': `
import network
import socket
import webrepl
wlan = network.WLAN(network.WLAN.IF_STA)
wlan.active(True)
webrepl.start(port=8000)
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 67))
t = socket.socket()
t.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
t.bind(("", 8266))
t.listen(1)
`,
  'an access point that is switched off takes no port': `
import network
import socket
ap = network.WLAN(network.AP_IF)
ap.active(False)
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 67))
`,
  'addresses that are right, not known, or without a gateway': `
import network
def address(): ...
wlan = network.WLAN()
wlan.ifconfig(("10.1.2.3", 8, "10.9.9.9", "8.8.8.8"))
wlan.ifconfig(("192.168.1.50", "255.255.255.0", "0.0.0.0", "8.8.8.8"))
wlan.ifconfig((address(), "255.255.255.0", "192.168.1.1", "8.8.8.8"))
wlan.ipconfig(addr4="192.168.1.50/24", gw4="192.168.1.1")
wlan.ifconfig("dhcp")
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

test.each(['ssl.wrap_socket(s)', 'ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).wrap_socket(s)'])(
  'a socket may be wrapped under its own name: s = %s',
  (wrapping) => {
    const script = (wrap: string): string => `
import socket
import ssl
s = socket.socket()
s.connect(socket.getaddrinfo("example.com", 443)[0][-1])
s = ${wrap}
s.write(b"GET / HTTP/1.0\\r\\nHost: example.com\\r\\n\\r\\n")
print(s.read())
s.close()
`;
    expect(codesOf(script(wrapping))).toEqual(['tls-hostname']);
    expect(codesOf(script(wrapping.replace('(s)', '(s, server_hostname="example.com")')))).toEqual([]);
  },
);

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

test.each([
  'wlan.ifconfig(("192.168.1.50", "192.168.1.1", "255.255.255.0", "8.8.8.8"))',
  'wlan.ifconfig(("192.168.1.50", 24, "192.168.2.1", "8.8.8.8"))',
  'wlan.ipconfig(addr4="10.0.0.5/16", gw4="10.1.0.1")',
  'wlan.ipconfig(addr4=("10.0.0.5", "255.255.0.0"), gw4="10.1.0.1")',
])('a gateway that the board cannot reach: %s', (line) => {
  expect(codesOf(`import network\nwlan = network.WLAN()\n${line}\n`)).toEqual(['static-address']);
});

test('the port of the access point is found behind either way to switch it on', () => {
  const script = (on: string): string => `
import network
import socket
${on}
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("0.0.0.0", 67))
`;
  expect(codesOf(script('ap = network.WLAN(network.WLAN.IF_AP)\nap.active(True)'))).toEqual(['port-taken']);
  expect(codesOf(script('network.WLAN(network.AP_IF).active(True)'))).toEqual(['port-taken']);
});

test('work by the clock is found with seconds and a name for now, too', () => {
  const script = `
import socket
import time
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", 5000))
s.listen(1)
last = time.time()
while True:
    now = time.time()
    if now - last >= 10:
        last = now
        print("ten seconds")
    try:
        client, address = s.accept()
        client.close()
    except OSError as e:
        print(e)
`;
  expect(codesOf(script)).toEqual(['accept-blocks']);
});

test.each([
  ['a boot.py that is the whole program', 'while True:\n    pass\n', {}],
  ['a loop with an end', 'while True:\n    if 1:\n        break\n', { 'main.py': '' }],
  ['a loop that starts the board again', 'import machine\nwhile True:\n    machine.reset()\n', { 'main.py': '' }],
])('boot.py may be %s', (_what, text, others) => {
  expect(codesOf(text, others, 'boot.py')).toEqual([]);
});

test('a stream of the console gives text, and every other stream of asyncio gives bytes', () => {
  const script = (stream: string): string => `
import asyncio
import sys
import socket
from machine import UART
async def main(given: asyncio.StreamReader, other):
    s = ${stream}
    if await s.read(1) == "x":
        print("x")
`;
  expect(codesOf(script('asyncio.StreamReader(sys.stdin)'))).toEqual([]);
  for (const stream of [
    'asyncio.StreamReader(sys.stdin.buffer)',
    'asyncio.StreamReader(UART(1))',
    'asyncio.StreamReader(socket.socket())',
    'given',
    '(await asyncio.open_connection("example.com", 80))[0]',
  ])
    expect(codesOf(script(stream)), stream).toEqual(['bytes-compared']);
});
