/** A file that cannot be read as a recorded run: the message names the file, the place in it and the cause, for the user. */
export class RunFileError extends Error {
  readonly code = 'RUN_FILE';
}
