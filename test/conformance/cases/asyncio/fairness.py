# A stream that is always ready, and tasks that never sleep for long, do not keep each other from running.
import asyncio
import io


class Ready(io.IOBase):
    def ioctl(self, request, mask):
        return mask if request == 3 else -1

    def read(self, n):
        return b"x" * n


async def reading(name, turns):
    stream = asyncio.StreamReader(Ready())
    for i in range(turns):
        await stream.read(1)
        order.append(name)


async def spinning(name, turns):
    for i in range(turns):
        await asyncio.sleep_ms(0)
        order.append(name)


async def main():
    await asyncio.gather(reading("r", 4), spinning("s", 4), reading("q", 4), spinning("t", 4))


order = []
asyncio.run(main())
for i in range(0, 16, 4):
    print(sorted(order[i : i + 4]))
