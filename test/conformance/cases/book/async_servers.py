# peer www.example.com = files {"/": "plain page"}
# peer secure.test = files {"/": "secret page"} over tls
# client 80 = ["GET / HTTP/1.1\r\nHost: esp32\r\nAccept: */*\r\n\r\n", "<data>"]
# A download and a web server in one loop, while a task shows with an LED that nothing stands still.
import online
import uasyncio
from machine import Pin

led = Pin(2, Pin.OUT)
beats = 0
served = uasyncio.Event()


async def heartbeat():
    global beats
    while True:
        led.value(not led.value())
        beats += 1
        await uasyncio.sleep_ms(20)


async def download(host, port, **options):
    reader, writer = await uasyncio.open_connection(host, port, **options)
    writer.write(b"GET / HTTP/1.1\r\nHost: " + host.encode() + b"\r\nConnection: close\r\n\r\n")
    await writer.drain()
    line = await reader.readline()
    while await reader.readline() != b"\r\n":
        pass
    body = await reader.read(512)
    writer.close()
    await writer.wait_closed()
    return line, body


async def handle(reader, writer):
    request = await reader.readline()
    headers = 0
    while await reader.readline() != b"\r\n":
        headers += 1
    print(request, headers, type(writer.get_extra_info("peername")))
    body = b"<html>%d</html>" % (beats > 0)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body))
    writer.write(body)
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    served.set()


async def main():
    uasyncio.create_task(heartbeat())
    print(await uasyncio.gather(download("www.example.com", 80), download("secure.test", 443, ssl=True)))
    server = await uasyncio.start_server(handle, "", 80, backlog=5)
    await served.wait()
    server.close()
    await server.wait_closed()
    before = beats
    await uasyncio.sleep_ms(100)
    print(beats > before)


uasyncio.run(main())
