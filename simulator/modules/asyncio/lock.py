# A lock for tasks, first come, first served.
from . import core


class Lock:
    def __init__(self):
        # 0: free, 1: held, a task: handed to that one, which has not run since
        self.state = 0
        self.waiting = core.TaskQueue()

    def locked(self):
        return self.state == 1

    def acquire(self):
        if self.state != 0:
            task = core.cur_task
            self.waiting.push(task)
            task.data = self.waiting
            try:
                yield
            except core.CancelledError:
                if self.state == task:
                    # It was handed over already: the next one gets it.
                    self._pass_on()
                raise
        self.state = 1
        return True

    def release(self):
        if self.state != 1:
            raise RuntimeError("Lock not acquired")
        self._pass_on()

    def _pass_on(self):
        if self.waiting.peek():
            self.state = self.waiting.pop()
            core._task_queue.push(self.state)
        else:
            self.state = 0

    async def __aenter__(self):
        return await self.acquire()

    async def __aexit__(self, kind, value, traceback):
        return self.release()
