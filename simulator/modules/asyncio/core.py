# The scheduler. Its state is in this module's globals and outlives a run: new_event_loop() makes it afresh.
#
# Task and TaskQueue are the firmware's own (extmod/modasyncio.c). They look into these globals for cur_task, _task_queue
# and CancelledError, and agree with this file on two attributes of a task:
#   state  True: runs, nobody awaits it; a TaskQueue: the tasks that await it; a function: called at its end;
#          None: has ended, nobody has asked how; False: has ended, and somebody knows
#   data   while it runs: what it waits in (has `remove`), or the exception to throw into it; afterwards how it ended
import select
import sys
from _asyncio import Task, TaskQueue
from time import ticks_add, ticks_diff, ticks_ms as ticks


class CancelledError(BaseException):
    pass


class TimeoutError(Exception):
    pass


# Tuples are made once: the loop and a sleep must work without any free heap.
_ENDED = (CancelledError, Exception)
_QUIET = (CancelledError, StopIteration)

# How long to wait when a task waits for what nothing but a callback could bring, which the poller does not see.
_UNSEEN_MS = 10

_context = {"message": "Task exception wasn't retrieved", "exception": None, "future": None}

cur_task = None
_stop_task = None


# What sleep_ms gives. One object serves all sleeps, so that a sleep allocates nothing; it is used up when it is awaited.
class SingletonGenerator:
    def __init__(self):
        self.state = None
        self.exc = StopIteration()

    def __iter__(self):
        return self

    def __next__(self):
        wake_at = self.state
        if wake_at is None:
            self.exc.__traceback__ = None
            raise self.exc
        self.state = None
        _task_queue.push(cur_task, wake_at)


def sleep_ms(t, sgen=SingletonGenerator()):
    assert sgen.state is None
    sgen.state = ticks_add(ticks(), t if t > 0 else 0)
    return sgen


def sleep(t):
    return sleep_ms(int(t * 1000))


# The tasks that wait for streams: by the stream's id, who reads, who writes, and the stream.
class IOQueue:
    def __init__(self):
        self.poller = select.poll()
        self.map = {}

    def queue_read(self, s):
        self._add(s, 0)

    def queue_write(self, s):
        self._add(s, 1)

    # Task.cancel calls it. The stream goes with all who wait for it, as in the original: a writer is then not woken any
    # more when the reader was cancelled.
    def remove(self, task):
        for entry in list(self.map.values()):
            if entry[0] is task or entry[1] is task:
                entry[0] = entry[1] = None
                self._watch(entry)

    def wait_io_event(self, dt):
        for s, flags in self.poller.ipoll(dt):
            entry = self.map[id(s)]
            # An error or a hang-up is news for both.
            if flags & ~select.POLLOUT:
                self._wake(entry, 0)
            if flags & ~select.POLLIN:
                self._wake(entry, 1)
            self._watch(entry)

    def _add(self, s, side):
        entry = self.map.get(id(s))
        if entry is None:
            entry = self.map[id(s)] = [None, None, s]
        assert entry[side] is None
        entry[side] = cur_task
        self._watch(entry)
        cur_task.data = self

    def _wake(self, entry, side):
        if entry[side] is not None:
            _task_queue.push(entry[side])
            entry[side] = None

    def _watch(self, entry):
        reader, writer, s = entry
        if reader is not None:
            self.poller.register(s, select.POLLIN if writer is None else select.POLLIN | select.POLLOUT)
        elif writer is not None:
            self.poller.register(s, select.POLLOUT)
        else:
            self.poller.unregister(s)
            del self.map[id(s)]


def create_task(coro):
    if not hasattr(coro, "send"):
        raise TypeError("coroutine expected")
    task = Task(coro, globals())
    _task_queue.push(task)
    return task


def current_task():
    if cur_task is None:
        raise RuntimeError("no running event loop")
    return cur_task


def run(coro):
    return run_until_complete(create_task(coro))


def run_until_complete(main_task=None):
    global cur_task
    while True:
        # Streams are looked at before every task, so that tasks that never wait do not shut them out.
        wait = 1
        while wait > 0:
            task = _task_queue.peek()
            if task:
                wait = max(ticks_diff(task.ph_key, ticks()), 0)
            elif _io_queue.map:
                wait = -1
            elif main_task and main_task.state:
                wait = _UNSEEN_MS
            else:
                cur_task = None
                return None
            _io_queue.wait_io_event(wait)

        cur_task = task = _task_queue.pop()
        thrown = task.data
        try:
            if thrown:
                task.data = None
                task.coro.throw(thrown)
            else:
                task.coro.send(None)
        except _ENDED as er:
            if task is main_task:
                cur_task = None
                if isinstance(er, StopIteration):
                    _end(task, er, True)
                    return er.value
                task.state = False
                raise er
            if task.state:
                _end(task, er, False)
            else:
                # It had ended before, with an exception, and was queued for somebody to ask. Nobody did.
                task.data = thrown
                if task.state is None:
                    _context["exception"] = thrown
                    _context["future"] = task
                    Loop.call_exception_handler(_context)


# A task has ended: whoever awaits it goes on.
def _end(task, er, is_known):
    state = task.state
    if callable(state):
        state(task, er)
        is_known = True
    elif state and state is not True:
        while state.peek():
            _task_queue.push(state.pop())
            is_known = True
    task.state = None if state is True and not is_known else False
    if not is_known and not isinstance(er, _QUIET):
        # Its next turn comes after those who may want to know.
        _task_queue.push(task)
    task.data = er


def _promote_to_task(aw):
    return aw if isinstance(aw, Task) else create_task(aw)


async def _stopper():
    pass


# There is one loop, and this class is it: it has no instances.
class Loop:
    _exc_handler = None

    def create_task(coro):
        return create_task(coro)

    def run_forever():
        global _stop_task
        _stop_task = Task(_stopper(), globals())
        run_until_complete(_stop_task)

    def run_until_complete(aw):
        return run_until_complete(_promote_to_task(aw))

    def stop():
        global _stop_task
        if _stop_task is not None:
            _task_queue.push(_stop_task)
            _stop_task = None

    def close():
        pass

    def set_exception_handler(handler):
        Loop._exc_handler = handler

    def get_exception_handler():
        return Loop._exc_handler

    def default_exception_handler(loop, context):
        task = context["future"]
        print(context["message"], file=sys.stderr)
        print("future:", task, "coro=", task.coro, file=sys.stderr)
        sys.print_exception(context["exception"], sys.stderr)

    def call_exception_handler(context):
        handler = Loop._exc_handler or Loop.default_exception_handler
        handler(Loop, context)


# The arguments are those of an older version, and mean nothing.
def get_event_loop(runq_len=0, waitq_len=0):
    return Loop


def new_event_loop():
    global _task_queue, _io_queue
    _task_queue = TaskQueue()
    _io_queue = IOQueue()
    return Loop


new_event_loop()
