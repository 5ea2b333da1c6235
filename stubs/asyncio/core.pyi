"""The scheduler of `asyncio`: tasks, sleeping, and the loop. Use it through `asyncio`.

See: library/asyncio.html
"""

from typing import Any, Callable, Coroutine, Generator, TypeVar

from _asyncio import Task as Task
from _asyncio import TaskQueue as TaskQueue
from time import ticks_add as ticks_add
from time import ticks_diff as ticks_diff

_T = TypeVar("_T")

def ticks() -> int:
    """Milliseconds of a counter that begins again after 2**30. It is time.ticks_ms()."""

cur_task: Task[Any] | None
"""The task that runs now; None outside of tasks. current_task() gives it too."""

class CancelledError(BaseException):
    """Raised in a task that is cancelled, where it waits. `except Exception` does not catch it, which is right.

    Catch it only to tidy up, and raise it again.

    Example:
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            led.off()
            raise

    See: library/asyncio.html
    """

class TimeoutError(Exception):
    """Raised by wait_for() when the time is up.

    CPython:
        There it is an OSError. On the board `OSError` with ETIMEDOUT is another thing: that of sockets.

    Example:
        try:
            line = await asyncio.wait_for(reader.readline(), 5)
        except asyncio.TimeoutError:
            print("nothing came")

    See: library/asyncio.html#asyncio.wait_for
    """

class SingletonGenerator:
    """What sleep_ms() gives, one object for all sleeps. Programs do not need it."""
    def __init__(self) -> None: ...
    def __iter__(self) -> SingletonGenerator: ...
    def __next__(self) -> None: ...
    def __await__(self) -> Generator[Any, None, None]: ...

class IOQueue:
    """The tasks that wait for streams. Programs do not need it."""
    def __init__(self) -> None: ...
    def queue_read(self, s: Any) -> None:
        """Lets the running task wait until the stream can be read.

        Args:
            s: the stream
        """
    def queue_write(self, s: Any) -> None:
        """Lets the running task wait until the stream can be written.

        Args:
            s: the stream
        """
    def remove(self, task: Task[Any]) -> None:
        """Lets a task wait no longer.

        Args:
            task: the task
        """
    def wait_io_event(self, dt: int) -> None:
        """Waits for the streams, and wakes the tasks of those that are ready.

        Args:
            dt: milliseconds, -1 without limit
        """

def run(coro: Coroutine[Any, Any, _T]) -> _T:
    """Runs a coroutine as the first task, and with it the tasks that it creates, until it ends.

    Args:
        coro: what `main()` gives, if `main` is an `async def` function

    Returns:
        what the coroutine returns

    Blocks:
        until the coroutine ends. Other tasks then stand still; they go on in the next run().

    Raises:
        TypeError: `coroutine expected`: the function was given without calling it, or is not `async def`
        Exception: whatever the coroutine raises

    CPython:
        There the other tasks are cancelled at the end. On the board they stay: call new_event_loop() before the next run.

    Example:
        async def main():
            await asyncio.sleep(1)

        asyncio.run(main())

    See: library/asyncio.html#asyncio.run
    """

def run_until_complete(main_task: Task[Any] | None = None) -> Any:
    """Runs tasks until one ends. Use run(), or Loop.run_until_complete().

    Args:
        main_task: the task whose end is waited for

    Returns:
        what the task returns

    Blocks:
        until the task ends
    """

def create_task(coro: Coroutine[Any, Any, _T]) -> Task[_T]:
    """Starts a coroutine as a task of its own, beside the running one. It begins when this one gives way.

    An exception in it is printed only if nobody awaits it; other tasks go on.

    Args:
        coro: what calling an `async def` function gives

    Returns:
        the task; keep it if you want to await or cancel it

    Raises:
        TypeError: `coroutine expected`: the function was given without calling it, or is not `async def`

    CPython:
        The same, but a task that nobody keeps is not lost on the board.

    Example:
        task = asyncio.create_task(blink(led))

    See: library/asyncio.html#asyncio.create_task
    """

def current_task() -> Task[Any]:
    """The task that runs now.

    Raises:
        RuntimeError: no task runs

    Example:
        me = asyncio.current_task()

    See: library/asyncio.html#asyncio.current_task
    """

async def sleep(t: float) -> None:
    """Waits, and lets other tasks run. `await asyncio.sleep(0)` only gives way.

    Args:
        t: seconds

    Blocks:
        only this task

    CPython:
        There a second argument can be given, which it returns.

    ESP32:
        Without `await` nothing is waited for. time.sleep() stops all tasks.

    Example:
        await asyncio.sleep(0.5)

    See: library/asyncio.html#asyncio.sleep
    """

