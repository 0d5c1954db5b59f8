'use strict';
// Answers that are streams (is_return_stream): in pieces for a caller who takes them so, in one for a caller who does
// not. A stream is whatever Node.js has of the kind: a Readable, an async iterable, a ReadableStream of the web.

const wire = require('./wire.js');
const {
  RAISED, RESPONSE_TOO_LARGE, RESULT_INVALID, errorBody, describe, thrownBody,
} = require('./failure.js');

const MAX_RESPONSE_BYTES = 6291456;
const MAX_STREAM_BYTES = 200 * 1024 * 1024;
const WINDOW_BYTES = 256 * 1024; // sent and not yet taken by the caller
const PIECE_BYTES = 64 * 1024;

const parseJson = JSON.parse;
const writeJson = JSON.stringify;

const open = new Map(); // by call id: what goes out in pieces

// What of a result is a stream, and what goes before it; null when nothing is.
function of(value) {
  if (value === null || typeof value !== 'object') return null;
  if (isStream(value)) return { status: 200, headers: { 'Content-Type': 'application/octet-stream' }, body: value };
  return value.statusCode !== undefined && isStream(value.body)
    ? { status: value.statusCode, headers: value.headers || {}, body: value.body, web: true }
    : null;
}

function isStream(value) {
  return value !== null && typeof value === 'object' && (isReadable(value) || iteratorOf(value) !== undefined);
}

function isReadable(value) {
  return typeof value.pipe === 'function' && typeof value.on === 'function' && typeof value.resume === 'function';
}

function iteratorOf(value) {
  return typeof Symbol.asyncIterator === 'symbol' && typeof value[Symbol.asyncIterator] === 'function'
    ? value[Symbol.asyncIterator]
    : undefined;
}

// Reads a stream: `take` gets each piece as bytes, `isHeld` says whether there may be another now. Gives what goes on
// when there may, and what ends it early.
function reading(body, isHeld, take, ended, failed) {
  return isReadable(body)
    ? readingEvents(body, isHeld, take, ended, failed)
    : readingItems(iteratorOf(body).call(body), isHeld, take, ended, failed);
}

function readingEvents(stream, isHeld, take, ended, failed) {
  let over = false;
  const once = (then) => (argument) => {
    if (over) return;
    over = true;
    then(argument);
  };
  stream.on('end', once(ended));
  stream.on('error', once(failed));
  stream.on('close', once(() => failed(new Error('the stream was closed before its end'))));
  stream.on('data', (piece) => {
    if (over) return;
    take(piece);
    if (isHeld()) stream.pause();
  });
  return {
    goOn: () => stream.resume(),
    cancel: () => {
      over = true;
      if (typeof stream.destroy === 'function') stream.destroy();
    },
  };
}

function readingItems(items, isHeld, take, ended, failed) {
  let asked = false;
  let over = false;
  const next = () => {
    if (asked || over || isHeld()) return;
    asked = true;
    Promise.resolve(items.next()).then((item) => {
      asked = false;
      if (over) return;
      if (item.done) {
        over = true;
        return ended();
      }
      take(item.value);
      next();
    }).catch((error) => {
      if (!over) failed(error);
      over = true;
    });
  };
  next();
  return {
    goOn: next,
    cancel: () => {
      over = true;
      if (typeof items.return === 'function') Promise.resolve(items.return()).catch(() => {});
    },
  };
}

// Strings and bytes; null for what is neither.
function bytesOf(piece) {
  if (typeof piece === 'string') return Buffer.from(piece);
  return piece instanceof Uint8Array ? Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength) : null;
}

function headOf(found) {
  const status = Number(found.status);
  if (!(status >= 200 && status <= 599 && Math.floor(status) === status)) {
    throw new TypeError('statusCode must be a whole number from 200 to 599, not ' + found.status);
  }
  const headers = [];
  Object.keys(found.headers).forEach((name) => {
    [].concat(found.headers[name]).forEach((value) => headers.push([name, String(value)]));
  });
  return writeJson({ status: status, headers: headers });
}

