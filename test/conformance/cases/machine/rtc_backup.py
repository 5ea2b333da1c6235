# The clock's memory as a whole: `RTC.memory` keeps its bytes at the beginning of it.
import machine
from attempts import attempt

rtc = machine.RTC()
backup = machine.mem_backup()
print(backup, len(backup), backup.itemsize, backup[0], backup[-1])
print(backup is machine.mem_backup(0), machine.mem_backup(-1)[0] is backup, len(machine.mem_backup(-1)))
rtc.memory(b"kept")
print(bytes(backup[:5]))
backup[0] = ord("K")
backup[4:6] = b"xy"
print(rtc.memory(), rtc.memory(b"ab"), rtc.memory(), bytes(backup[:7]))
print(rtc.memory(b"z" * 2048), len(rtc.memory()), backup[2047], rtc.memory(b""), rtc.memory(), backup[0])
attempt(machine.mem_backup, 1)
attempt(machine.mem_backup, -2)
attempt(machine.mem_backup, 0, 0)
attempt(machine.mem_backup, "0")
attempt(lambda: backup[2048])


def fill(part):
    backup[0:2] = part


attempt(fill, b"abc")
