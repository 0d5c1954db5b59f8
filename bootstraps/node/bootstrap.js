'use strict';
// What runs inside a Node.js worker: it starts without code, is specialised once, and then serves calls by their id.
// The frames are described in docs/worker-protocol.md. Node.js 6 and later: no async, no spread of objects.

const fs = require('fs');
const net = require('net');
const path = require('path');
const util = require('util');

const HELLO = 1, READY = 2, INIT_FAILED = 3, RESULT = 4, ERROR = 5, LOADED = 6;
const INIT = 16, CALL = 17, STOP = 18;

const ENTRY_NOT_FOUND = 4001, RAISED = 4002, RESPONSE_TOO_LARGE = 4004, RESULT_INVALID = 4007;
const LOAD_FAILED = 4009, INITIALIZER_FAILED = 4201;

const HEAD_BYTES = 13;
const MAX_FRAME_BYTES = 8 * 1024 * 1024;
const MAX_RESPONSE_BYTES = 6291456;
const MAX_MESSAGE_CHARS = 32 * 1024;
const MAX_STACK_LINES = 64;
const MAX_STACK_LINE_CHARS = 1024;
const MAX_LOG_LINE_BYTES = 90 * 1024;
const CHUNK_BYTES = 64 * 1024;
const NODE_MAJOR = parseInt(process.versions.node, 10);

// User code may replace what it finds in modules and globals; what each call needs is taken before it is loaded.
const exitNow = process.reallyExit.bind(process);
const writeNow = fs.writeSync;
const parseJson = JSON.parse;
const writeJson = JSON.stringify;
const now = Date.now;

// ---- frames

let wire;

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
    dispatch(data[at + 4], data.readUInt32BE(at + 5), header, data.toString('utf8', split, at + total));
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

function dispatch(kind, callId, header, payload) {
  if (kind === CALL && program) serve(callId, header, payload);
  else if (kind === INIT && !program) specialise(callId, parseJson(header));
  else if (kind === STOP) stop();
  else leave();
}

// ---- errors

function errorBody(message, type, stack) {
  const body = { errorMessage: String(message).slice(0, MAX_MESSAGE_CHARS), errorType: String(type).slice(0, 256) };
  if (stack) body.stackTrace = stack.slice(0, MAX_STACK_LINES).map((line) => line.slice(0, MAX_STACK_LINE_CHARS));
  return writeJson(body);
}

// User code throws anything: null, strings, proxies whose every property throws.
function describe(error) {
  try {
    if (error !== null && typeof error === 'object' && 'message' in error) {
      return { message: String(error.message), type: typeOf(error), stack: stackOf(error) };
    }
    return { message: typeof error === 'string' ? error : util.inspect(error), type: 'Error', stack: [] };
  } catch (unspeakable) {
    return { message: '<message cannot be shown>', type: 'Error', stack: [] };
  }
}

// A class of user code that extends Error inherits its name, which says less than its own.
function typeOf(error) {
  const own = error.constructor && error.constructor.name;
  return String(error.name && error.name !== 'Error' ? error.name : own || 'Error');
}

// The lines before the first "at" repeat the message, but for a SyntaxError, where they show the place.
function stackOf(error) {
  if (typeof error.stack !== 'string') return [];
  const lines = error.stack.split('\n').map((line) => line.trim());
  const first = lines.findIndex((line) => line.startsWith('at '));
  const shown = error.name === 'SyntaxError' ? lines : first < 0 ? [] : lines.slice(first);
  return shown.filter((line) => line !== '' && line.indexOf(__dirname) < 0 && line.indexOf('(node:internal/modules') < 0);
}

function thrownBody(prefix, error) {
  const it = describe(error);
  return errorBody(prefix + it.message, it.type, it.stack);
}

// ---- the function

let program = null;
let phase = null; // what is being awaited while specialising
let stopping = false;
const running = new Set();

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

const SPEC = Symbol('spec');
const CALLED = Symbol('call');
const ENDS = Symbol('ends');
const LOGGER = Symbol('logger');

