# What `machine` of a board of this chip has, and what its classes have. Counter and Encoder are elsewhere.
import machine

HIDDEN = ("Counter", "Encoder", "const")
OWN = ("__class__", "__name__", "__module__", "__qualname__", "__dict__", "__bases__", "__file__", "__path__", "__del__")


def names(of):
    return sorted(name for name in dir(of) if name not in OWN and name not in HIDDEN)


print([name for name in names(machine) if not isinstance(getattr(machine, name), type)])
for name in names(machine):
    member = getattr(machine, name)
    if isinstance(member, type):
        print(name, [(m, getattr(member, m)) if m.isupper() or m[:3] in ("ATT", "WID", "INV") else m for m in names(member)])
    elif isinstance(member, int):
        print(name, member)
# Other boards have these.
print([name for name in ("PinBase", "bootloader", "I2CTarget", "CAN", "USBDevice", "LAN", "info", "rng") if hasattr(machine, name)])
print(hasattr(machine.I2S, "__del__"), hasattr(machine.Timer, "__del__"), hasattr(machine.SDCard, "__del__"))
