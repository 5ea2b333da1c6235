/**
 * The part of the probe that runs on the board: MicroPython that stands in for the `socket` and `tls` modules while a script
 * runs. Every socket of the script is an object that hands its calls on to the real one and writes a record of each to the
 * serial line; what C code wants to see as a stream is one, by `io.IOBase`. Nothing of MicroPython itself is changed, so that
 * taking the two modules out of `sys.modules` again undoes it.
 *
 * It is read by the compiler on the chip: lines that are only a comment are taken out before it is sent, names are short
 * because the chip keeps every name until the next reset, and it needs `N`, the beginning of a record, and `G`, the script's names.
 */
import { SOCKET_OPERATIONS } from '../../../shared/src';

/** Of the bytes that one operation moved, so many are in its record. */
export const MAX_RECORDED_BYTES = 512;

/** What ends a record. */
export const RECORD_END = 0xfe;

/** What a record tells: an operation that ended well, without or with a number; an error; or something about the probe itself. */
export const RecordKind = { done: 0, count: 1, error: 2, probe: 3 } as const;

/** How long an operation may take, in milliseconds, for its time to be told in microseconds. */
const MICROSECONDS_UP_TO_MS = 400_000;

/** mbedtls' code for a certificate that is not accepted, which MicroPython raises as a ValueError with a text. */
const CERT_VERIFY_FAILED = -0x2700;
/** What wrapping fails with before a handshake has begun. */
const SSL_BAD_INPUT_DATA = -0x7100;

