'use strict';
// A worker of the smallest gateway: opens a socket, and answers each frame (a length, then JSON) by another.
const net = require('net');
const handler = require('./handler.js').echo;

const LENGTH_BYTES = 4;
const socket = net.connect(process.argv[2]);
let kept = Buffer.alloc(0);

socket.on('data', async (bytes) => {
  kept = kept.length > 0 ? Buffer.concat([kept, bytes]) : bytes;
  while (kept.length >= LENGTH_BYTES && kept.length >= LENGTH_BYTES + kept.readUInt32BE(0)) {
    const end = LENGTH_BYTES + kept.readUInt32BE(0);
    const event = JSON.parse(kept.toString('utf8', LENGTH_BYTES, end));
    kept = kept.subarray(end);
    const body = JSON.stringify(await handler(event));
    const frame = Buffer.allocUnsafe(LENGTH_BYTES + Buffer.byteLength(body));
    frame.writeUInt32BE(frame.length - LENGTH_BYTES, 0);
    frame.write(body, LENGTH_BYTES);
    socket.write(frame);
  }
});
socket.on('close', () => process.exit(0));
