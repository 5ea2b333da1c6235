// Plain JavaScript in place of the two small native modules that VS Code's server asks for and that have no prebuilt binaries.
// They are written out as files beside the installed server. Both use `exports.x = …`: the importers are ES modules and see only
// names that Node can find without running the file.

/** In place of @vscode/spdlog: appends lines to the log file. */
export const SPDLOG = `'use strict';
const fs = require('fs'), path = require('path');
const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
const loggers = new Set();
class Logger {
  constructor(type, name, file) {
    this.file = file; this.level = 2; this.lines = []; this.isRaw = false;
    try { fs.mkdirSync(path.dirname(file), { recursive: true }); } catch { /* the write below fails as well and is ignored there */ }
  }
  write(level, message) {
    if (level < this.level || this.isDropped) return;
    this.lines.push(this.isRaw ? message : new Date().toISOString() + ' [' + names[level] + '] ' + message + '\\n');
    this.timer ??= setTimeout(() => this.flush(), 200).unref();
  }
  trace(m) { this.write(0, m); } debug(m) { this.write(1, m); } info(m) { this.write(2, m); }
  warn(m) { this.write(3, m); } error(m) { this.write(4, m); } critical(m) { this.write(5, m); }
  getLevel() { return this.level; } setLevel(level) { this.level = level; }
  setPattern() {} clearFormatters() { this.isRaw = true; }
  flush() {
    clearTimeout(this.timer); this.timer = undefined;
    const text = this.lines.join(''); this.lines = [];
    try { if (text) fs.appendFileSync(this.file, text); } catch { /* a log that cannot be written must not end the server */ }
  }
  drop() { this.flush(); this.isDropped = true; }
}
const create = async (name, file) => { const logger = new Logger('', name, file); loggers.add(logger); return logger; };
process.on('exit', () => { for (const logger of loggers) logger.flush(); });
exports.version = 0; exports.Logger = Logger;
exports.setLevel = () => {}; exports.setFlushOn = () => {};
exports.createRotatingLogger = create; exports.createAsyncRotatingLogger = create;
`;

/** In place of @vscode/native-watchdog: leaves when the parent is gone. */
export const WATCHDOG = `'use strict';
exports.start = (pid) => {
  setInterval(() => { try { process.kill(pid, 0); } catch { process.exit(87); } }, 1000).unref();
};
exports.exit = (code) => process.exit(code || 0);
`;
