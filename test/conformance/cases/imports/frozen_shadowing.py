# A file of the user beside the script wins over a frozen module of its name; one in /lib does not.
import ntptime
import sys

print(ntptime.where, ntptime.__file__)
del sys.modules["ntptime"]
sys.path.remove("")
import ntptime

print(hasattr(ntptime, "where"), ntptime.__file__)
del sys.modules["ntptime"]
sys.path[:] = ["/lib", ".frozen"]
import ntptime

print(ntptime.where, ntptime.__file__)
