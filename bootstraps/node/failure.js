'use strict';
// Errors as the server wants them told: a code, and a body that shows frames of user code only.

const util = require('util');

const ENTRY_NOT_FOUND = 4001, RAISED = 4002, RESPONSE_TOO_LARGE = 4004, RESULT_INVALID = 4007;
const LOAD_FAILED = 4009, INITIALIZER_FAILED = 4201;

const MAX_MESSAGE_CHARS = 32 * 1024;
const MAX_STACK_LINES = 64;
const MAX_STACK_LINE_CHARS = 1024;

// User code may replace what it finds in modules and globals; what each call needs is taken before it is loaded.
const writeJson = JSON.stringify;

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

module.exports = {
  ENTRY_NOT_FOUND, RAISED, RESPONSE_TOO_LARGE, RESULT_INVALID, LOAD_FAILED, INITIALIZER_FAILED,
  errorBody, describe, thrownBody,
};
