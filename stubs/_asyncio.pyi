"""The part of `asyncio` that is written in C: tasks, and the queue in which they wait. Programs use it through `asyncio`.

See: library/asyncio.html
"""

from typing import Any, Coroutine, Generator, Generic, TypeVar

_T = TypeVar("_T")

class Task(Generic[_T]):
    """A coroutine that runs beside others. asyncio.create_task() makes one; `await task` waits for its end.

    Args:
        coro: the coroutine
        globals: the scheduler's variables; programs leave it to create_task()

    CPython:
        No result(), exception(), cancelled(), add_done_callback() or get_name(): `await` gives the result, or raises.

    Example:
        task = asyncio.create_task(blink())
        await asyncio.sleep(5)
        task.cancel()

    See: library/asyncio.html#asyncio.Task
    """

    coro: Coroutine[Any, Any, _T]
    """The coroutine that the task runs."""
    data: Any
    """What the scheduler keeps with the task; afterwards how it ended."""
    state: Any
    """How far the task is, for the scheduler. Use done()."""
    ph_key: int
    """When the task is to go on, in ticks of milliseconds."""

    def __init__(self, coro: Coroutine[Any, Any, _T], globals: dict[str, Any] | None = None, /) -> None: ...
    def __await__(self) -> Generator[Any, None, _T]: ...
    def done(self) -> bool:
        """Whether the task has ended, in whatever way.

        Returns:
            True or False

        Example:
            if task.done():
                print("ready")

        See: library/asyncio.html#asyncio.Task
        """
    def cancel(self) -> bool:
        """Ends the task: at its next turn CancelledError is raised where it waits. It may tidy up in `finally`.

        Returns:
            False if the task has ended already

        Raises:
            RuntimeError: a task that cancels itself

        Example:
            task.cancel()

        See: library/asyncio.html#asyncio.Task.cancel
        """

class TaskQueue:
    """Tasks in the order in which they go on. For the scheduler, and for locks of your own."""
    def __init__(self) -> None: ...
    def push(self, task: Task[Any], key: int = ..., /) -> None:
        """Adds a task.

        Args:
            task: the task
            key: when it goes on, in ticks of milliseconds; now if left out
        """
    def pop(self) -> Task[Any]:
        """Takes the next task out.

        Raises:
            IndexError: the queue is empty
        """
    def peek(self) -> Task[Any] | None:
        """The next task, which stays in the queue; None if it is empty."""
    def remove(self, task: Task[Any], /) -> None:
        """Takes a task out.

        Args:
            task: the task
        """
