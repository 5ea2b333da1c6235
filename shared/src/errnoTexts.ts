/**
 * What every error number means on an ESP32, in words for learners: the meaning in general, what it means when a certain
 * operation fails with it, and what to do. Data only; `explainErrno` looks things up. docs/errors.md shows the same table.
 */
import type { KnownErrorName } from './errno';

/** Operations that fail for reasons of their own. `send` and `recv` stand for all calls that bring bytes there or here. */
export type FailingOperation =
  'socket' | 'getaddrinfo' | 'connect' | 'bind' | 'listen' | 'accept' | 'send' | 'sendto' | 'recv' | 'handshake' | 'file';

export interface ErrnoText {
  readonly meaning: string;
  /** In place of `meaning` when that operation failed. */
  readonly at?: Readonly<Partial<Record<FailingOperation, string>>>;
  readonly advice: string;
}

const OUT_OF_MEMORY = 'Free what you no longer use, close sockets, and send or read in smaller pieces.';
const CHECK_CERTIFICATES = 'Check the certificate, the key and the CA that the program loads.';
const CHECK_WIFI = 'Wait until wlan.isconnected() is True before you use the network.';

export const ERRNO_TEXTS: Readonly<Record<KnownErrorName, ErrnoText>> = {
  EPERM: { meaning: 'The operation is not permitted.', advice: 'Check the mode of the device or file and the arguments of the call.' },
  ENOENT: {
    meaning: 'There is no file or folder of that name.',
    advice: 'Check the spelling and the folder: os.listdir() shows what is there. Copy the file to the board if it is only on the PC.',
  },
  EIO: {
    meaning: 'Reading or writing failed.',
    at: {
      recv: 'The data could not be read: its form is not what the protocol allows.',
      file: 'The flash memory could not be read or written.',
    },
    advice: 'Try again; if it fails again, close the socket or file and open a new one.',
  },
  EBADF: {
    meaning: 'The socket or file is closed already.',
    advice: 'Do not use it after close(); make a new one. Look for a close() that comes too early, as in a loop.',
  },
  EAGAIN: {
    meaning: 'Nothing could be done without waiting, and the socket is not allowed to wait.',
    at: {
      accept: 'No client is waiting, and the server socket is not allowed to wait for one.',
      send: 'There is no room for more data yet, or the connection is not made yet, and the socket is not allowed to wait.',
      recv: 'No data has come yet, and the socket is not allowed to wait for it.',
    },
    advice: 'On a non-blocking socket this is normal: try again later, or wait with select.poll(). Timeouts below 0.1 s end like this too.',
  },
  ENOMEM: {
    meaning: 'The network part of the chip has no memory left.',
    at: { handshake: 'There is not enough memory for an encrypted connection, which needs about 40 KB.' },
    advice: OUT_OF_MEMORY,
  },
  EACCES: { meaning: 'Access is denied.', advice: 'Open the file in the right mode, and the socket for what you want to do with it.' },
  EBUSY: {
    meaning: 'The device is not ready.',
    advice: 'Check that there is a card, and what ioctl(1) of a block device returns: 0 or None.',
  },
  EEXIST: { meaning: 'A file or folder of that name exists already.', advice: 'Use another name, or remove the old one first.' },
  ENODEV: {
    meaning: 'There is no such device or file system.',
    advice: 'Check the name or number; a path may lead to something that is not mounted.',
  },
  ENOTDIR: { meaning: 'The path goes through something that is a file and not a folder.', advice: 'Check the path, part by part.' },
  EISDIR: { meaning: 'This is a folder, not a file.', advice: 'Add the name of a file to the path, or use os.listdir() for folders.' },
  EINVAL: {
    meaning: 'An argument has a value that the call cannot use.',
    at: {
      socket: 'The kind of socket does not exist: SOCK_STREAM, SOCK_DGRAM and SOCK_RAW do.',
      accept: 'The socket does not listen.',
      bind: 'The socket is bound or connected already.',
    },
    advice: 'Compare the arguments with the documentation. A server calls bind() and listen() before accept().',
  },
  ENFILE: {
    meaning: 'All sockets of the board are in use: there are ten, and servers, clients and accepted connections count alike.',
    advice: 'Close every socket and every response when you are done with it, also after an exception: try … finally: s.close().',
  },
  EFBIG: { meaning: 'A file cannot be that large.', advice: 'Check the position that was given to seek().' },
  ENOSPC: { meaning: 'The file system is full.', advice: 'Remove files that you do not need; os.statvfs("/") tells how much is free.' },
  EROFS: { meaning: 'This file system can only be read.', advice: 'Write to another folder.' },
  ENAMETOOLONG: {
    meaning: 'The name is too long, or the folder has no room for one more.',
    advice: 'Use names of at most 255 bytes; os.statvfs("/") tells how much is free.',
  },
  ENOTEMPTY: { meaning: 'The folder is not empty.', advice: 'Remove what is in it first.' },
  EOPNOTSUPP: {
    meaning: 'This kind of socket cannot do that.',
    at: { listen: 'Only TCP sockets can listen.', accept: 'Only TCP sockets accept connections.' },
    advice: 'UDP sockets use bind(), sendto() and recvfrom(); they have neither listen() nor accept().',
  },
  ECONNRESET: {
    meaning: 'The other side ended the connection abruptly.',
    at: {
      connect: 'The computer is there, but no program listens on that port.',
      handshake: 'The other side ended the connection abruptly while encryption was being set up.',
      send: 'The other side ended the connection before it took everything.',
      recv: 'The other side ended the connection abruptly, perhaps because its program stopped or did not like what it got.',
    },
    advice: 'Check the port and that the server runs. On a PC it must listen on 0.0.0.0 and not only on 127.0.0.1.',
  },
  ENOBUFS: {
    meaning: 'There is no buffer free for the data.',
    at: { send: 'The message is too long, or no buffer is free.' },
    advice: OUT_OF_MEMORY,
  },
  ECONNREFUSED: {
    meaning: 'The connection was refused.',
    advice: 'Check the port and that the server runs. An ESP32 says 104 (ECONNRESET) in this case; 111 is what a PC says.',
  },
  EADDRINUSE: {
    meaning: 'The port is in use.',
    at: {
      bind: 'Another socket has this port, or had it until two minutes ago.',
      listen: 'Another socket listens on this port already.',
    },
    advice: 'Before bind() call s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1), and close the old socket.',
  },
  ECONNABORTED: {
    meaning: 'The connection was given up because the other side does not answer.',
    at: {
      connect: 'Nobody answered for about 18 seconds: the address is wrong, the computer is off, or a firewall drops the attempt.',
      accept: 'The client went away before it was accepted.',
      send: 'The board lost its Wi-Fi or its address, which ends its connections, or the other side does not answer any more.',
      recv: 'The board lost its Wi-Fi or its address, which ends its connections, or the other side does not answer any more.',
    },
    advice:
      'Check the address, that both are in the same network, and the firewall of the computer. Guest Wi-Fi often keeps devices apart.',
  },
  ENETUNREACH: { meaning: 'The network cannot be reached.', advice: CHECK_WIFI },
  ETIMEDOUT: {
    meaning: 'The time set with settimeout() ran out.',
    at: {
      connect: 'No connection was made in the time set with settimeout().',
      accept: 'No client came in the time set with settimeout().',
      send: 'Not everything could be sent in time: the other side does not read. Sending nothing at all ends like this as well.',
      sendto: 'The datagram could not be sent at once.',
      recv: 'No data came in the time set with settimeout(). What read() or readline() had got so far is lost.',
      handshake: 'Encryption could not be set up in the time set with settimeout().',
    },
    advice:
      'Allow more time, try again, or check that the other side sends what you wait for: a server waits for the blank line of a request.',
  },
  EHOSTUNREACH: {
    meaning: 'There is no way to that address.',
    at: {
      connect: 'There is no way to that address: the board is not connected to a network, or has no route to it.',
      sendto: 'There is no way to that address: the board is not connected to a network, or has no route to it.',
    },
    advice: `${CHECK_WIFI} With fixed addresses check the gateway.`,
  },
  EINPROGRESS: {
    meaning: 'The connection is being made in the background, because the socket does not block.',
    advice: 'This is no failure: wait with select.poll() until the socket can be written.',
  },
  EALREADY: {
    meaning: 'The connection is still being made.',
    advice: 'Call connect() once, then wait with select.poll() until the socket can be written.',
  },
  EMSGSIZE: { meaning: 'The datagram is too long.', advice: 'Send at most 65507 bytes; up to 1472 travel in one piece.' },
  EISCONN: {
    meaning: 'The socket is connected or listening already.',
    advice: 'Call connect() once. For another connection make another socket.',
  },
  ENOTCONN: {
    meaning: 'The socket is not connected.',
    at: {
      connect: 'An attempt of this socket has failed before, and it cannot be used for another.',
      send: 'The socket is not connected, or not any more. A server sends on the socket that accept() gave.',
      recv: 'The socket is not connected, or not any more. A server receives on the socket that accept() gave.',
      handshake: 'The socket is not connected yet: connect() comes before wrap_socket().',
    },
    advice: 'Make a new socket for every attempt, and call connect() before you send or receive.',
  },
  EAI_NONAME: {
    meaning: 'The name is not an address, and looking it up was not allowed.',
    advice: 'Give an address of four numbers, or leave out AI_NUMERICHOST.',
  },
  EAI_SERVICE: { meaning: 'The port is not a number from 0 to 65535.', advice: 'Give the port as a number, such as 80.' },
  EAI_FAIL: {
    meaning: 'The name could not be looked up: no Wi-Fi, no name server, or no such name.',
    advice: `${CHECK_WIFI} Check the spelling of the name, without http:// and without a path. Names of PCs are often not known: use the address.`,
  },
  EAI_MEMORY: { meaning: 'There was no memory to look the name up.', advice: OUT_OF_MEMORY },
  EAI_FAMILY: { meaning: 'This kind of address is not supported.', advice: 'Use AF_INET (IPv4).' },
  MBEDTLS_ERR_X509_INVALID_FORMAT: { meaning: 'The certificate is not in a form that can be read.', advice: CHECK_CERTIFICATES },
  MBEDTLS_ERR_X509_CERT_VERIFY_FAILED: { meaning: 'The certificate of the other side is not trusted.', advice: CHECK_CERTIFICATES },
  MBEDTLS_ERR_PK_KEY_INVALID_FORMAT: { meaning: 'The private key is not in a form that can be read.', advice: CHECK_CERTIFICATES },
  'MBEDTLS_ERR_RSA_PUBLIC_FAILED+MBEDTLS_ERR_MPI_ALLOC_FAILED': {
    meaning: 'There was not enough memory to check the certificate of the other side.',
    advice: OUT_OF_MEMORY,
  },
  MBEDTLS_ERR_SSL_BAD_CONFIG: {
    meaning: 'A name given to set_ciphers() is not known, or there was none at all.',
    advice: 'Give a list of names from get_ciphers(), such as TLS-ECDHE-RSA-WITH-AES-128-GCM-SHA256.',
  },
  MBEDTLS_ERR_SSL_ILLEGAL_PARAMETER: {
    meaning: 'The other side chose something in the handshake that was not offered to it.',
    advice: 'Let the other side allow TLS 1.2 and one of its usual ciphers.',
  },
  MBEDTLS_ERR_SSL_TIMEOUT: {
    meaning: 'The other side of the DTLS connection did not answer.',
    advice: 'Check its address and port, and that it speaks DTLS 1.2.',
  },
  MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED: {
    meaning: 'A DTLS server sends each client away once, to see that its address is real.',
    advice: 'This is no failure: call wrap_socket() again with the same context and client_id.',
  },
  MBEDTLS_ERR_SSL_INTERNAL_ERROR: { meaning: 'Encryption failed inside the library.', advice: 'Close the connection and make a new one.' },
  MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE: {
    meaning: 'Client and server have no way of encryption in common. The board speaks TLS 1.2 only.',
    advice: 'Let the other side allow TLS 1.2 and one of its usual ciphers.',
  },
  MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION: {
    meaning: 'The other side speaks a version of TLS that the board does not know. The board speaks TLS 1.2 only.',
    advice: 'Let the other side allow TLS 1.2.',
  },
  MBEDTLS_ERR_SSL_BAD_INPUT_DATA: { meaning: 'A setting of the encryption does not fit.', advice: CHECK_CERTIFICATES },
  MBEDTLS_ERR_SSL_INVALID_MAC: {
    meaning: 'Encrypted data was changed on its way, or the connection was used from two places.',
    advice: 'Close the connection and make a new one. Do not use the plain socket once it is wrapped.',
  },
  MBEDTLS_ERR_SSL_INVALID_RECORD: {
    meaning: 'What came is not encrypted: the port belongs to a server without TLS.',
    advice: 'Use the port for TLS (443 for HTTPS, 8883 for MQTT), or do not wrap the socket.',
  },
  MBEDTLS_ERR_SSL_CONN_EOF: {
    meaning: 'The other side closed the connection while encryption was being set up.',
    advice: 'Check the port, and whether the server wants a server_hostname or a client certificate.',
  },
  MBEDTLS_ERR_SSL_DECODE_ERROR: {
    meaning: 'A message of the handshake cannot be understood.',
    advice: 'Check that the port belongs to a TLS server.',
  },
  MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE: {
    meaning: 'The client sent no certificate, and the server demands one.',
    advice: 'Load a certificate and its key in the client with load_cert_chain().',
  },
  MBEDTLS_ERR_SSL_UNSUPPORTED_EXTENSION: {
    meaning: 'The other side insists on a feature of TLS that the board does not have.',
    advice: 'Switch the feature off on the other side.',
  },
  MBEDTLS_ERR_SSL_PRIVATE_KEY_REQUIRED: {
    meaning: 'A server needs a certificate and its private key.',
    advice: 'Call load_cert_chain() before wrap_socket().',
  },
  MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED: {
    meaning: 'The certificate of the other side is to be checked, but no CA is loaded to check it with.',
    advice: 'Call load_verify_locations() with the certificate of the CA: a board knows none of its own.',
  },
  MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE: {
    meaning: 'Something else came than the handshake allows, such as a plain request to a TLS port.',
    advice: 'Check that both sides use TLS on this port.',
  },
  MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE: {
    meaning: 'The other side refused the encrypted connection.',
    advice: 'Give server_hostname, allow TLS 1.2 on the other side, and check the certificates that the other side demands.',
  },
  MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY: { meaning: 'The other side has closed the encrypted connection.', advice: 'Make a new connection.' },
  MBEDTLS_ERR_SSL_BAD_CERTIFICATE: { meaning: 'The certificate of the other side is damaged or not allowed.', advice: CHECK_CERTIFICATES },
  MBEDTLS_ERR_SSL_ALLOC_FAILED: { meaning: 'There is not enough memory for an encrypted connection.', advice: OUT_OF_MEMORY },
};

/** Numbers without a name: codes of the layers below, which come out as they are, and one that `umqtt` raises itself. */
export const UNNAMED_ERROR_TEXTS: ReadonlyMap<number, ErrnoText> = new Map([
  [
    6,
    {
      meaning: 'The multicast group could not be joined: it is not the address of a group, or the interface is not up.',
      advice: `${CHECK_WIFI} Groups have the addresses from 224.0.0.0 to 239.255.255.255.`,
    },
  ],
  [
    -1,
    {
      meaning: 'The MQTT broker ended the connection; for other programs: a network interface failed.',
      advice:
        'Connect again. A broker ends a connection when another client comes with the same client_id, and when nothing was sent for longer than keepalive: call ping() in time.',
    },
  ],
  [
    -2,
    {
      meaning: 'The name server answered, but with no address (0.0.0.0): the name is not known, or is blocked.',
      advice: 'Check the spelling of the name, and try another name server with network.ipconfig(dns="8.8.8.8").',
    },
  ],
]);
