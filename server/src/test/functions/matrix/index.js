'use strict';
// One function for all columns of the matrix, for Node.js 6 and later.
const fs = require('fs');
const started = [];

exports.initialize = (context, callback) => {
  started.push(context.getUserData('key'));
  callback(null, '');
};

exports.handler = (event, context, callback) => {
  switch (event.do) {
    case 'echo':
      return callback(null, event.value);
    case 'context':
      return callback(null, {
        request: context.getRequestID(), name: context.getFunctionName(), key: context.getUserData('key'),
        memory: Number(context.getMemorySize()), left: context.getRemainingTimeInMilliSeconds() });
    case 'environment':
      return callback(null, { name: process.env.RUNTIME_FUNC_NAME, key: process.env.key, root: process.env.RUNTIME_CODE_ROOT });
    case 'initialized':
      return callback(null, started);
    case 'log':
      context.getLogger().info('a line of the log');
      return callback(null, null);
    case 'raise':
      throw new RangeError('deliberate');
    case 'sleep':
      return setTimeout(() => callback(null, 'late'), 60000);
    case 'eat': {
      const eaten = [];
      for (;;) eaten.push(Buffer.alloc(1 << 20, 1));
    }
    case 'exit':
      return process.reallyExit(3);
    case 'write':
      return callback(null, ['/opt/function/code/x', '/usr/x', '/tmp/x'].filter((path) => {
        try {
          fs.writeFileSync(path, '');
          return true;
        } catch (refused) {
          return false;
        }
      }));
  }
};