export const PROBE_SOURCE = String.raw`
import sys
try:
    import os
except ImportError:
    import uos as os
# A file of this name takes the module's place, and importing it would run it.
for p in sys.path:
    for n in ('.py','.mpy',''):
        try:
            os.stat((p+'/' if p else '')+'socket'+n)
        except OSError:
            continue
        raise ImportError('socket is a file')
import socket as S
from select import poll
from io import IOBase,BytesIO
from struct import pack
from binascii import b2a_base64
from time import ticks_ms as tm,ticks_us as tu,ticks_diff as td
try:
    import vfs as V
except ImportError:
    V=os
try:
    import tls as T
except ImportError:
    try:
        import ssl as T
    except ImportError:
        T=None
if T and hasattr(T,'__file__'):
    T=None
C=getattr(T,'SSLContext',None)
O='${SOCKET_OPERATIONS.join(' ')} recv_into'.split()
P=sys.stdout.buffer.write
# Records so far, sockets so far, whether it records.
q=c=0
on=True

# Writes a record. Base64 with the highest bit of each byte set: no text begins with that, and C code makes it.
def log(n,o,m,u,k,v,p=b'',d=b''):
    global q
    q+=1
    e=tm()
    t=td(e,m)
    b=b2a_base64(pack('<HBBHIii',q&65535,o|k<<5,len(p),n&65535,e,-t if t>${MICROSECONDS_UP_TO_MS} else td(tu(),u),v)+p+bytes(memoryview(d)[:${MAX_RECORDED_BYTES}])[:${MAX_RECORDED_BYTES}])
    n=len(b)-1
    P(N+(int.from_bytes(b[:n],'big')|int.from_bytes(b'\x80'*n,'big')).to_bytes(n,'big')+b'\xfe')

def adr(a):
    try:
        h,p=a
    except Exception:
        return b''
    return ((h.encode() if type(h) is str else bytes(h))+b':'+(p if type(p) is bytes else str(p).encode()))[:255]

# Records the end of an operation. Whatever fails in here, the record is lost and counted, and the script does not see it.
def done(s,o,m,u,a,r,e):
    global q
    i=q
    try:
        w=s.w_
        n=w.n_
        p=b=b''
        if o==1:
            h=a[0]
            p=(h.encode() if type(h) is str else h)[:255]
        elif o in (2,3) or o==9 and w.o_>1:
            p=adr(a[o//9])
        if e is not None:
            v=e.args[0] if e.args else None
            if s.h_ and type(e) is ValueError:
                v=${CERT_VERIFY_FAILED}
            if type(v) is int:
                if s.h_:
                    log(n,6,s.h_[0],s.h_[1],2,v)
                    s.h_=None
                    i=q
                log(n,o,m,u,2,v,p)
            return
        if o>15:
            if w.o_:
                w.o_=0
                log(n,o,m,u,0,0)
        elif o in (0,5):
            if o:
                w=r[0].w_
                p=adr(r[1])
            log(w.n_,o,m,u,1,w.s_.fileno(),p,bytes(a[1:2]))
        elif o<6:
            if o==1:
                b=r[0][4][0].encode()
            log(n,o,m,u,0,0,p,b)
        else:
            if o==8 and s is w:
                r=len(memoryview(a[0]))
            if r is None:
                log(n,o,m,u,2,11,p)
                return
            if s.h_:
                log(n,6,s.h_[0],s.h_[1],0,0)
                s.h_=None
                i=q
            if o<11:
                x=a[1] if len(a)==3 else 0
                d=memoryview(a[0])[x:x+r]
            elif o==14:
                d=memoryview(a[0])[:r]
            else:
                d=r
                if o==12:
                    d,p=r
                    p=adr(p) if w.o_>1 else b''
                r=len(d)
            log(n,o,m,u,1,r,p,d)
    except Exception:
        if i==q:
            q+=1

def call(s,o,f,a,k):
    if not on:
        return f(*a,**k)
    m=tm()
    u=tu()
    try:
        r=f(*a,**k)
    except (OSError,ValueError) as e:
        done(s,o,m,u,a,None,e)
        raise
    if o==5:
        try:
            r=W(N,r[0]),r[1]
        except MemoryError:
            pass
    done(s,o,m,u,a,r,None)
    return r

def mk(n):
    o=O.index(n) if n in O else 16 if n=='__del__' else 99
    if o==17:
        o=14
    def f(s,*a,**k):
        g=getattr(s.s_,n)
        if o<99:
            return call(s,o,g,a,k)
        if n=='setsockopt' and len(a)==3 and a[1]==20 and a[2]:
            b=a[2]
            a=a[0],20,lambda _:b(s)
        r=g(*a,**k)
        return s if r is s.s_ else r
    return f

class B(IOBase):
    h_=p_=None
    def __repr__(s):
        return repr(s.s_)
    # What C code asks of a stream. The real one answers a poll, and only a poll object can ask it.
    def ioctl(s,r,a):
        if r==3:
            p=s.p_
            if not p:
                p=poll()
                p.register(s.s_,a)
                s.p_=p
            p.modify(s.s_,a)
            for t in p.ipoll(0):
                return t[1]
            return 0
        if r==4:
            s.close()
            return 0
        return -22

class socket(B):
    def __init__(s,*a,**k):
        global c
        m=tm()
        u=tu()
        i=a and a[0] is N
        s.s_=a[1] if i else S.socket(*a,**k)
        s.w_=s
        # Open, and more than 1 if a datagram has an address of its own.
        s.o_=1+(not i and len(a)>1 and a[1]!=1)
        c+=1
        s.n_=c
        if on and not i:
            done(s,0,m,u,a,0,None)
W=socket
for n in dir(S.socket):
    if n[0]!='_' or n=='__del__':
        setattr(W,n,mk(n))

# What getaddrinfo belongs to.
class A:
    n_=0
    h_=None
A.w_=A
def getaddrinfo(*a,**k):
    return call(A,1,S.getaddrinfo,a,k)

class SSLSocket(B):
    pass
def wrap(f,a,k):
    if not a or not isinstance(a[0],B) or not on:
        return f(*((a[0].s_,)+a[1:] if a and isinstance(a[0],B) else a),**k)
    w=a[0].w_
    m=tm()
    u=tu()
    try:
        r=f(a[0].s_,*a[1:],**k)
    except (OSError,ValueError) as e:
        v=e.args[0] if e.args else None
        if type(e) is ValueError:
            v=None if v[:5]=='CERT_' else ${CERT_VERIFY_FAILED}
        if v!=${SSL_BAD_INPUT_DATA}:
            hand(w,m,u,v)
        raise
    s=SSLSocket()
    s.s_=r
    s.w_=w
    if k.get('do_handshake_on_connect',k.get('do_handshake',True)):
        hand(w,m,u,0)
    else:
        s.h_=m,u
    if not hasattr(s,'write'):
        for n in dir(r):
            if n[0]!='_':
                setattr(SSLSocket,n,mk(n))
    return s
def hand(w,m,u,v):
    try:
        if type(v) is int:
            log(w.n_,6,m,u,2 if v else 0,v)
    except Exception:
        pass

class SSLContext:
    def __init__(s,*a,**k):
        s.c_=C(*a,**k)
    def __getattr__(s,n):
        return getattr(s.c_,n)
    def __repr__(s):
        return repr(s.c_)
    def wrap_socket(s,*a,**k):
        return wrap(s.c_.wrap_socket,a,k)
    verify_mode=property(lambda s:s.c_.verify_mode,lambda s,v:setattr(s.c_,'verify_mode',v))
    verify_callback=property(lambda s:s.c_.verify_callback,lambda s,v:setattr(s.c_,'verify_callback',v))
def wrap_socket(*a,**k):
    return wrap(T.wrap_socket,a,k)

# Empty modules are made by importing empty files of a file system that is there for that alone.
class F:
    def mount(s,a,b):
        pass
    def umount(s):
        pass
    def stat(s,p):
        if p[-3:]!='.py':
            raise OSError(2)
        return (0x8000,)+(0,)*9
    def open(s,p,m):
        return BytesIO(b'')
def make(r,n):
    m=__import__('\x1f'+n)
    sys.modules['\x1f'+n]=0
    del sys.modules['\x1f'+n],m.__file__
    for k in dir(r):
        if k not in ('__class__','__dict__'):
            setattr(m,k,getattr(r,k))
    return m
V.mount(F(),'/\x1f')
try:
    sys.path.insert(0,'/\x1f')
    Z=[(S,make(S,'s')),(S.socket,W),(S.getaddrinfo,getaddrinfo)]
    Y={'socket':Z[0][1],'usocket':Z[0][1]}
    if T:
        n=T.__name__
        t=make(T,'t')
        Z.append((T,t))
        Y[n]=t
        if n!='tls':
            Y['ssl']=Y['ussl']=t
        if C:
            Z.append((C,SSLContext))
            t.SSLContext=SSLContext
        if hasattr(T,'wrap_socket'):
            t.wrap_socket=wrap_socket
finally:
    V.umount('/\x1f')
    if sys.path[0]=='/\x1f':
        sys.path.pop(0)
t=Z[0][1]
t.socket=W
t.getaddrinfo=getaddrinfo

# Puts the second of each pair wherever a module, or the script, has the first.
def swap(g,z):
    for d in [g]+[getattr(m,'__dict__',g) for m in sys.modules.values()]:
        for k in list(d):
            v=d[k]
            if type(v) in (W,SSLSocket) and not on:
                d[k]=v.s_
            for a,b in z:
                if v is a:
                    d[k]=b
def end(g):
    global on
    try:
        log(0,1,tm(),tu(),3,0)
    except MemoryError:
        pass
    on=False
    for k in Y:
        if sys.modules.get(k) is Y[k]:
            # A dictionary keeps the value of a name that is deleted.
            sys.modules[k]=X[k]
            if not X[k]:
                del sys.modules[k]
    swap(g,[(b,a) for a,b in Z])
W.end_=end
del F,make,V,os,BytesIO,p,n,t
X={k:sys.modules.get(k) for k in Y}
try:
    swap(G,Z)
    sys.modules.update(Y)
    log(0,0,tm(),tu(),3,0)
except MemoryError:
    end(G)
    raise
`;
