/** How much of a conversation is decoded: enough for what people look at, and little enough that no bytes, however hostile, fill the memory. */

/** Of one body, as it was sent and as it is once its coding is undone. */
export const MAX_BODY_BYTES = 2 * 1024 * 1024;
/** Of all bodies of a conversation together; of those after that only a beginning is shown. */
export const MAX_BODIES_BYTES = 16 * 1024 * 1024;
export const BODY_BEGINNING_BYTES = 4 * 1024;
/** Of an HTTP message: start line and headers. */
export const MAX_HEAD_BYTES = 64 * 1024;
/** Of any other line, e.g. the size of a chunk. */
export const MAX_LINE_BYTES = 4 * 1024;
/** Of headers in one message, and of whatever else is listed. */
export const MAX_FACTS = 500;
/** In one conversation. */
export const MAX_MESSAGES = 10_000;
/** Of text that is parsed in one go to make it pretty. */
export const MAX_PRETTY_CHARS = 256 * 1024;
/** Of a body in a command line or a script that repeats the request; larger ones are read from a file there. */
export const MAX_LITERAL_BYTES = 4 * 1024;
/** What a list of connections needs of each way. */
export const HEAD_BYTES = 4 * 1024;
