/**
 * The kinds of scripts that people write for the board. At each mark a value must have the names that stand in the table, found through
 * whatever the script does between: wrappers, attributes, files, callbacks.
 */
import { expect, test } from 'vitest';
import { complete } from '../../../server/src/features/completion';
import { readMarked, splitMarks } from '../../support/markedSource';

interface Case {
  readonly what: string;
  readonly script: string;
  readonly others?: Readonly<Record<string, string>>;
  /** Names by mark. */
  readonly names: Readonly<Record<string, string>>;
}

const SOCKET = 'connect send sendall recv settimeout setblocking close readline write';
const WLAN = 'active connect isconnected ifconfig status config scan disconnect';

const CASES: readonly Case[] = [
  {
    what: 'an address out of getaddrinfo',
    script: `
import socket
ai = socket.getaddrinfo("example.com", 80)
addr = ai[0][-1]
host, port = addr
host.«host»
family, kind, proto, name, address = ai[0]
name.«name»
s = socket.socket()
s.«s»
data = s.recv(100)
data.«data»
text = data.decode()
text.«text»
`,
    names: { host: 'split upper', name: 'split', s: SOCKET, data: 'decode split find', text: 'encode split format' },
  },
  {
    what: 'functions that give a WLAN',
    script: `
import network, time
def do_connect(ssid, key):
    wlan = network.WLAN(network.WLAN.IF_STA)
    wlan.active(True)
    if not wlan.isconnected():
        wlan.connect(ssid, key)
        while not wlan.isconnected():
            time.sleep_ms(100)
    return wlan
def main():
    w = do_connect("a", "b")
    w.«w»
    ip = w.ifconfig()[0]
    ip.«ip»
main()
time.«time»
`,
    names: { w: WLAN, ip: 'split', time: 'sleep sleep_ms ticks_ms ticks_diff time' },
  },
  {
    what: 'the old names of modules',
    script: `
import usocket as socket
import utime, ujson, uasyncio
from umachine import Pin
s = socket.socket()
s.«s»
utime.«utime»
d = ujson.loads("{}")
uasyncio.«uasyncio»
p = Pin(2, Pin.OUT)
p.«p»
`,
    names: { s: SOCKET, utime: 'sleep_ms', uasyncio: 'run sleep start_server', p: 'on off value irq' },
  },
  {
    what: 'a socket kept in self',
    script: `
import socket
class Client:
    sock = None
    def __init__(self, host, port=80):
        self.address = (host, port)
        self.buffer = bytearray(100)
    def open(self):
        self.sock = socket.socket()
        self.sock.connect(self.address)
        return self
    def read(self):
        self.sock.«sock»
        self.buffer.«buffer»
        self.«self»
c = Client("x").open()
c.«c»
c.sock.«outside»
`,
    names: {
      sock: SOCKET,
      buffer: 'append extend decode',
      self: 'sock address buffer open read',
      c: 'open read sock',
      outside: SOCKET,
    },
  },
  {
    what: 'files of the board, lib and packages',
    script: `
import config
from wifi import connect
from drivers.lamp import Lamp
import drivers.lamp
config.«config»
w = connect()
w.«w»
lamp = Lamp(2)
lamp.«lamp»
lamp.pin.«pin»
drivers.lamp.«module»
`,
    others: {
      'config.py': 'SSID = "x"\nKEY = "y"\n',
      'lib/wifi.py':
        'import network\nimport config\ndef connect():\n    w = network.WLAN()\n    w.connect(config.SSID, config.KEY)\n    return w\n',
      'lib/drivers/__init__.py': '',
      'lib/drivers/lamp.py':
        'from machine import Pin\nclass Lamp:\n    def __init__(self, number):\n        self.pin = Pin(number, Pin.OUT)\n    def flash(self):\n        pass\n',
    },
    names: { config: 'SSID KEY', w: WLAN, lamp: 'flash pin', pin: 'on off value', module: 'Lamp' },
  },
  {
    what: 'streams of asyncio',
    script: `
import asyncio
async def handle(reader, writer):
    reader.«reader»
    line = await reader.readline()
    line.«line»
    writer.«writer»
    await writer.drain()
async def client():
    r, w = await asyncio.open_connection("example.com", 80)
    r.«r»
    w.«w»
async def main():
    server = await asyncio.start_server(handle, "0.0.0.0", 80)
    server.«server»
    task = asyncio.create_task(client())
    task.«task»
    lock = asyncio.Lock()
    async with lock:
        pass
    event = asyncio.Event()
    event.«event»
    results = await asyncio.gather(client(), client())
asyncio.run(main())
asyncio.«asyncio»
`,
    names: {
      reader: 'read readline readexactly',
      line: 'decode strip',
      writer: 'write drain close wait_closed get_extra_info',
      r: 'read readline',
      w: 'write drain',
      server: 'close wait_closed',
      task: 'cancel done',
      event: 'set clear wait is_set',
      asyncio: 'run sleep sleep_ms gather wait_for wait_for_ms Lock Event create_task open_connection start_server CancelledError',
    },
  },
  {
    what: 'TLS',
    script: `
import socket, ssl, tls
s = socket.socket()
t = ssl.wrap_socket(s, server_hostname="example.com")
t.«t»
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.«context»
u = context.wrap_socket(s)
u.«u»
ssl.«ssl»
tls.«tls»
`,
    names: {
      t: 'read write readline close',
      context: 'wrap_socket load_cert_chain load_verify_locations verify_mode',
      u: 'read write',
      ssl: 'PROTOCOL_TLS_CLIENT CERT_NONE CERT_REQUIRED SSLContext',
      tls: 'SSLContext PROTOCOL_TLS_SERVER',
    },
  },
  {
    what: 'pins, timers and buses',
    script: `
from machine import Pin, Timer, ADC, PWM, I2C
led = Pin(2, Pin.OUT)
led.«led»
def tick(t):
    t.«t»
timer = Timer(0)
timer.init(period=1000, callback=tick)
button = Pin(0, Pin.IN, Pin.PULL_UP)
def pressed(pin):
    pin.«pin»
button.irq(handler=pressed, trigger=Pin.IRQ_FALLING)
adc = ADC(Pin(34))
adc.«adc»
pwm = PWM(led)
pwm.«pwm»
i2c = I2C(0, scl=Pin(22), sda=Pin(21))
i2c.«i2c»
for address in i2c.scan():
    address.«address»
timer.init(callback=lambda one: one.«lambda»)
`,
    names: {
      led: 'on off value toggle init irq',
      t: 'init deinit value',
      pin: 'value irq',
      adc: 'read read_u16 read_uv atten',
      pwm: 'freq duty duty_u16 deinit',
      i2c: 'scan readfrom writeto readfrom_mem',
      address: 'to_bytes',
      lambda: 'init deinit',
    },
  },
  {
    what: 'a server with accept and select',
    script: `
import socket, select
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("0.0.0.0", 80))
server.listen(1)
clients = []
poller = select.poll()
poller.«poller»
poller.register(server, select.POLLIN)
while True:
    for sock, event in poller.poll(1000):
        pass
    conn, addr = server.accept()
    conn.«conn»
    clients.append(conn)
    addr[0].«address»
    for c in clients:
        c.«c»
    readable, _, _ = select.select(clients, [], [], 1)
    for r in readable:
        r.«r»
select.«select»
`,
    names: {
      poller: 'register unregister modify poll ipoll',
      conn: SOCKET,
      address: 'split',
      c: SOCKET,
      r: SOCKET,
      select: 'poll select POLLIN POLLOUT POLLERR POLLHUP',
    },
  },
  {
    what: 'requests and json',
    script: `
import requests, json
r = requests.get("http://example.com")
r.«r»
r.text.«text»
r.content.«content»
with open("data.json") as f:
    f.«f»
    values = json.load(f)
raw = open("a.bin", "rb")
chunk = raw.read(10)
chunk.«chunk»
`,
    names: { r: 'status_code text content json close', text: 'split', content: 'decode', f: 'read readline write close', chunk: 'decode' },
  },
  {
    what: 'MQTT and time',
    script: `
from umqtt.simple import MQTTClient
import ntptime, time
client = MQTTClient("id", "broker")
client.«client»
def got(topic, message):
    topic.«topic»
    message.«message»
client.set_callback(got)
ntptime.«ntptime»
year, month, *rest = time.localtime()
year.«year»
`,
    names: {
      client: 'connect disconnect publish subscribe check_msg wait_msg set_callback ping',
      topic: 'decode',
      message: 'decode',
      ntptime: 'settime time host',
      year: 'to_bytes',
    },
  },
  {
    what: 'errors, named tuples, inheritance and None',
    script: `
import socket, errno
from collections import namedtuple
Point = namedtuple("Point", "x y")
p = Point(1, 2)
p.«p»
class Base:
    def __init__(self): pass
    def hello(self): return "x"
class Child(Base):
    def more(self):
        super().«super»
        self.«child»
def find(flag):
    if flag:
        return socket.socket()
    return None
s = find(True)
if s is not None:
    s.«s»
try:
    s.connect(("x", 1))
except OSError as e:
    e.«e»
items = {"a": socket.socket()}
for key, value in items.items():
    key.«key»
    value.«value»
sizes = [len(one) for one in "a b".split()]
sizes[0].«size»
errno.«errno»
`,
    names: {
      p: 'x y',
      super: 'hello __init__',
      child: 'hello more',
      s: SOCKET,
      e: 'errno args',
      key: 'split',
      value: SOCKET,
      size: 'to_bytes',
      errno: 'ETIMEDOUT ECONNRESET EAGAIN errorcode',
    },
  },
];

test.each(CASES)('all names are known in a script with $what', ({ script, others, names }) => {
  const missing: string[] = [];
  const { engine, file, text } = readMarked(script, others);
  for (const [mark, wanted] of Object.entries(names)) {
    // Each place is completed as it is typed: the other unfinished lines are not there.
    const alone = script
      .split('\n')
      .map((line) => (line.includes('«') && !line.includes(`«${mark}»`) ? line.replace(/[^ ].*/, 'pass') : line))
      .join('\n');
    const typed = splitMarks(alone);
    const items = complete(engine, engine.program.setOpen(file.uri, typed.text), typed.marks.get(mark) ?? 0);
    const offered = new Set(items.map(({ label }) => label));
    for (const name of wanted.split(' ')) if (!offered.has(name)) missing.push(`${mark}.${name}`);
  }
  expect(text).not.toContain('«');
  expect(missing).toEqual([]);
});
