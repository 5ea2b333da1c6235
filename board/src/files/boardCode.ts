/**
 * What the board executes for its files. It is defined once for all that is done in a row, with names of its own under one name, so that
 * what a script has called `list` or `os` is neither used nor changed, and taken away afterwards.
 *
 * What it tells are records between two bytes that no text has: whatever else prints meanwhile, as a timer's callback, lies beside them.
 * Files go to the host in records of base64. They come in blocks of a key and data: the data is XORed with the key, which is chosen so
 * that no 0x03 is sent. So Ctrl-C keeps its meaning all the time, and a board whose host went away is not deaf to the next one. The board
 * asks for the first block, then acknowledges each; no more are under way than its buffer of 260 bytes holds. A file gets its name when
 * all of it is there and its hash is right. After an error what is still under way is read away, or the raw REPL would take it for
 * commands, and what is there of the file is removed.
 */
import { pythonText } from '../repl/pythonLiteral';

export const BLOCK_BYTES = 63;
/** With their keys 256 bytes. */
export const BLOCKS_UNDER_WAY = 4;
export const ACKNOWLEDGED = 0x06;
export const RECORD_START = '\x1e';
export const RECORD_END = '\x1f';
/** What a file is called until all of it is there. */
export const UNFINISHED = '.mps-part';
/** What a file is called while another takes its name, where that takes two steps. */
const REPLACED = '.mps-old';
const NAME = '_mps_files';

const SOURCE = `
import os,sys,binascii,hashlib,json,time
w=sys.stdout.buffer.write
A=b'\\x06'
def say(v):w(b'\\x1e'+json.dumps(v).encode()+b'\\x1f')
def hex(h):return binascii.hexlify(h.digest()).decode()
def folder(p):
 try:return os.stat(p)[0]&0x4000
 except OSError:return 0
def entry(n,s):say([n,s[0],s[6],s[8]])
def list_(p):
 say(time.gmtime(0)[0])
 for e in os.ilistdir(p):
  try:entry(e[0],os.stat(p.rstrip('/')+'/'+e[0]))
  except OSError:say([e[0],e[1],e[3]if len(e)>3 else 0,0])
def stat(p):
 say(time.gmtime(0)[0]);entry('',os.stat(p))
def space(p):say(os.statvfs(p)[:4])
def read(p,isTold):
 h=hashlib.sha256();b=bytearray(384);m=memoryview(b)
 with open(p,'rb')as f:
  while 1:
   k=f.readinto(b)
   if not k:break
   h.update(m[:k])
   if isTold:w(b'\\x1e'+binascii.b2a_base64(m[:k])+b'\\x1f')
 say([hex(h)])
def makeFolder(p):
 q=''
 for s in p.split('/'):
  if s:
   q+='/'+s
   if not folder(q):
    try:os.mkdir(q)
    except OSError as e:raise OSError(20 if e.errno==17 else e.errno)
def sweep(p):
 for n in [e[0]for e in os.ilistdir(p)if e[1]==0x8000]:
  t=p.rstrip('/')+'/'+n
  if n.endswith('${UNFINISHED}'):os.remove(t)
  elif n.endswith('${REPLACED}'):
   try:os.stat(t[:-${REPLACED.length}]);os.remove(t)
   except OSError:os.rename(t,t[:-${REPLACED.length}])
def rename(a,b):
 if a!=b and folder(b):raise OSError(17)
 try:os.rename(a,b)
 except OSError as e:
  if e.errno!=17 or a==b:raise
  o=b+'${REPLACED}';os.rename(b,o);os.rename(a,b);os.remove(o)
def remove(p):
 if os.stat(p)[0]&0x4000:
  for n in [e[0]for e in os.ilistdir(p)]:remove(p+'/'+n)
  os.rmdir(p)
 else:os.remove(p)
def tidy(t):
 import select
 p=select.poll();p.register(sys.stdin,1)
 while 1:
  try:
   while p.poll(200):sys.stdin.buffer.read(1)
   try:os.remove(t)
   except OSError:pass
   return
  except KeyboardInterrupt:pass
def write(p,n,d):
 if folder(p):raise OSError(21)
 h=hashlib.sha256();r=sys.stdin.buffer.readinto;b=bytearray(${BLOCK_BYTES + 1});m=memoryview(b);t=p+'${UNFINISHED}'
 try:
  with open(t,'wb')as f:
   w(A)
   while n:
    k=min(n,${BLOCK_BYTES})+1;v=m[:k];r(v);c=b[0]
    if c:
     for j in range(1,k):b[j]^=c
    v=m[1:k];f.write(v);h.update(v);n-=k-1;w(A)
  e=hex(h)==d
  if e:rename(t,p)
  else:os.remove(t)
  say(e)
 except BaseException:
  tidy(t)
  raise
`;

export const DEFINE = `${NAME}={}\nexec(r'''${SOURCE}''',${NAME})\n`;

export const FORGET = `
try:del ${NAME}
except NameError:pass
`;

/** A call of one of the functions above. */
export function callCode(name: string, ...args: readonly (string | number | boolean)[]): string {
  const values = args.map((arg) => (typeof arg === 'string' ? pythonText(arg) : typeof arg === 'number' ? String(arg) : arg ? '1' : '0'));
  return `${NAME}['${name}'](${values.join(',')})`;
}
