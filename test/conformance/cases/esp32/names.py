# What `esp`, `esp32` and `micropython` of a board of this chip have, and what their classes have.
import esp
import esp32
import micropython

OWN = ("__class__", "__name__", "__module__", "__qualname__", "__dict__", "__bases__", "__del__")


def names(of):
    return sorted(name for name in dir(of) if name not in OWN)


def show(of):
    return [(name, getattr(of, name)) if name.isupper() else name for name in names(of)]


print(show(esp))
for module in (esp32, micropython):
    print([name for name in names(module) if not isinstance(getattr(module, name), type)])
    for name in names(module):
        if isinstance(getattr(module, name), type):
            print(name, show(getattr(module, name)))
print(esp32.WAKEUP_ALL_LOW, esp32.WAKEUP_ANY_HIGH, esp32.HEAP_DATA, esp32.HEAP_EXEC)
# Other chips, and firmware that is built otherwise, have these.
OTHERS = ("mcu_temperature", "hall_sensor", "LDO", "idf_task_info")
print([name for name in OTHERS if hasattr(esp32, name)], hasattr(micropython, "heap_locked"), hasattr(micropython, "mem_total"))
