# Event is for tasks among themselves. ThreadSafeFlag can also be set by a callback: to the loop it is a stream.
import io
from . import core

_POLL = 3


class Event:
    def __init__(self):
        self.state = False
        self.waiting = core.TaskQueue()

    def is_set(self):
        return self.state

    def set(self):
        self.state = True
        while self.waiting.peek():
            core._task_queue.push(self.waiting.pop())

    def clear(self):
        self.state = False

    def wait(self):
        if not self.state:
            task = core.cur_task
            self.waiting.push(task)
            task.data = self.waiting
            yield
        return True


class ThreadSafeFlag(io.IOBase):
    def __init__(self):
        self.state = 0

    def ioctl(self, request, argument):
        return self.state * argument if request == _POLL else -1

    def set(self):
        self.state = 1

    def clear(self):
        self.state = 0

    async def wait(self):
        if not self.state:
            yield core._io_queue.queue_read(self)
        self.state = 0
