'use strict';
// What a Node.js worker is started with. All that lies beside it is loaded before user code is, whose own modules are
// found by their place and so are others. Node.js 6 and later: no async, no spread of objects.

const dispatch = require('./worker.js');
const wire = require('./wire.js');

const socketPath = process.env.FUNCGRAPH_SOCKET;
const secret = process.env.FUNCGRAPH_SECRET;
delete process.env.FUNCGRAPH_SOCKET;
delete process.env.FUNCGRAPH_SECRET;

require('./rehearsal.js').run();
wire.connect(socketPath, dispatch, () => {
  wire.send(wire.HELLO, 0, JSON.stringify({ secret: secret, version: process.version.slice(1) }), '');
});
// Without this the pipe of standard output is opened at the first line a call prints.
void process.stdout;
