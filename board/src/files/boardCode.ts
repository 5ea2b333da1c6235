/**
 * What the board executes for its files. It is defined once for all that is done in a row, under one name, and taken away afterwards.
 *
 * Files come to the board in blocks of a key and data: the data is XORed with the key, which is chosen so that no 0x03 is sent. So Ctrl-C
 * keeps its meaning all the time, and a board whose host went away is not deaf to the next one. Each block is acknowledged; two may be
 * under way, which a board's buffer of 260 bytes holds. After an error what is still under way is read away, or the raw REPL would take it
 * for commands. Files go to the host in lines of base64. At the end of both the board tells the hash of what it saw.
 */

export const BLOCK_BYTES = 128;
export const BLOCKS_UNDER_WAY = 2;
export const ACKNOWLEDGED = 0x06;
/** With which the hash at the end begins; no line of base64 does. */
export const HASH_MARK = '=';
export const NAME = '_mps_files';

export const DEFINE = `
import os,sys,hashlib,binascii,json,time
class ${NAME}:
 def hex(h):print('${HASH_MARK}'+binascii.hexlify(h.digest()).decode())
 def tell(n,s):print(json.dumps([n,s[0],s[6],s[8]]))
 def list(p):
  print(time.gmtime(0)[0])
  for e in os.ilistdir(p):
   try:${NAME}.tell(e[0],os.stat(p+'/'+e[0]))
   except OSError:print(json.dumps([e[0],e[1],e[3]if len(e)>3 else 0,0]))
 def stat(p):
  print(time.gmtime(0)[0])
  ${NAME}.tell('',os.stat(p))
 def hash(p):
  h=hashlib.sha256();b=bytearray(512);m=memoryview(b)
  with open(p,'rb')as f:
   while 1:
    k=f.readinto(b)
    if not k:break
    h.update(m[:k])
  ${NAME}.hex(h)
 def read(p):
  h=hashlib.sha256();b=bytearray(384);m=memoryview(b);o=sys.stdout.buffer.write
  with open(p,'rb')as f:
   while 1:
    k=f.readinto(b)
    if not k:break
    h.update(m[:k]);o(binascii.b2a_base64(m[:k]))
  ${NAME}.hex(h)
 def drain():
  import select
  p=select.poll();p.register(sys.stdin,1)
  while p.poll(200):sys.stdin.buffer.read(1)
 def write(p,n):
  h=hashlib.sha256();r=sys.stdin.buffer.readinto;a=sys.stdout.buffer.write;b=bytearray(${BLOCK_BYTES + 1});m=memoryview(b)
  try:
   with open(p,'wb')as f:
    while n:
     k=min(n,${BLOCK_BYTES})+1;r(m[:k]);c=b[0]
     if c:
      for j in range(1,k):b[j]^=c
     f.write(m[1:k]);h.update(m[1:k]);n-=k-1;a(b'\\x${ACKNOWLEDGED.toString(16).padStart(2, '0')}')
  except BaseException as e:
   ${NAME}.drain()
   raise e
  ${NAME}.hex(h)
 def move(a,b):
  try:os.rename(a,b)
  except OSError as e:
   if e.errno!=17:raise
   os.remove(b);os.rename(a,b)
 def remove(p):
  if os.stat(p)[0]&0x4000:
   for e in list(os.ilistdir(p)):${NAME}.remove(p+'/'+e[0])
   os.rmdir(p)
  else:os.remove(p)
 def sweep(p,s):
  for e in list(os.ilistdir(p)):
   if e[0].endswith(s):os.remove(p+'/'+e[0])
 def mkdir(p):
  try:os.mkdir(p)
  except OSError as e:
   if e.errno!=17 or not os.stat(p)[0]&0x4000:raise
`;

export const FORGET = `
try:del ${NAME}
except NameError:pass
`;
