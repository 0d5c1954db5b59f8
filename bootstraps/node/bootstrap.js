'use strict';
// What runs inside a Node.js worker: it starts without code, is specialised once, and then serves calls by their id.
// The frames are described in docs/worker-protocol.md. Node.js 6 and later: no async, no spread of objects.

const fs = require('fs');
const net = require('net');
const path = require('path');
const util = require('util');

const HELLO = 1, READY = 2, INIT_FAILED = 3, RESULT = 4, ERROR = 5, LOADED = 6;
const INIT = 16, CALL = 17;

const ENTRY_NOT_FOUND = 4001, RAISED = 4002, RESPONSE_TOO_LARGE = 4004, RESULT_INVALID = 4007;
const LOAD_FAILED = 4009, INITIALIZER_FAILED = 4201;

const HEAD_BYTES = 13;
const MAX_FRAME_BYTES = 8 * 1024 * 1024;
const MAX_RESPONSE_BYTES = 6291456;
const MAX_MESSAGE_CHARS = 32 * 1024;
const MAX_STACK_LINES = 64;
const MAX_STACK_LINE_CHARS = 1024;
const MAX_LOG_LINE_CHARS = 90 * 1024;
const EMPTY = Buffer.alloc(0);

const exitNow = process.reallyExit.bind(process);

// ---- frames

let wire;
let pending = EMPTY;

function send(kind, callId, header, payload, then) {
  const headerBytes = header ? Buffer.byteLength(header) : 0;
  const payloadBytes = typeof payload === 'string' ? Buffer.byteLength(payload) : payload.length;
  const frame = Buffer.allocUnsafe(HEAD_BYTES + headerBytes + payloadBytes);
  frame.writeUInt32BE(9 + headerBytes + payloadBytes, 0);
  frame[4] = kind;
  frame.writeUInt32BE(callId, 5);
  frame.writeUInt32BE(headerBytes, 9);
  if (headerBytes > 0) frame.write(header, HEAD_BYTES, 'utf8');
  if (typeof payload === 'string') frame.write(payload, HEAD_BYTES + headerBytes, 'utf8');
  else payload.copy(frame, HEAD_BYTES + headerBytes);
  wire.write(frame, then);
}

let parts = [];
let partsBytes = 0;
let wanted = HEAD_BYTES;

// Pieces are joined once the frame is whole: joining at each piece would copy a 6 MB event a hundred times.
function receive(chunk) {
  parts.push(chunk);
  partsBytes += chunk.length;
  if (partsBytes < wanted) return;
  pending = parts.length === 1 ? chunk : Buffer.concat(parts, partsBytes);
  let at = 0;
  wanted = HEAD_BYTES;
  while (pending.length - at >= HEAD_BYTES) {
    const total = pending.readUInt32BE(at) + 4;
    const headerBytes = pending.readUInt32BE(at + 9);
    if (total < HEAD_BYTES || total > MAX_FRAME_BYTES || headerBytes > total - HEAD_BYTES) return leave();
    if (pending.length - at < total) {
      wanted = total;
      break;
    }
    const split = at + HEAD_BYTES + headerBytes;
    dispatch(pending[at + 4], pending.readUInt32BE(at + 5),
      headerBytes > 0 ? pending.toString('utf8', at + HEAD_BYTES, split) : '', pending.toString('utf8', split, at + total));
    at += total;
  }
  parts = at < pending.length ? [pending.slice(at)] : [];
  partsBytes = pending.length - at;
  pending = EMPTY;
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
  if (kind === CALL && program) serve(callId, header ? JSON.parse(header) : {}, payload);
  else if (kind === INIT && !program) specialise(callId, JSON.parse(header));
  else leave();
}

// ---- errors

function errorBody(message, type, stack) {
  const body = { errorMessage: String(message).slice(0, MAX_MESSAGE_CHARS), errorType: String(type).slice(0, 256) };
  if (stack) body.stackTrace = stack.slice(0, MAX_STACK_LINES).map((line) => line.slice(0, MAX_STACK_LINE_CHARS));
  return JSON.stringify(body);
}

