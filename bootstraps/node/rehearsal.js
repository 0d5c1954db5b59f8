'use strict';
// One load and one call of nobody's, before there is code: what the first of a function would otherwise have to compile.

const Context = require('./context.js');
const entry = require('./entry.js');

const SPEC = {
  function: '', package: '', projectId: '', version: '', handler: 'rehearsal.handler', codeDirectory: __dirname,
  timeoutSeconds: 1, memoryMb: 1, cpuMillicores: 1, concurrency: 1, instanceId: '', userData: {}, environment: {},
};

exports.handler = (event) => Promise.resolve(event);

exports.run = () => entry(SPEC, SPEC.handler, () => {}, (handler) => {
  const context = new Context(SPEC, '{"requestId":""}', SPEC.timeoutSeconds);
  handler(JSON.parse('{"a":[1,"b",null]}'), context).then((value) => JSON.stringify(value));
});
