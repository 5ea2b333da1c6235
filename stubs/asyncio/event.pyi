"""Telling waiting tasks that something has happened: `Event` and `ThreadSafeFlag`. Use it through `asyncio`.

See: library/asyncio.html
"""

from io import IOBase

class Event:
    """A sign that one task gives to others: they wait until it is set.

    For callbacks of timers and pins use ThreadSafeFlag.

    Example:
        ready = asyncio.Event()

        async def waiter():
            await ready.wait()
            print("go")

    See: library/asyncio.html#asyncio.Event
    """
    def __init__(self) -> None: ...
    def is_set(self) -> bool:
        """Whether the event is set.

        See: library/asyncio.html#asyncio.Event.is_set
        """
    def set(self) -> None:
        """Sets the event and wakes all tasks that wait for it. Call it from a task only.

        Example:
            ready.set()

        See: library/asyncio.html#asyncio.Event.set
        """
    def clear(self) -> None:
        """Takes the event back: who waits from now on, waits for the next set().

        See: library/asyncio.html#asyncio.Event.clear
        """
    async def wait(self) -> bool:
        """Waits until the event is set; if it is set already, it goes on at once.

        Returns:
            True

        Blocks:
            only this task

        Example:
            await ready.wait()

        See: library/asyncio.html#asyncio.Event.wait
        """

class ThreadSafeFlag(IOBase):
    """A sign that a callback gives to a task, such as that of a Timer or of Pin.irq(). One task can wait for it.

    CPython:
        There is no such class there.

    Example:
        pressed = asyncio.ThreadSafeFlag()
        button.irq(lambda pin: pressed.set(), Pin.IRQ_FALLING)

        async def watch():
            while True:
                await pressed.wait()
                print("pressed")

    See: library/asyncio.html#asyncio.ThreadSafeFlag
    """
    def __init__(self) -> None: ...
    def ioctl(self, request: int, argument: int) -> int:
        """How the loop asks whether the flag is set. Programs do not need it."""
    def set(self) -> None:
        """Sets the flag and wakes the task that waits. It may be called in a callback.

        Example:
            pressed.set()

        See: library/asyncio.html#asyncio.ThreadSafeFlag.set
        """
    def clear(self) -> None:
        """Takes the flag back.

        See: library/asyncio.html#asyncio.ThreadSafeFlag.clear
        """
    async def wait(self) -> None:
        """Waits until the flag is set, and takes it back.

        Blocks:
            only this task

        Example:
            await pressed.wait()

        See: library/asyncio.html#asyncio.ThreadSafeFlag.wait
        """
