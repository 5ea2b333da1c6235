# interrupt when "idle"
# What the console shows after Ctrl-C in an idle loop.
import asyncio
from machine import Timer


async def main():
    # A callback prints it once the loop waits.
    Timer(0, mode=Timer.ONE_SHOT, period=100, callback=lambda t: print("idle"))
    await asyncio.sleep(100)


asyncio.run(main())
