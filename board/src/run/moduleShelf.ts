/**
 * Modules that go to the board with a run: they lie in a file system in its memory, before all others on `sys.path`, and go when the run
 * is over. Nothing is written to flash. The text of a module is given up when it was imported.
 */
import type { RawRepl } from '../repl/rawRepl';
import { pythonBytes, pythonText } from '../repl/pythonLiteral';
import { causeOf } from '../repl/traceback';
import type { Patience } from '../repl/tokenQueue';
import type { ModuleFile } from './localImports';

const MOUNT = '/imports';
/** A file system with what the VM asks of one to import from it. `_mps` is the one name that `__main__` has of it. */
const MAKE = `
import io,os,sys
class _mps:
 def __init__(s):s.f={}
 def mount(s,r,m):pass
 def umount(s):pass
 def chdir(s,p):pass
 def stat(s,p):
  p=p.strip('/')
  if p in s.f:return(0x8000,0,0,0,0,0,0,0,0,0)
  for n in s.f:
   if n.startswith(p+'/'):return(0x4000,0,0,0,0,0,0,0,0,0)
  raise OSError(2)
 def open(s,p,m):
  p=p.strip('/')
  if p not in s.f:raise OSError(2)
  return io.BytesIO(s.f.pop(p) if p.endswith('.py')else s.f[p])
_mps=_mps()
os.mount(_mps,'${MOUNT}')
sys.path.insert(0,'${MOUNT}')
`;
const CLEAR = `
import os,sys
try:
 sys.path.remove('${MOUNT}')
 os.umount('${MOUNT}')
 del _mps
except Exception:pass
`;
const PIECE_BYTES = 2048;

/** Rejects with a text for the user when the board has no room for them. */
export async function shelveModules(raw: RawRepl, files: readonly ModuleFile[], patience: Patience): Promise<void> {
  if (files.length === 0) return;
  await execute(raw, MAKE, patience);
  for (const { path, bytes } of files) {
    const name = pythonText(path);
    await execute(raw, `_mps.f[${name}]=bytearray()`, patience);
    for (let at = 0; at < bytes.length; at += PIECE_BYTES)
      await execute(raw, `_mps.f[${name}].extend(${pythonBytes(bytes.subarray(at, at + PIECE_BYTES))})`, patience);
  }
}

export async function clearShelf(raw: RawRepl, patience: Patience = {}): Promise<void> {
  await raw.exec(CLEAR, patience);
}

async function execute(raw: RawRepl, code: string, patience: Patience): Promise<void> {
  const { error } = await raw.exec(code, { deadlineMs: 10_000, ...patience });
  if (error === '') return;
  const cause = causeOf(error);
  throw new Error(`The modules beside the script could not be sent to the board: ${cause}. Upload them, or import fewer.`);
}
