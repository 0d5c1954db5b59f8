'use strict';
// The life of a worker: it starts without code, is specialised once, serves calls by their id, and ends.

const Context = require('./context.js');
const entry = require('./entry.js');
const pieces = require('./pieces.js');
const {
  RAISED, RESPONSE_TOO_LARGE, RESULT_INVALID, LOAD_FAILED, INITIALIZER_FAILED, errorBody, describe, thrownBody,
} = require('./failure.js');
const {
  READY, INIT_FAILED, RESULT, ERROR, LOADED, INIT, CALL, STOP, TAKEN, CANCEL,
  send, sendBytes, finish, leave, exitNow,
} = require('./wire.js');

const MAX_RESPONSE_BYTES = 6291456;
const NOTHING = Buffer.alloc(0);
const NODE_MAJOR = parseInt(process.versions.node, 10);

// User code may replace what it finds in modules and globals; what each call needs is taken before it is loaded.
const parseJson = JSON.parse;
const writeJson = JSON.stringify;

let program = null;
let phase = null; // what is being awaited while specialising
let stopping = false;
const running = new Set();
const streaming = new Set(); // of those that run, whose answer is a stream
const calledOff = new Set(); // of those that run, whose caller went away before there was an answer

function dispatch(kind, callId, header, payload) {
  if (kind === CALL && program) serve(callId, header, payload);
  else if (kind === INIT && !program) specialise(callId, parseJson(header));
  else if (kind === STOP) stop();
  else if (kind === TAKEN) pieces.taken(callId, header);
  else if (kind === CANCEL) callOff(callId);
  else leave();
}

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
  const raised = (error) => {
    if (streaming.has(callId)) return; // it has its answer
    fail(callId, RAISED, thrownBody('function invocation exception, error: ', error));
  };
  const handler = program.handler;
  const answered = program.spec.streams ? (value) => streamed(callId, header, value) : (value) => answer(callId, value);
  let result;
  try {
    result = handler(event, new Context(program.spec, header, program.spec.timeoutSeconds), (error, value) => {
      if (error !== null && error !== undefined) refuse(callId, error);
      else answered(value);
    });
  } catch (error) {
    return raised(error);
  }
  if (result && typeof result.then === 'function') result.then(answered, raised);
  else if (result !== undefined && handler.length < 3) answered(result);
}

// What may be a stream, of a function whose answers may be. A call is answered by the first it gives.
function streamed(callId, header, value) {
  if (!running.has(callId) || streaming.has(callId)) return;
  const failed = (code, body) => fail(callId, code, body);
  let found;
  try {
    found = pieces.of(value);
  } catch (error) {
    return failed(RESULT_INVALID, pieces.noForm(error));
  }
  if (found === null) return answer(callId, value);
  streaming.add(callId);
  if (parseJson(header).stream) {
    pieces.send(callId, found, () => succeed(callId, NOTHING), failed);
    if (calledOff.has(callId)) pieces.cancel(callId);
  } else {
    pieces.collect(found, (whole) => succeed(callId, whole), failed);
  }
}

function callOff(callId) {
  if (!pieces.cancel(callId) && running.has(callId)) calledOff.add(callId);
}

function succeed(callId, bytes) {
  if (!conclude(callId)) return;
  sendBytes(RESULT, callId, bytes);
  if (stopping) stop();
}

// Whether it was not over yet.
function conclude(callId) {
  streaming.delete(callId);
  calledOff.delete(callId);
  return running.delete(callId);
}

function refuse(callId, error) {
  if (streaming.has(callId)) return;
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
  if (!conclude(callId)) return;
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
  finish(() => depart(status));
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

module.exports = dispatch;
