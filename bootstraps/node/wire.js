'use strict';
// The frames of docs/worker-protocol.md, over the private socket; and the end, when the server is gone.

const fs = require('fs');
const net = require('net');

const HELLO = 1, READY = 2, INIT_FAILED = 3, RESULT = 4, ERROR = 5, LOADED = 6, OPENED = 7, PIECE = 8;
const INIT = 16, CALL = 17, STOP = 18, TAKEN = 19, CANCEL = 20;

const HEAD_BYTES = 13;
const MAX_FRAME_BYTES = 8 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

// User code may replace what it finds in modules and globals; what each call needs is taken before it is loaded.
const exitNow = process.reallyExit.bind(process);
const writeNow = fs.writeSync;

let wire;
let take; // what is done with a frame

// What fits here is written at once, past the queues of the stream, which cost more than the call of the system does.
const outgoing = Buffer.allocUnsafe(4 * CHUNK_BYTES);

function send(kind, callId, header, payload) {
  if ((header.length + payload.length) * 3 + HEAD_BYTES <= outgoing.length) {
    const headerBytes = header ? outgoing.write(header, HEAD_BYTES) : 0;
    const payloadBytes = payload ? outgoing.write(payload, HEAD_BYTES + headerBytes) : 0;
    writeHead(outgoing, kind, callId, headerBytes, payloadBytes);
    writeOut(HEAD_BYTES + headerBytes + payloadBytes);
    return;
  }
  const headerBytes = Buffer.byteLength(header);
  const payloadBytes = Buffer.byteLength(payload);
  const frame = Buffer.allocUnsafe(HEAD_BYTES + headerBytes + payloadBytes);
  writeHead(frame, kind, callId, headerBytes, payloadBytes);
  frame.write(header, HEAD_BYTES);
  frame.write(payload, HEAD_BYTES + headerBytes);
  wire.write(frame);
}

// Bytes without a header, in one frame.
function sendBytes(kind, callId, bytes) {
  const fits = bytes.length + HEAD_BYTES <= outgoing.length;
  const frame = fits ? outgoing : Buffer.allocUnsafe(HEAD_BYTES + bytes.length);
  writeHead(frame, kind, callId, 0, bytes.length);
  bytes.copy(frame, HEAD_BYTES);
  if (fits) writeOut(HEAD_BYTES + bytes.length);
  else wire.write(frame);
}

function writeHead(frame, kind, callId, headerBytes, payloadBytes) {
  frame.writeUInt32BE(9 + headerBytes + payloadBytes, 0);
  frame[4] = kind;
  frame.writeUInt32BE(callId, 5);
  frame.writeUInt32BE(headerBytes, 9);
}

function writeOut(length) {
  let done = 0;
  const handle = wire._handle;
  if (handle && handle.fd > 0 && wire.bufferSize === 0) {
    try {
      done = writeNow(handle.fd, outgoing, 0, length);
    } catch (full) {
      if (full.code !== 'EAGAIN') return leave();
    }
  }
  if (done < length) wire.write(Buffer.from(outgoing.slice(done, length)));
}

// A frame that came in part, and how much of it there is. It has room for all of itself and a chunk: joining chunks at
// each piece would copy a 6 MB event a hundred times.
let partial = null;
let partialBytes = 0;
let wanted = HEAD_BYTES;

// Takes the first `length` bytes of `chunk`, which is used again.
function receive(length, chunk) {
  if (partialBytes === 0) {
    keep(chunk, consume(chunk, length), length);
    return true;
  }
  if (partial.length < partialBytes + length) {
    const larger = Buffer.allocUnsafe(Math.max(wanted, partialBytes + length) + CHUNK_BYTES);
    partial.copy(larger, 0, 0, partialBytes);
    partial = larger;
  }
  chunk.copy(partial, partialBytes, 0, length);
  partialBytes += length;
  if (partialBytes >= wanted) {
    const whole = partial;
    const wholeBytes = partialBytes;
    partialBytes = 0;
    partial = null;
    keep(whole, consume(whole, wholeBytes), wholeBytes);
  }
  return true;
}

function keep(data, from, to) {
  if (from === to) return;
  partial = Buffer.allocUnsafe(wanted + CHUNK_BYTES);
  data.copy(partial, 0, from, to);
  partialBytes = to - from;
}

// Hands on all that is whole; gives where the rest begins.
function consume(data, end) {
  let at = 0;
  wanted = HEAD_BYTES;
  while (end - at >= HEAD_BYTES) {
    const total = data.readUInt32BE(at) + 4;
    const headerBytes = data.readUInt32BE(at + 9);
    if (total < HEAD_BYTES || total > MAX_FRAME_BYTES || headerBytes > total - HEAD_BYTES) leave();
    if (end - at < total) {
      wanted = total;
      break;
    }
    const split = at + HEAD_BYTES + headerBytes;
    const header = headerBytes > 0 ? data.toString('utf8', at + HEAD_BYTES, split) : '{}';
    take(data[at + 4], data.readUInt32BE(at + 5), header, data.toString('utf8', split, at + total));
    at += total;
  }
  return at;
}

// The server is gone: so is the reason to live, for this process and for all it started.
function leave() {
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch (notAGroupOfItsOwn) {
    exitNow(0);
  }
}

// Each frame that comes is handed to `taker`, as (kind, callId, header, payload).
function connect(socketPath, taker, connected) {
  take = taker;
  if (parseInt(process.versions.node, 10) >= 13) {
    const onread = { buffer: Buffer.allocUnsafe(CHUNK_BYTES), callback: receive };
    wire = net.connect({ path: socketPath, onread: onread }, connected);
  } else {
    wire = net.connect(socketPath, connected);
    wire.on('data', (chunk) => receive(chunk.length, chunk));
  }
  wire.on('end', leave);
  wire.on('close', leave);
  wire.on('error', leave);
}

// Calls `sent` when all that was sent has left this process.
function finish(sent) {
  wire.end(sent);
}

module.exports = {
  HELLO, READY, INIT_FAILED, RESULT, ERROR, LOADED, OPENED, PIECE, INIT, CALL, STOP, TAKEN, CANCEL,
  connect, send, sendBytes, finish, leave, exitNow,
};