async def sleep_ms(t: int) -> None:
    """Waits, and lets other tasks run. It takes no memory.

    Args:
        t: milliseconds

    Blocks:
        only this task

    CPython:
        There is no sleep_ms() there.

    Example:
        await asyncio.sleep_ms(20)

    See: library/asyncio.html#asyncio.sleep_ms
    """

def get_event_loop(runq_len: int = 0, waitq_len: int = 0) -> Loop:
    """The loop that runs the tasks. There is one.

    Args:
        runq_len: not looked at
        waitq_len: not looked at

    Example:
        loop = asyncio.get_event_loop()
        loop.create_task(blink())
        loop.run_forever()

    See: library/asyncio.html#asyncio.get_event_loop
    """

def new_event_loop() -> Loop:
    """Forgets all tasks. Call it before run() if an earlier run left some, as after Ctrl-C at the REPL.

    Returns:
        the loop, which is always the same one

    CPython:
        There it makes another loop, which must be set.

    Example:
        try:
            asyncio.run(main())
        finally:
            asyncio.new_event_loop()

    See: library/asyncio.html#asyncio.new_event_loop
    """

class Loop:
    """The loop that runs the tasks. There is one, and get_event_loop() gives it; asyncio.run() is simpler.

    CPython:
        No call_soon(), call_later(), run_in_executor(), time() or is_running().

    Example:
        loop = asyncio.get_event_loop()
        loop.create_task(blink())
        loop.run_forever()

    See: library/asyncio.html#asyncio.Loop
    """
    @staticmethod
    def create_task(coro: Coroutine[Any, Any, _T]) -> Task[_T]:
        """Starts a coroutine as a task, as asyncio.create_task() does.

        Args:
            coro: what calling an `async def` function gives

        Returns:
            the task

        Raises:
            TypeError: `coroutine expected`: it is none

        Example:
            loop.create_task(blink())

        See: library/asyncio.html#asyncio.Loop.create_task
        """
    @staticmethod
    def run_forever() -> None:
        """Runs all tasks until stop() is called.

        Blocks:
            until stop() is called

        Example:
            loop.run_forever()

        See: library/asyncio.html#asyncio.Loop.run_forever
        """
    @staticmethod
    def run_until_complete(awaitable: Task[_T] | Coroutine[Any, Any, _T]) -> _T:
        """Runs all tasks until one of them ends.

        Args:
            awaitable: a task or coroutine

        Returns:
            what it returns

        Blocks:
            until it ends

        Raises:
            Exception: whatever it raises

        Example:
            loop.run_until_complete(main())

        See: library/asyncio.html#asyncio.Loop.run_until_complete
        """
    @staticmethod
    def stop() -> None:
        """Ends run_forever() after the tasks that are ready have had their turn.

        Example:
            loop.stop()

        See: library/asyncio.html#asyncio.Loop.stop
        """
    @staticmethod
    def close() -> None:
        """Does nothing; it is there because programs for CPython call it.

        See: library/asyncio.html#asyncio.Loop.close
        """
    @staticmethod
    def set_exception_handler(handler: Callable[[Loop, dict[str, Any]], object] | None) -> None:
        """Sets what is called when a task fails that nobody awaits.

        Args:
            handler: a function of the loop and a dict with `"message"`, `"exception"` and `"future"` (the task); None for the
                usual one, which prints the traceback

        Example:
            def failed(loop, context):
                print("failed:", context["exception"])

            loop.set_exception_handler(failed)

        See: library/asyncio.html#asyncio.Loop.set_exception_handler
        """
    @staticmethod
    def get_exception_handler() -> Callable[[Loop, dict[str, Any]], object] | None:
        """What set_exception_handler() has set, or None.

        See: library/asyncio.html#asyncio.Loop.get_exception_handler
        """
    @staticmethod
    def default_exception_handler(loop: Loop, context: dict[str, Any]) -> None:
        """Prints "Task exception wasn't retrieved" and the traceback.

        Args:
            loop: the loop
            context: a dict with `"message"`, `"exception"` and `"future"`

        See: library/asyncio.html#asyncio.Loop.default_exception_handler
        """
    @staticmethod
    def call_exception_handler(context: dict[str, Any]) -> None:
        """Calls what set_exception_handler() has set.

        Args:
            context: a dict with `"message"`, `"exception"` and `"future"`

        See: library/asyncio.html#asyncio.Loop.call_exception_handler
        """