// User code throws anything: null, strings, proxies whose every property throws.
function describe(error) {
  try {
    if (error !== null && typeof error === 'object' && 'message' in error) {
      const type = error.name || (error.constructor && error.constructor.name) || 'Error';
      return { message: String(error.message), type: String(type), stack: stackOf(error) };
    }
    return { message: typeof error === 'string' ? error : util.inspect(error), type: 'Error', stack: [] };
  } catch (unspeakable) {
    return { message: '<message cannot be shown>', type: 'Error', stack: [] };
  }
}

function stackOf(error) {
  return typeof error.stack === 'string'
    ? error.stack.split('\n').slice(1).map((line) => line.trim()).filter((line) => line.indexOf(__filename) < 0)
    : [];
}

function thrownBody(prefix, error) {
  const it = describe(error);
  return errorBody(prefix + it.message, it.type, it.stack);
}

// ---- the function

let program = null;
let phase = null; // what is being awaited while specialising
const running = new Map();

function Logger(requestId) {
  const levels = { DEBUG: 0, INFO: 1, WARN: 2, ERROR: 3 };
  let least = levels.INFO;
  const line = (level) => function () {
    if (levels[level] < least) return;
    const text = util.format.apply(util, arguments);
    const start = new Date().toISOString().slice(0, 19) + 'Z ' + requestId + ' ' + level + ' ';
    for (let at = 0; at === 0 || at < text.length; at += MAX_LOG_LINE_CHARS) {
      process.stdout.write(start + text.slice(at, at + MAX_LOG_LINE_CHARS) + '\n');
    }
  };
  this.debug = line('DEBUG');
  this.info = line('INFO');
  this.warn = line('WARN');
  this.error = line('ERROR');
  this.log = this.info;
  this.setLevel = (level) => {
    const value = levels[String(level).toUpperCase()];
    if (value !== undefined) least = value;
  };
}

// What the handler is told about its call (runtimes 1.5). Sizes and times are in the units of the real one.
function Context(spec, call) {
  const ends = Date.now() + (call.timeoutSeconds || spec.timeoutSeconds) * 1000;
  const credentials = call.credentials || {};
  let logger = null;
  this.getRequestID = () => call.requestId || '';
  this.getRemainingTimeInMilliSeconds = () => ends - Date.now();
  this.getRunningTimeInSeconds = () => spec.timeoutSeconds * 1000;
  this.getUserData = (key) => Object.prototype.hasOwnProperty.call(spec.userData, key) ? spec.userData[key] : undefined;
  this.getFunctionName = () => spec.function;
  this.getVersion = () => spec.version;
  this.getMemorySize = () => String(spec.memoryMb);
  this.getCPUNumber = () => String(spec.cpuMillicores);
  this.getProjectID = () => spec.projectId;
  this.getPackage = () => spec.package;
  this.getAlias = () => call.alias || '';
  this.getLogger = () => logger || (logger = new Logger(call.requestId || ''));
  this.getAccessKey = () => credentials.accessKey || '';
  this.getSecretKey = () => credentials.secretKey || '';
  this.getSecurityAccessKey = () => credentials.securityAccessKey || '';
  this.getSecuritySecretKey = () => credentials.securitySecretKey || '';
  this.getSecurityToken = () => credentials.securityToken || '';
  this.getToken = () => credentials.token || '';
  this.getWorkflowID = () => call.workflowId || '';
  this.getWorkflowRunID = () => call.workflowRunId || '';
  this.getWorkflowStateID = () => call.workflowStateId || '';
}