// What the handler is told about its call (runtimes 1.5). Sizes and times are in the units of the real one. One is made
// for each call, so it holds no more than it must: the header of the call is read when it is asked for.
class Context {
  constructor(spec, header, seconds) {
    this[SPEC] = spec;
    this[CALLED] = header;
    this[ENDS] = now() + seconds * 1000;
    this[LOGGER] = null;
  }
}

function called(context) {
  const call = context[CALLED];
  return typeof call === 'string' ? (context[CALLED] = parseJson(call)) : call;
}

function credential(context, name) {
  const credentials = called(context).credentials;
  return credentials && credentials[name] || '';
}

const answers = {
  getRequestID: (context) => called(context).requestId || '',
  getRemainingTimeInMilliSeconds: (context) => context[ENDS] - now(),
  getRunningTimeInSeconds: (context) => context[SPEC].timeoutSeconds * 1000,
  getUserData: (context, key) => {
    const data = context[SPEC].userData;
    return Object.prototype.hasOwnProperty.call(data, key) ? data[key] : undefined;
  },
  getFunctionName: (context) => context[SPEC].function,
  getVersion: (context) => context[SPEC].version,
  getMemorySize: (context) => String(context[SPEC].memoryMb),
  getCPUNumber: (context) => String(context[SPEC].cpuMillicores),
  getProjectID: (context) => context[SPEC].projectId,
  getPackage: (context) => context[SPEC].package,
  getAlias: (context) => called(context).alias || '',
  getLogger: (context) => context[LOGGER] || (context[LOGGER] = new Logger(called(context).requestId || '')),
  getAccessKey: (context) => credential(context, 'accessKey'),
  getSecretKey: (context) => credential(context, 'secretKey'),
  getSecurityAccessKey: (context) => credential(context, 'securityAccessKey'),
  getSecuritySecretKey: (context) => credential(context, 'securitySecretKey'),
  getSecurityToken: (context) => credential(context, 'securityToken'),
  getToken: (context) => credential(context, 'token'),
  getWorkflowID: (context) => called(context).workflowId || '',
  getWorkflowRunID: (context) => called(context).workflowRunId || '',
  getWorkflowStateID: (context) => called(context).workflowStateId || '',
};

// A method is bound when it is taken, so that `const { getUserData } = context` works.
Object.keys(answers).forEach((name) => {
  const answer = answers[name];
  Object.defineProperty(Context.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      return (argument) => answer(this, argument);
    },
    set(value) {
      Object.defineProperty(this, name, { configurable: true, enumerable: true, writable: true, value: value });
    },
  });
});

// Else a function that logs its context would log its secrets.
Object.defineProperty(Context.prototype, util.inspect.custom || 'inspect', {
  value() {
    return 'Context { requestId: ' + util.inspect(called(this).requestId) + ' }';
  },
});

function setEnvironment(environment) {
  Object.keys(environment).forEach((name) => {
    const own = name === 'LD_LIBRARY_PATH' ? process.env[name] : '';
    process.env[name] = own ? own + ':' + environment[name] : environment[name]; // runtimes 1.7
  });
  if (environment.NODE_PATH) require('module')._initPaths();
}

function specialise(callId, spec) {
  program = { spec: spec, handler: null };
  phase = (code, body) => {
    phase = null;
    send(INIT_FAILED, callId, '{"code":' + code + '}', body);
  };
  const failed = (code, body) => phase && phase(code, body);
  setEnvironment(spec.environment);
  process.chdir(spec.workDirectory);
  entry(spec, spec.handler, failed, (handler) => {
    program.handler = handler;
    if (!spec.initializer) return ready(callId);
    entry(spec, spec.initializer, failed, (initializer) => {
      send(LOADED, callId, '', '');
      initialize(callId, spec, initializer);
    });
  });
}

function ready(callId) {
  phase = null;
  send(READY, callId, '', '');
}

