# Modules of the firmware that are written in Python: found by import alone, named in tracebacks without their place.
import os
import sys
from attempts import attempt

before = os.listdir()
import ntptime

print(sys.path)
print(ntptime, ntptime.__file__, ntptime.__name__)
print(os.listdir() == before, "ntptime.py" in before, ".frozen" in before)
for path in ("ntptime.py", ".frozen", ".frozen/ntptime.py", "/.frozen/ntptime.py"):
    attempt(os.stat, path)
    attempt(open, path)
attempt(os.listdir, ".frozen")
attempt(os.chdir, ".frozen")
# The old names are for modules in C: of a frozen one there is none, unless the firmware has it as a file of its own.
for name in ("untptime", "ussl", "ntptime.time", ".frozen"):
    attempt(__import__, name)
print("ntptime" in sys.modules)
try:
    ntptime.time()  # no Wi-Fi
except OSError as e:
    sys.print_exception(e)
ntptime.time()
