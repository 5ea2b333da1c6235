# peer lines.test = ["one\ntwo\n", 100, "th", 100, "ree\nlast", "<fin>"]
# peer slow.test = ["<data>", "abc", 150, "defgh", 150, "ij", "<fin>"]
# peer echo.test = echo
# peer deaf.test = ["<deaf>"]
# peer resets.test = ["<data>", "<reset>"]
# peer closed.test = closed
# Streams of a client, against servers on the network.
import online
import asyncio
import io
from attempts import attempt


async def run(text, name, use, *args):
    print("--", text)
    reader, writer = await asyncio.open_connection(name, 80)
    try:
        await use(reader, writer, *args)
    except Exception as e:
        print(repr(e))
    await writer.wait_closed()


async def lines(reader, writer):
    print(reader is writer)
    for _ in range(6):
        print(await reader.readline())


async def pieces(reader, writer):
    print(writer.write(b"x"), await writer.drain())
    print(await reader.read(100), await reader.read(2), await reader.readexactly(4), await reader.read(10), await reader.read(10))
    print(await reader.read(), await reader.readline())
    await reader.readexactly(1)


async def everything(reader, writer):
    await writer.awrite("x")
    print(await reader.read(), await reader.read())


async def exactly(reader, writer):
    await writer.awrite(b"--x--", 2, 1)
    print(await reader.readexactly(9), await reader.readexactly(0))
    await reader.readexactly(9)


# After all that is there it wants -1 - 3 bytes, which a read takes for very many.
async def exactly_negative(reader, writer):
    await writer.awrite("x")
    print(await reader.readexactly(-1))


async def into(reader, writer):
    writer.write(b"x")
    buffer = bytearray(6)
    for _ in range(4):
        print(await reader.readinto(buffer), buffer)


async def echo(reader, writer):
    writer.write(b"hello ")
    writer.write(b"world")
    print(await reader.readexactly(11), writer.out_buf)
    print(writer.close(), "and still open")
    writer.write(b"again")
    print(await reader.readexactly(5))
    attempt(writer.get_extra_info, "peername")
    print(await writer.wait_closed())
    attempt(writer.write, b"x")
    await reader.read(1)


async def too_much(reader, writer):
    try:
        # Until nothing on the way takes any more.
        while True:
            writer.write(bytes(8000))
            await asyncio.wait_for_ms(writer.drain(), 300)
    except asyncio.TimeoutError:
        left = len(writer.out_buf)
        writer.write(b"more")
        print("time is up", left > 0, len(writer.out_buf) - left)


async def reset(reader, writer):
    writer.write(b"x")
    await reader.read(1)


async def refused(reader, writer):
    await reader.read(1)


async def refused_writing(reader, writer):
    writer.write(b"x")



async def both_ways(reader, writer):
    async def write():
        for i in range(200):
            writer.write(bytes(str(i), "ascii") * 50 + b"\n")
            await writer.drain()

    task = asyncio.create_task(write())
    for i in range(200):
        line = await reader.readline()
        if line != bytes(str(i), "ascii") * 50 + b"\n":
            print("wrong", i, line)
    await task
    print("all lines")


async def main():
    await run("lines", "lines.test", lines)
    await run("pieces", "slow.test", pieces)
    await run("everything", "slow.test", everything)
    await run("exactly", "slow.test", exactly)
    await run("exactly less than nothing", "slow.test", exactly_negative)
    await run("into", "slow.test", into)
    await run("echo", "echo.test", echo)
    await run("more than fits", "deaf.test", too_much)
    await run("both ways", "echo.test", both_ways)
    await run("reset", "resets.test", reset)
    await run("refused: reading tells", "closed.test", refused)
    await run("refused: writing tells", "closed.test", refused_writing)
    print("-- no such host")
    try:
        await asyncio.open_connection("nobody.invalid", 80)
    except OSError as e:
        print(e)


asyncio.run(main())
print("-- over anything that can be polled")


class Text(io.IOBase):
    def __init__(self, pieces):
        self.pieces = pieces

    def ioctl(self, request, mask):
        return mask if request == 3 else -1

    def read(self, n):
        return self.pieces.pop(0) if self.pieces else ""

    def readline(self):
        return self.read(0)

    def write(self, data):
        return None if len(data) > 3 else len(data)


async def text():
    stream = asyncio.StreamReader(Text([None, "a line\n", "more", None, "", "x"]), {"name": "text"})
    print(repr(await stream.read(10)), stream.get_extra_info("name"))
    stream = asyncio.StreamWriter(Text([]), {})
    print(stream.write(b"123"), stream.out_buf, stream.write(b"1234"), stream.out_buf)


asyncio.run(text())
