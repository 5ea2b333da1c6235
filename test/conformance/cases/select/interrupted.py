# interrupt when "waiting for nothing"
# interrupt when "waiting for a stream"
# interrupt when "waiting in select"
# Ctrl-C ends a poll that waits, whatever it waits for.
import io
import select


class Never(io.IOBase):
    def ioctl(self, request, mask):
        return 0


def wait(text, call, *args):
    try:
        print(text)
        call(*args)
    except KeyboardInterrupt as e:
        print(type(e))


poller = select.poll()
wait("waiting for nothing", poller.poll)
poller.register(Never())
wait("waiting for a stream", poller.poll)
wait("waiting in select", select.select, [Never()], [], [])
print(poller.poll(0))
