# A stream with a reader and a writer that wait: cancelling one forgets the stream, and the other is never woken
# (IOQueue.remove in extmod/asyncio/core.py).
import asyncio
import io


class Stream(io.IOBase):
    is_writable = 0

    def ioctl(self, request, mask):
        return mask & self.is_writable if request == 3 else -1

    def write(self, data):
        return len(data) if self.is_writable else None


async def draining(stream):
    stream.write(b"x")
    await stream.drain()
    print("drained")


async def main(cancels):
    s = Stream()
    stream = asyncio.StreamReader(s)
    reader, writer = asyncio.create_task(stream.read(1)), asyncio.create_task(draining(stream))
    await asyncio.sleep_ms(20)
    if cancels:
        reader.cancel()
    await asyncio.sleep_ms(20)
    s.is_writable = 4
    await asyncio.sleep_ms(100)
    print(reader.done(), writer.done())


for cancels in (False, True):
    asyncio.run(main(cancels))
    asyncio.new_event_loop()
