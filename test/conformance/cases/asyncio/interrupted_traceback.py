# interrupt when "idle"
# What the console shows after Ctrl-C in a loop that waits, here for a stream that takes its time to answer.
import asyncio
import io
import time


class Slow(io.IOBase):
    def ioctl(self, request, mask):
        return print("idle") or time.sleep(100) or 0


async def main():
    await asyncio.StreamReader(Slow()).read(1)


asyncio.run(main())
