# interrupt when "idle"
# interrupt when "computing"
# Ctrl-C ends the loop, whether it waits or a task computes. Tasks that wait stay where they are: what they have after
# `finally` runs only if the interrupt came while they ran.
import asyncio
import io


class Idle(io.IOBase):
    """Tells that the loop looks for something to do, and never has anything."""

    def ioctl(self, request, mask):
        print("idle") if self.looks == 0 else None
        self.looks += 1
        return 0

    looks = 0


async def waiting():
    try:
        await asyncio.sleep(100)
    finally:
        print("finally of a task that waits")


async def computing():
    try:
        print("computing")
        while True:
            pass
    finally:
        print("finally of the task that ran")


async def main(coro):
    tasks = [asyncio.create_task(waiting()), asyncio.create_task(coro)]
    try:
        await tasks[0]
    finally:
        print("finally of main")


try:
    asyncio.run(main(asyncio.StreamReader(Idle()).read(1)))
except KeyboardInterrupt as e:
    print(type(e))
finally:
    print("finally around run")
    asyncio.new_event_loop()
try:
    asyncio.run(main(computing()))
except KeyboardInterrupt as e:
    print(type(e))
    print(asyncio.current_task())
asyncio.new_event_loop()


async def after():
    await asyncio.sleep_ms(10)
    return "runs again"


print(asyncio.run(after()))
