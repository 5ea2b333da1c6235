# The 1-Wire bus: single bits and bytes, choosing a device, and finding all that are there.
import _onewire

_ROM_BYTES = 8


class OneWireError(Exception):
    pass


class OneWire:
    SEARCH_ROM = 0xF0
    MATCH_ROM = 0x55
    SKIP_ROM = 0xCC

    def __init__(self, pin):
        self.pin = pin
        self.pin.init(pin.OPEN_DRAIN, pin.PULL_UP)

    # Whether a device answered. With required an exception says that none did.
    def reset(self, required=False):
        present = _onewire.reset(self.pin)
        if required and not present:
            raise OneWireError
        return present

    def readbit(self):
        return _onewire.readbit(self.pin)

    def readbyte(self):
        return _onewire.readbyte(self.pin)

    def readinto(self, buf):
        for i in range(len(buf)):
            buf[i] = self.readbyte()

    def writebit(self, value):
        return _onewire.writebit(self.pin, value)

    def writebyte(self, value):
        return _onewire.writebyte(self.pin, value)

    def write(self, buf):
        for value in buf:
            self.writebyte(value)

    def select_rom(self, rom):
        self.reset()
        self.writebyte(self.MATCH_ROM)
        self.write(rom)

    def crc8(self, data):
        return _onewire.crc8(data)

    # The codes of all devices. All answer at once, bit by bit; where they differ one branch is gone after the other.
    def scan(self):
        found = []
        branch = bytearray(_ROM_BYTES)
        last_fork = None
        while True:
            rom, fork = self._descend(branch, last_fork)
            if rom is None:
                return found
            found.append(rom)
            if fork is None:
                return found
            branch = rom
            last_fork = fork

    # Follows a code up to a fork, takes the other branch there and the first one at later forks.
    # Gives the code and the last fork at which a branch is left.
    def _descend(self, branch, fork_to_turn):
        if not self.reset():
            return None, None
        self.writebyte(self.SEARCH_ROM)
        rom = bytearray(_ROM_BYTES)
        left = None
        for position in range(8 * _ROM_BYTES):
            bit = self.readbit()
            complement = self.readbit()
            if bit and complement:
                return None, None
            if not bit and not complement:
                if fork_to_turn is None or position > fork_to_turn:
                    bit = 0
                elif position == fork_to_turn:
                    bit = 1
                else:
                    bit = branch[position >> 3] >> (position & 7) & 1
                if not bit:
                    left = position
            self.writebit(bit)
            rom[position >> 3] |= bit << (position & 7)
        return rom, left
