"""A lock for tasks. Use it through `asyncio`.

See: library/asyncio.html
"""

class Lock:
    """Only one task at a time holds it. The others wait, first come, first served. It is best used with `async with`.

    Example:
        lock = asyncio.Lock()

        async def show(text):
            async with lock:
                display.write(text)
                await asyncio.sleep(1)

    See: library/asyncio.html#asyncio.Lock
    """
    def __init__(self) -> None: ...
    def locked(self) -> bool:
        """Whether a task holds the lock.

        See: library/asyncio.html#asyncio.Lock.locked
        """
    async def acquire(self) -> bool:
        """Waits until the lock is free, and takes it.

        Returns:
            True

        Blocks:
            only this task, until the lock is free

        Example:
            await lock.acquire()

        See: library/asyncio.html#asyncio.Lock.acquire
        """
    def release(self) -> None:
        """Gives the lock to the task that has waited longest.

        Raises:
            RuntimeError: `Lock not acquired`: nobody holds it

        Example:
            lock.release()

        See: library/asyncio.html#asyncio.Lock.release
        """
    async def __aenter__(self) -> bool: ...
    async def __aexit__(self, exc_type: object, exc: object, tb: object) -> None: ...
