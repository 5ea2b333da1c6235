/**
 * The blocks of memory that one TLS connection takes on a board, derived from Mbed TLS 3.6 as the firmware configures it:
 * records of 16 KB in and 4 KB out (CONFIG_MBEDTLS_ASYMMETRIC_CONTENT_LEN), buffers that keep their size for as long as the
 * connection lives (no dynamic and no variable buffers), and a peer's certificate that is kept.
 */

/** Of a record beside what it carries: 13 bytes of header, with the counter; 16 of IV, 48 of MAC and 256 of padding at most. */
const RECORD_OVERHEAD_BYTES = 13 + 16 + 48 + 256;
const INPUT_BUFFER_BYTES = 16384 + RECORD_OVERHEAD_BYTES;
const OUTPUT_BUFFER_BYTES = 4096 + RECORD_OVERHEAD_BYTES;
/** The session, the keys of both directions with their tables, and a certificate as it came and as it was read. */
const SESSION_BYTES = 4 * 1024;
/**
 * The handshake's own state with its hashes, the chain of certificates, and the numbers of key exchange and signatures. That
 * is what Espressif's measurements of whole handshakes leave for it: 7 to 11 KB with keys of 2048 and 3072 bits, and
 * about 1 KB for each further certificate. All in all this makes 25 KB for a connection and 37 KB in its handshake.
 */
const HANDSHAKE_BYTES = 12 * 1024;

export const TlsMemory = {
  /** As long as there is the connection. */
  kept: [INPUT_BUFFER_BYTES, OUTPUT_BUFFER_BYTES, SESSION_BYTES],
  /** Until its handshake is over; many small blocks. */
  handshake: new Array<number>(HANDSHAKE_BYTES / 1024).fill(1024),
} as const;