function entry(spec, name, failed, found) {
  const dot = name.lastIndexOf('.');
  const file = name.slice(0, dot);
  const base = path.join(spec.codeDirectory, file);
  if (dot <= 0 || !ENDINGS.some((ending) => fs.existsSync(base + ending))) {
    return failed(ENTRY_NOT_FOUND,
      errorBody("cannot find handler '" + name + "': there is no file " + file + '.js in the code', 'HandlerNotFound', []));
  }
  const broken = (error) => failed(LOAD_FAILED, thrownBody("cannot load handler '" + name + "': ", error));
  load(base, broken, (exported) => {
    const method = exported && exported[name.slice(dot + 1)];
    if (typeof method === 'function') return found(method);
    failed(ENTRY_NOT_FOUND,
      errorBody("cannot find handler '" + name + "': " + file + ".js exports no function '" + name.slice(dot + 1) + "'", 'HandlerNotFound', []));
  });
}

const ENDINGS = ['.js', '.cjs', '.mjs'];

function load(base, failed, loaded) {
  const file = ENDINGS.map((ending) => base + ending).find((candidate) => fs.existsSync(candidate));
  let exported;
  try {
    if (file.endsWith('.mjs')) return loadModule(file, loaded, failed);
    exported = require(file);
  } catch (error) {
    if (error && error.code === 'ERR_REQUIRE_ESM') return loadModule(file, loaded, failed);
    return failed(error);
  }
  loaded(exported);
}

function loadModule(file, loaded, failed) {
  let load;
  try {
    load = require('./esm.js');
  } catch (tooOld) {
    return failed(tooOld);
  }
  load(require('url').pathToFileURL(file).href).then((exported) => loaded(Object.assign({}, exported.default, exported)), failed);
}

function initialize(callId, spec, initializer) {
  const failed = (error) => phase && phase(INITIALIZER_FAILED, thrownBody('function initialization exception: ', error));
  const context = new Context(spec, '{}', spec.initializerTimeoutSeconds);
  let result;
  try {
    result = initializer(context, (error) => {
      if (!phase) return;
      if (error !== null && error !== undefined) failed(error);
      else ready(callId);
    });
  } catch (error) {
    return failed(error);
  }
  if (result && typeof result.then === 'function') result.then(() => phase && ready(callId), failed);
  else if (phase && initializer.length < 2) ready(callId);
}

function serve(callId, header, payload) {
  running.add(callId);
  let event;
  try {
    event = payload.length > 0 ? parseJson(payload) : {};
  } catch (error) {
    return fail(callId, RAISED, errorBody('the event is not JSON text in UTF-8: ' + error.message, error.name, []));
  }
  const raised = (error) => fail(callId, RAISED, thrownBody('function invocation exception, error: ', error));
  const handler = program.handler;
  let result;
  try {
    result = handler(event, new Context(program.spec, header, program.spec.timeoutSeconds), (error, value) => {
      if (error !== null && error !== undefined) refuse(callId, error);
      else answer(callId, value);
    });
  } catch (error) {
    return raised(error);
  }
  if (result && typeof result.then === 'function') result.then((value) => answer(callId, value), raised);
  else if (result !== undefined && handler.length < 3) answer(callId, result);
}

function refuse(callId, error) {
  const it = describe(error);
  fail(callId, RAISED, errorBody('function entry exception, error: ' + it.message, it.type, null));
}

function answer(callId, value) {
  if (!running.has(callId)) return; // a second callback changes nothing
  let text;
  try {
    text = value === undefined ? '' : jsonOf(value);
    if (text === undefined) throw new TypeError('a ' + typeof value + ' has no JSON form');
  } catch (error) {
    const it = describe(error);
    return fail(callId, RESULT_INVALID, errorBody('the result cannot be written as JSON: ' + it.message, it.type, []));
  }
  const size = text.length > MAX_RESPONSE_BYTES / 3 ? Buffer.byteLength(text) : text.length;
  if (size > MAX_RESPONSE_BYTES) {
    return fail(callId, RESPONSE_TOO_LARGE,
      errorBody('response body size ' + size + ' exceeds the limit of ' + MAX_RESPONSE_BYTES, 'ResponseTooLarge', []));
  }
  running.delete(callId);
  send(RESULT, callId, '', text);
  if (stopping) stop();
}

