# interrupt when "waiting"
# Ctrl-C reaches the program while it sleeps and a timer runs.
import time
from machine import Timer

timer = Timer(3, period=20, callback=lambda t: None)
try:
    print("waiting")
    while True:
        time.sleep(10)
except KeyboardInterrupt as e:
    print("interrupted", repr(e))
timer.deinit()