function specialise(callId, spec) {
  program = { spec: spec, handler: null };
  phase = (code, body) => {
    phase = null;
    send(INIT_FAILED, callId, '{"code":' + code + '}', body);
  };
  Object.keys(spec.environment).forEach((name) => { process.env[name] = spec.environment[name]; });
  process.chdir(spec.workDirectory);
  entry(spec, spec.handler, (handler) => {
    program.handler = handler;
    if (!spec.initializer) return ready(callId);
    entry(spec, spec.initializer, (initializer) => {
      send(LOADED, callId, '', EMPTY);
      initialize(callId, spec, initializer);
    });
  });
}

function ready(callId) {
  phase = null;
  send(READY, callId, '', EMPTY);
}

function entry(spec, name, found) {
  const dot = name.lastIndexOf('.');
  const file = name.slice(0, dot);
  const base = path.join(spec.codeDirectory, file);
  if (dot <= 0 || !['.js', '.cjs', '.mjs'].some((ending) => fs.existsSync(base + ending))) {
    return phase(ENTRY_NOT_FOUND,
      errorBody("cannot find handler '" + name + "': there is no file " + file + '.js in the code', 'HandlerNotFound', []));
  }
  load(name, base, (exported) => {
    const method = exported && exported[name.slice(dot + 1)];
    if (typeof method === 'function') return found(method);
    phase(ENTRY_NOT_FOUND,
      errorBody("cannot find handler '" + name + "': " + file + ".js exports no function '" + name.slice(dot + 1) + "'", 'HandlerNotFound', []));
  });
}

function load(name, base, loaded) {
  const failed = (error) => phase && phase(LOAD_FAILED, thrownBody("cannot load handler '" + name + "': ", error));
  const file = ['.js', '.cjs', '.mjs'].map((ending) => base + ending).find((candidate) => fs.existsSync(candidate));
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
  const context = new Context(spec, { timeoutSeconds: spec.initializerTimeoutSeconds });
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

function serve(callId, call, payload) {
  running.set(callId, call);
  let event;
  try {
    event = payload.length > 0 ? JSON.parse(payload) : {};
  } catch (error) {
    return fail(callId, RAISED, errorBody('the event is not JSON text in UTF-8: ' + error.message, error.name, []));
  }
  const raised = (error) => fail(callId, RAISED, thrownBody('function invocation exception, error: ', error));
  const handler = program.handler;
  let result;
  try {
    result = handler(event, new Context(program.spec, call), (error, value) => {
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
    text = value === undefined ? '' : JSON.stringify(value);
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
}

function fail(callId, code, body) {
  if (!running.delete(callId)) return;
  send(ERROR, callId, '{"code":' + code + '}', body);
}

// Reports whatever waits, then ends the process: nothing is known about its state any more.
function endWith(body) {
  if (phase) phase(program.handler && program.spec.initializer ? INITIALIZER_FAILED : LOAD_FAILED, body);
  running.forEach((call, callId) => send(ERROR, callId, '{"code":' + RAISED + ',"leaving":true}', body));
  running.clear();
  wire.end(() => exitNow(1));
}

process.exit = function (code) {
  endWith(errorBody('function invocation exception, error: the function called process.exit(' + (code === undefined ? '' : code) + ')', 'ProcessExit', []));
  throw new ProcessExit();
};

function ProcessExit() {
  this.message = 'process.exit() was called';
}
ProcessExit.prototype = Object.create(Error.prototype);

process.on('uncaughtException', (error) => {
  if (!(error instanceof ProcessExit)) endWith(thrownBody('function invocation exception, error: ', error));
});

// ---- start

const socketPath = process.env.FUNCGRAPH_SOCKET;
const secret = process.env.FUNCGRAPH_SECRET;
delete process.env.FUNCGRAPH_SOCKET;
delete process.env.FUNCGRAPH_SECRET;
wire = net.connect(socketPath, () => {
  send(HELLO, 0, JSON.stringify({ secret: secret, version: process.version.slice(1) }), EMPTY);
});
wire.on('data', receive);
wire.on('close', leave);
wire.on('error', leave);
// Without this the pipe of standard output is opened at the first line a call prints.
void process.stdout;
