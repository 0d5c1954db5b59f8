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
const LEAST_PIECE_BYTES = 256; // what a smaller one counts as, since it takes room beside its bytes
const MAX_HEAD_CHARS = 64 * 1024;

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
  const state = stream._readableState || {};
  if (stream.destroyed || state.endEmitted) throw new Error('the stream has been read, or destroyed, before');
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
  stream.resume(); // user code may have paused it
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
    new Promise((given) => given(items.next())).then((item) => {
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

// Ends a stream that nobody reads any more. User code that throws meanwhile changes nothing.
function drop(source) {
  try {
    if (source) source.cancel();
  } catch (ofUserCode) {
    console.error(ofUserCode);
  }
}

// The same for one that nobody has begun to read.
function discard(body) {
  drop({
    cancel: () => {
      if (!isReadable(body)) return;
      body.on('error', () => {});
      if (typeof body.destroy === 'function') body.destroy();
    },
  });
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
  const add = (name, value) => {
    if (value !== null && value !== undefined) headers.push([String(name), String(value)]);
  };
  const given = typeof found.headers.entries === 'function'
    ? Array.from(found.headers.entries()) // a Map, or Headers of the web
    : Object.keys(found.headers).map((name) => [name, found.headers[name]]);
  given.forEach((pair) => [].concat(pair[1]).forEach((value) => add(pair[0], value)));
  const head = writeJson({ status: status, headers: headers });
  if (head.length > MAX_HEAD_CHARS) throw new RangeError('headers of ' + head.length + ' characters, more than ' + MAX_HEAD_CHARS);
  return head;
}

// Sends it as it comes. `done` and `fail(code, body)` end the call.
function send(callId, found, done, fail) {
  let head;
  try {
    head = headOf(found);
  } catch (error) {
    discard(found.body);
    return fail(RESULT_INVALID, noForm(error));
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
    drop(source);
    fail(code, body);
  });
  const failed = (error) => {
    if (!isOver()) broken(RAISED, thrownBody('function invocation exception, error: ', error));
  };
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
      untaken += Math.max(piece.length, LEAST_PIECE_BYTES);
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
      if (complete || waiting.length > 0 || !source) return;
      try {
        source.goOn();
      } catch (error) {
        failed(error);
      }
    },
    cancel: () => broken(RAISED, errorBody('the caller went away before the answer was complete', 'CallerGone', [])),
  };
  open.set(callId, stream);
  const isOver = () => open.get(callId) !== stream;
  const take = (piece) => {
    if (isOver()) return;
    const bytes = bytesOf(piece);
    if (bytes === null) return broken(RESULT_INVALID, notBytes(piece));
    total += bytes.length;
    if (total > MAX_STREAM_BYTES) return broken(RESPONSE_TOO_LARGE, tooLarge(total, MAX_STREAM_BYTES));
    if (bytes.length > 0) waiting.push(bytes);
    flush();
  };
  const ended = () => {
    if (isOver()) return;
    complete = true;
    flush();
  };
  try {
    source = reading(found.body, () => waiting.length > 0 || isOver(), take, ended, failed);
  } catch (error) {
    failed(error);
  }
}

// Takes it to its end and gives it as one, in the form that an API gateway knows when it came in that form.
function collect(found, done, fail) {
  const pieces = [];
  let total = 0;
  let over = false;
  let source = null;
  const end = (code, body) => {
    if (over) return;
    over = true;
    drop(source);
    fail(code, body);
  };
  const take = (piece) => {
    if (over) return;
    const bytes = bytesOf(piece);
    if (bytes === null) return end(RESULT_INVALID, notBytes(piece));
    total += bytes.length;
    if (total > MAX_RESPONSE_BYTES) return end(RESPONSE_TOO_LARGE, tooLarge(total, MAX_RESPONSE_BYTES));
    pieces.push(Buffer.from(bytes)); // a copy: user code may write the next into the same place
  };
  const ended = () => {
    if (over) return;
    let whole;
    try {
      whole = found.web ? webForm(found, Buffer.concat(pieces)) : Buffer.concat(pieces);
    } catch (error) {
      return end(RESULT_INVALID, noForm(error));
    }
    if (whole.length > MAX_RESPONSE_BYTES) return end(RESPONSE_TOO_LARGE, tooLarge(whole.length, MAX_RESPONSE_BYTES));
    over = true;
    done(whole);
  };
  const failed = (error) => end(RAISED, thrownBody('function invocation exception, error: ', error));
  try {
    source = reading(found.body, () => over, take, ended, failed);
  } catch (error) {
    failed(error);
  }
}

function webForm(found, body) {
  return Buffer.from(writeJson({
    statusCode: found.status, headers: found.headers, body: body.toString('base64'), isBase64Encoded: true,
  }));
}

function noForm(error) {
  const it = describe(error);
  return errorBody('the result has no form: ' + it.message, it.type, []);
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

// Whether there was a stream to end.
function cancel(callId) {
  const stream = open.get(callId);
  if (stream) stream.cancel();
  return stream !== undefined;
}

module.exports = { of, send, collect, taken, cancel, noForm };
