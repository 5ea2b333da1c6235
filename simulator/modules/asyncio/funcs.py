# Waiting for a task with a limit, and for several tasks.
from . import core


# Awaits for `waiter`, and ends its sleep. What came of it is the argument of the CancelledError: that of a cancellation
# from outside has none.
async def _await_for(waiter, task):
    try:
        outcome = (await task, None)
    except BaseException as er:
        outcome = (None, er)
    # With data the waiter does not sleep any more: it was cancelled, or its time is up.
    if waiter.data is None and waiter.cancel():
        waiter.data = core.CancelledError(outcome)


async def wait_for(aw, timeout, sleep=core.sleep):
    task = core._promote_to_task(aw)
    if timeout is None:
        return await task
    agent = core.create_task(_await_for(core.cur_task, task))
    try:
        await sleep(timeout)
    except core.CancelledError as er:
        if not er.args:
            agent.cancel()
            raise
        result, error = er.args[0]
        if error is not None:
            raise error
        return result
    # A cancellation of the agent goes on to the task, which may take its time to end.
    agent.cancel()
    await agent
    raise core.TimeoutError


def wait_for_ms(aw, timeout):
    return wait_for(aw, timeout, core.sleep_ms)


# What a gathering task waits in.
class _Gathering:
    def __init__(self, is_patient):
        self.is_patient = is_patient
        self.count = 0
        self.error = None
        self.waiter = None

    # The end of one of the tasks.
    def ended(self, task, er):
        if self.waiter is None:
            return
        self.count -= 1
        if not self.is_patient and not isinstance(er, StopIteration):
            self.error = er
        elif self.count:
            return
        waiter, self.waiter = self.waiter, None
        core._task_queue.push(waiter)

    # Task.cancel calls it for the waiter.
    def remove(self, task):
        self.waiter = None


def gather(*aws, return_exceptions=False):
    results = [core._promote_to_task(aw) for aw in aws]
    gathering = _Gathering(return_exceptions)
    ended = gathering.ended
    has_failed = False
    for task in results:
        if task.state is True:
            task.state = ended
            gathering.count += 1
        elif task.state:
            raise RuntimeError("can't gather")
        elif not isinstance(task.data, StopIteration):
            has_failed = True

    is_cancelled = False
    if gathering.count and (return_exceptions or not has_failed):
        gathering.waiter = core.cur_task
        core.cur_task.data = gathering
        try:
            yield
        except core.CancelledError as er:
            is_cancelled = True
            gathering.error = er

    error = gathering.error
    for i, task in enumerate(results):
        if task.state is ended:
            task.state = True
            if is_cancelled:
                task.cancel()
        elif isinstance(task.data, StopIteration):
            results[i] = task.data.value
        elif return_exceptions:
            results[i] = task.data
        elif error is None:
            error = task.data
    if error is not None:
        raise error
    return results