// Sends it as it comes. `done` and `fail(code, body)` end the call.
function send(callId, found, done, fail) {
  let head;
  try {
    head = headOf(found);
  } catch (error) {
    return fail(RESULT_INVALID, errorBody('the result has no form: ' + error.message, error.name, []));
  }
  const waiting = [];
  let untaken = 0;
  let total = 0;
  let complete = false;
  let source = null;
  const close = (then) => {
    open.delete(callId);
    then();
  };
  const broken = (code, body) => close(() => {
    if (source) source.cancel();
    fail(code, body);
  });
  const begin = () => {
    if (head !== null) wire.send(wire.OPENED, callId, head, '');
    head = null;
  };
  const flush = () => {
    while (waiting.length > 0 && untaken < WINDOW_BYTES) {
      begin();
      const bytes = waiting.shift();
      const piece = bytes.slice(0, PIECE_BYTES);
      if (piece.length < bytes.length) waiting.unshift(bytes.slice(piece.length));
      untaken += piece.length;
      wire.sendBytes(wire.PIECE, callId, piece);
    }
    if (complete && waiting.length === 0) {
      begin();
      close(done);
    }
  };
  const stream = {
    taken: (bytes) => {
      untaken -= bytes;
      flush();
      if (!complete && waiting.length === 0) source.goOn();
    },
    cancel: () => broken(RAISED, errorBody('the caller went away before the answer was complete', 'CallerGone', [])),
  };
  open.set(callId, stream);
  const isOver = () => open.get(callId) !== stream;
  source = reading(found.body, () => waiting.length > 0 || isOver(), (piece) => {
    if (isOver()) return;
    const bytes = bytesOf(piece);
    if (bytes === null) return broken(RESULT_INVALID, notBytes(piece));
    total += bytes.length;
    if (total > MAX_STREAM_BYTES) return broken(RESPONSE_TOO_LARGE, tooLarge(total, MAX_STREAM_BYTES));
    if (bytes.length > 0) waiting.push(bytes);
    flush();
  }, () => {
    if (isOver()) return;
    complete = true;
    flush();
  }, (error) => {
    if (!isOver()) close(() => fail(RAISED, thrownBody('function invocation exception, error: ', error)));
  });
}

// Takes it to its end and gives it as one, in the form that an API gateway knows when it came in that form.
function collect(found, done, fail) {
  const pieces = [];
  let total = 0;
  let over = false;
  let source = null;
  const end = (code, body) => {
    over = true;
    if (source) source.cancel();
    fail(code, body);
  };
  source = reading(found.body, () => over, (piece) => {
    if (over) return;
    const bytes = bytesOf(piece);
    if (bytes === null) return end(RESULT_INVALID, notBytes(piece));
    total += bytes.length;
    if (total > MAX_RESPONSE_BYTES) return end(RESPONSE_TOO_LARGE, tooLarge(total, MAX_RESPONSE_BYTES));
    pieces.push(bytes);
  }, () => {
    if (over) return;
    const whole = Buffer.concat(pieces);
    if (!found.web) return done(whole);
    done(Buffer.from(writeJson({
      statusCode: found.status, headers: found.headers, body: whole.toString('base64'), isBase64Encoded: true,
    })));
  }, (error) => {
    if (!over) fail(RAISED, thrownBody('function invocation exception, error: ', error));
  });
}

function notBytes(piece) {
  const it = piece instanceof Error ? describe(piece).message : piece === null ? 'null' : 'a ' + typeof piece;
  return errorBody('a stream that is an answer gives strings or bytes, not ' + it, 'TypeError', []);
}

function tooLarge(size, limit) {
  return errorBody('response body size ' + size + ' exceeds the limit of ' + limit, 'ResponseTooLarge', []);
}

// The caller has taken that many bytes, or will not take any more.
function taken(callId, header) {
  const stream = open.get(callId);
  if (stream) stream.taken(parseJson(header).bytes);
}

function cancel(callId) {
  const stream = open.get(callId);
  if (stream) stream.cancel();
}

module.exports = { of, send, collect, taken, cancel };