// Lone surrogates exist in JSON only as escapes; Node.js before 12 writes them as they are.
function jsonOf(value) {
  const text = writeJson(value);
  if (NODE_MAJOR >= 12 || text === undefined || !/[\ud800-\udfff]/.test(text)) return text;
  return text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g,
    (found) => found.length === 2 ? found : '\\u' + found.charCodeAt(0).toString(16));
}

function fail(callId, code, body) {
  if (!running.delete(callId)) return;
  send(ERROR, callId, '{"code":' + code + '}', body);
  if (stopping) stop();
}

// ---- the end

// No more calls will come: once those that run are answered, the pre-stop handler runs, if there is one.
function stop() {
  stopping = true;
  if (running.size > 0) return;
  const name = program && program.spec.preStop;
  if (!name) return depart(0);
  const over = once((error) => {
    if (error !== null && error !== undefined) console.error('the pre-stop handler failed:', error);
    depart(0);
  });
  entry(program.spec, name, (code, body) => over(body), (preStop) => {
    const seconds = program.spec.preStopTimeoutSeconds || program.spec.timeoutSeconds;
    let result;
    try {
      result = preStop(new Context(program.spec, '{}', seconds), over);
    } catch (error) {
      return over(error);
    }
    if (result && typeof result.then === 'function') result.then(() => over(), over);
    else if (preStop.length < 2) over();
  });
}

function once(action) {
  let done = false;
  return (argument) => {
    if (done) return;
    done = true;
    action(argument);
  };
}

let departing = false;

function depart(status) {
  if (departing) exitNow(status); // an exit handler of user code that exits
  departing = true;
  try {
    process.emit('exit', status);
  } catch (ofUserCode) {
    console.error(ofUserCode);
  }
  exitNow(status);
}

// Reports whatever waits, then ends the process: nothing is known about its state any more. Where nobody waits, the
// log tells what happened.
function endWith(body, status, words) {
  if (phase) phase(program.handler && program.spec.initializer ? INITIALIZER_FAILED : LOAD_FAILED, body);
  else if (running.size === 0 && words) console.error(words);
  running.forEach((callId) => send(ERROR, callId, '{"code":' + RAISED + ',"leaving":true}', body));
  running.clear();
  if (stopping) depart(0);
  wire.end(() => depart(status));
}

process.exit = function (code) {
  const said = 'the function called process.exit(' + (code === undefined ? '' : code) + ')';
  const status = Number(code === undefined ? process.exitCode : code);
  endWith(errorBody('function invocation exception, error: ' + said, 'ProcessExit', []), status & 255, said);
  throw new ProcessExit();
};

function ProcessExit() {
  this.message = 'process.exit() was called';
}
ProcessExit.prototype = Object.create(Error.prototype);

process.on('uncaughtException', (error) => {
  if (error instanceof ProcessExit) return;
  if (process.listenerCount('uncaughtException') > 1) return; // user code sees to it
  endWith(thrownBody('function invocation exception, error: ', error), 1, error);
});

// ---- start

const socketPath = process.env.FUNCGRAPH_SOCKET;
const secret = process.env.FUNCGRAPH_SECRET;
delete process.env.FUNCGRAPH_SOCKET;
delete process.env.FUNCGRAPH_SECRET;

function hello() {
  send(HELLO, 0, writeJson({ secret: secret, version: process.version.slice(1) }), '');
}

if (NODE_MAJOR >= 13) {
  wire = net.connect({ path: socketPath, onread: { buffer: Buffer.allocUnsafe(CHUNK_BYTES), callback: receive } }, hello);
} else {
  wire = net.connect(socketPath, hello);
  wire.on('data', (chunk) => receive(chunk.length, chunk));
}
wire.on('end', leave);
wire.on('close', leave);
wire.on('error', leave);
// Without this the pipe of standard output is opened at the first line a call prints.
void process.stdout;
