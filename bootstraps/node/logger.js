'use strict';
// The logger of a call: it writes to standard output, which the server reads as the log.

const util = require('util');

const MAX_LOG_LINE_BYTES = 90 * 1024;

const LEVELS = { DEBUG: 0, INFO: 1, WARN: 2, ERROR: 3 };

// Its methods work without it: `const { info } = context.getLogger()`.
function Logger(requestId) {
  let least = LEVELS.INFO;
  const line = (level) => function () {
    if (LEVELS[level] >= least) writeLine(requestId, level, util.format.apply(util, arguments));
  };
  this.debug = line('DEBUG');
  this.info = line('INFO');
  this.warn = line('WARN');
  this.error = line('ERROR');
  this.log = this.info;
  this.setLevel = (level) => {
    const value = LEVELS[String(level).toUpperCase()];
    if (value !== undefined) least = value;
  };
}

function writeLine(requestId, level, text) {
  const start = new Date().toISOString().slice(0, 19) + 'Z ' + requestId + ' ' + level + ' ';
  if (text.length * 3 <= MAX_LOG_LINE_BYTES) {
    process.stdout.write(start + text + '\n');
    return;
  }
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    let end = Math.min(at + MAX_LOG_LINE_BYTES, bytes.length);
    while (end < bytes.length && (bytes[end] & 0xc0) === 0x80) end--; // between characters
    process.stdout.write(start + bytes.toString('utf8', at, end) + '\n');
    at = end;
  }
}

module.exports = Logger;
