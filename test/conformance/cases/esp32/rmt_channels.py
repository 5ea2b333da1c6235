# Channels are given back, trains are repeated for ever or not at all, and a poll waits for the end of one.
import gc
import json
import select
from attempts import attempt
from esp32 import RMT

# The chip has memory for eight channels, which a longer one takes from others; the collector gives them back as well.
all = [RMT(pin=18) for i in range(6)] + [RMT(pin=18, num_symbols=128)]
attempt(lambda: RMT(pin=18))
all[0].deinit()
print(RMT(pin=18).active())
all.clear()
gc.collect()
all = [RMT(pin=18, resolution_hz=400000) for i in range(4)]
r = all[0]
print(len(all), hasattr(RMT, "__del__"))
# A train can be repeated for ever, not some times.
r.loop_count(2)
attempt(r.write_pulses, (1000, 1000))
r.loop_count(0)
# A poll waits for its end.
poll = select.poll()
poll.register(r, select.POLLIN | select.POLLOUT)
r.write_pulses((32000,) * 16)
print(poll.poll(0), poll.poll(10000)[0][1] == select.POLLOUT, r.active())
attempt(json.load, r)
