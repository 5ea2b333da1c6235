"""Waits for several streams at once: sockets, the keyboard of the REPL, UARTs.

CPython:
    Streams are given as objects, not as numbers. No epoll, kqueue, POLLPRI or POLLNVAL.

ESP32:
    While it waits, timers and callbacks run and Ctrl-C works.

Example:
    import select
    poller = select.poll()
    poller.register(s, select.POLLIN)
    for stream, flags in poller.poll(1000):
        print(stream.recv(100))

See: library/select.html
"""

from typing import Any, Final, Iterator, TypeVar

_R = TypeVar("_R")
_W = TypeVar("_W")
_X = TypeVar("_X")

POLLIN: Final = 1
"""There is something to read: data, a client to accept, or the end of the connection."""
POLLOUT: Final = 4
"""There is room to write; a connection that was being made is there, or has failed."""
POLLERR: Final = 8
"""The stream has an error. Told without being asked for. Sockets never tell it."""
POLLHUP: Final = 16
"""The stream is hung up. Of a new TCP socket that is not connected it is told without being asked for."""

def select(
    rlist: list[_R] | tuple[_R, ...],
    wlist: list[_W] | tuple[_W, ...],
    xlist: list[_X] | tuple[_X, ...],
    timeout: float | None = None,
    /,
) -> tuple[list[_R], list[_W], list[_X]]:
    """Waits until one of the streams is ready. It is simpler than poll(), and slower if called often.

    Args:
        rlist: streams of which you want to read, as a list
        wlist: streams to which you want to write
        xlist: streams of which you want to know that they fail
        timeout: seconds; None or left out: without limit; 0: do not wait

    Returns:
        three lists: those that can be read, those that can be written, those that fail. All are empty when the time is up.

    Blocks:
        until a stream is ready or the time is up

    Raises:
        stream operation not supported: the `OSError` has this text; an item is no stream, such as the number of a socket
        TypeError: a stream was given without a list, or an argument is missing

    CPython:
        There numbers (`fileno()`) are accepted too. On the board a closed or failed stream is in the third list even if it is
        only in the first.

    Example:
        readable, _, _ = select.select([s], [], [], 5)
        if readable:
            print(s.recv(100))

    See: library/select.html#select.select
    """

class poll:
    """A set of streams that are waited for together.

    Example:
        poller = select.poll()
        poller.register(s, select.POLLIN)
        ready = poller.poll(1000)

    See: library/select.html#select.poll
    """
    def __init__(self) -> None: ...
    def register(self, obj: Any, eventmask: int = 5, /) -> None:
        """Adds a stream, or changes what it is waited for.

        Args:
            obj: the stream: a socket, an encrypted socket, `sys.stdin`, a UART
            eventmask: what to wait for, added with `|`; 5, which is POLLIN | POLLOUT, if left out

        Constants:
            eventmask: POLLIN, POLLOUT, POLLHUP

        Raises:
            stream operation not supported: the `OSError` has this text; it is no stream

        ESP32:
            A socket can nearly always be written, so without a mask poll() returns at once.

        Example:
            poller.register(s, select.POLLIN)

        See: library/select.html#select.poll.register
        """
    def unregister(self, obj: Any, /) -> None:
        """Takes a stream out. One that is not in it is not minded. Do it before you close a socket.

        Args:
            obj: the stream

        Example:
            poller.unregister(s)

        See: library/select.html#select.poll.unregister
        """
    def modify(self, obj: Any, eventmask: int, /) -> None:
        """Changes what a stream is waited for.

        Args:
            obj: a stream that was registered
            eventmask: what to wait for, added with `|`

        Constants:
            eventmask: POLLIN, POLLOUT, POLLHUP

        Raises:
            ENOENT (2): the stream was not registered

        Example:
            poller.modify(s, select.POLLIN | select.POLLOUT)

        See: library/select.html#select.poll.modify
        """
    def poll(self, timeout: int = -1, /) -> list[tuple[Any, int]]:
        """Waits until one of the streams is ready.

        Args:
            timeout: milliseconds, not seconds; -1 or left out: without limit; 0: do not wait

        Returns:
            a list of tuples `(stream, flags)`, empty when the time is up. In `flags` are POLLIN, POLLOUT and so on;
            32 means that the stream is closed.

        Blocks:
            until a stream is ready or the time is up

        CPython:
            There the first item is a number, here it is the stream itself.

        Example:
            for stream, flags in poller.poll(1000):
                if flags & select.POLLIN:
                    print(stream.recv(100))

        See: library/select.html#select.poll.poll
        """
    def ipoll(self, timeout: int = -1, flags: int = 0, /) -> Iterator[tuple[Any, int]]:
        """The same as poll(), but without taking memory: the tuple is always the same one, so do not keep it.

        Args:
            timeout: milliseconds; -1 or left out: without limit; 0: do not wait
            flags: 1: a stream that was told is not waited for again until modify() is called

        Returns:
            an iterator of `(stream, flags)`

        Blocks:
            until a stream is ready or the time is up

        CPython:
            There is no ipoll() there.

        Example:
            for stream, flags in poller.ipoll(1000):
                print(flags)

        See: library/select.html#select.poll.ipoll
        """
