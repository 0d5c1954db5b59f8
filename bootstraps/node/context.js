'use strict';
// What a handler is told about its call.

const util = require('util');
const Logger = require('./logger.js');

// User code may replace what it finds in modules and globals; what each call needs is taken before it is loaded.
const parseJson = JSON.parse;
const now = Date.now;

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

module.exports = Context;
