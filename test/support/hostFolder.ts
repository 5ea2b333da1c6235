/**
 * A folder of the host as a board's file system, served over the board's own serial line while its program runs, in the way
 * of mpremote's `mount`: the board asks in band, with byte 0x18 and a command, and waits for the answer on
 * `sys.stdin.buffer`; Ctrl-C is data meanwhile. It has what a test needs: files that are imported, read and written.
 */
import type { RawReplClient } from './rawReplClient';

const REQUEST = '\x18';
const Command = { stat: 1, open: 4, close: 5, read: 6, write: 8 } as const;
const Errno = { ENOENT: 2 } as const;
const FILE_MODE = 0x8000;

/** The board's half. */
const MOUNT = `
import sys, select, struct, micropython, vfs, io, os
class Line:
    def __init__(self):
        self.i = sys.stdin.buffer
        self.o = sys.stdout.buffer
        self.p = select.poll()
        self.p.register(self.i, select.POLLIN)
    def begin(self, command):
        micropython.kbd_intr(-1)
        self.o.write(bytes((0x18, command)))
        if not self.p.poll(5000) or self.i.read(1) != b'\\x18': raise OSError(5)
    def end(self):
        micropython.kbd_intr(3)
    def number(self):
        return struct.unpack('<i', self.i.read(4))[0]
    def put(self, number):
        self.o.write(struct.pack('<i', number))
    def send(self, data):
        self.put(len(data))
        self.o.write(data)
line = Line()
class File(io.IOBase):
    def __init__(self, fd):
        self.fd = fd
    def readinto(self, target):
        line.begin(6); line.put(self.fd); line.put(len(target))
        data = line.i.read(line.number())
        line.end()
        target[:len(data)] = data
        return len(data)
    def write(self, data):
        line.begin(8); line.put(self.fd); line.send(data)
        n = line.number()
        line.end()
        return n
    def ioctl(self, request, argument):
        if request == 4:
            line.begin(5); line.put(self.fd); line.end()
        return 0
    def read(self, n=-1):
        parts = b''
        while n:
            b = bytearray(n if 0 < n < 100 else 100)
            k = self.readinto(b)
            if not k: break
            parts += b[:k]
            n -= k if n > 0 else 0
        return parts if self.binary else str(parts, 'utf8')
    binary = True
    def close(self):
        self.ioctl(4, 0)
    def __enter__(self): return self
    def __exit__(self, a, b, c): self.close()
class Folder:
    def mount(self, readonly, mkfs): pass
    def umount(self): pass
    def chdir(self, path): pass
    def getcwd(self): return '/'
    def stat(self, path):
        line.begin(1); line.send(path.encode())
        mode, size = line.number(), line.number()
        line.end()
        if mode < 0: raise OSError(-mode)
        return (mode, 0, 0, 0, 0, 0, size, 0, 0, 0)
    def open(self, path, mode):
        line.begin(4); line.send(path.encode()); line.send(mode.encode())
        fd = line.number()
        line.end()
        if fd < 0: raise OSError(-fd)
        f = File(fd)
        f.binary = 'b' in mode
        return f
vfs.mount(Folder(), '/remote')
os.chdir('/remote')
`;

export class HostFolder {
  private readonly opened: { readonly name: string; position: number }[] = [];

  /** The files by their names; what the board writes is stored here. */
  constructor(readonly files: Map<string, Buffer>) {}

  async mount(client: RawReplClient): Promise<void> {
    await client.run(MOUNT);
  }

  /** Runs code while the folder is served, and returns what it printed besides. */
  async run(client: RawReplClient, code: string): Promise<string> {
    await client.paste(code);
    let output = '';
    for (;;) {
      const byte = (await client.take(1)).toString('latin1');
      if (byte === REQUEST) await this.serve(client, (await client.take(1))[0] ?? 0);
      else if (byte === '\x04') break;
      else output += byte;
    }
    const error = await client.until('\x04');
    await client.until('>');
    if (error.length > 1) throw new Error(error);
    return output;
  }

  private async serve(client: RawReplClient, command: number): Promise<void> {
    client.send(REQUEST);
    const number = async (): Promise<number> => (await client.take(4)).readInt32LE();
    const data = async (): Promise<Buffer> => client.take(await number());
    const name = async (): Promise<string> => (await data()).toString().replace(/^\//, '');
    const answer = (...numbers: readonly number[]): void => client.sendBytes(new Uint8Array(Int32Array.from(numbers).buffer));
    switch (command) {
      case Command.stat: {
        const file = this.files.get(await name());
        return file ? answer(FILE_MODE, file.length) : answer(-Errno.ENOENT, 0);
      }
      case Command.open: {
        const file = await name();
        const mode = (await data()).toString();
        if (mode.includes('w')) this.files.set(file, Buffer.alloc(0));
        if (!this.files.has(file)) return answer(-Errno.ENOENT);
        return answer(this.opened.push({ name: file, position: 0 }) - 1);
      }
      case Command.close:
        return void (await number());
      case Command.read: {
        const [file, size] = [this.opened[await number()], await number()];
        const content = this.files.get(file?.name ?? '') ?? Buffer.alloc(0);
        const part = content.subarray(file?.position, (file?.position ?? 0) + size);
        if (file) file.position += part.length;
        answer(part.length);
        return client.sendBytes(part);
      }
      case Command.write: {
        const file = this.opened[await number()]?.name ?? '';
        const part = await data();
        this.files.set(file, Buffer.concat([this.files.get(file) ?? Buffer.alloc(0), part]));
        return answer(part.length);
      }
      default:
        throw new Error(`The board sent the command ${command}, which there is not.`);
    }
  }
}
