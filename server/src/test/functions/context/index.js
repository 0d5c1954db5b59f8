const answer = (name, context) => ({
  language: 'node',
  version: process.version.slice(1),
  entry: name,
  pid: process.pid,
  function: context.getFunctionName(),
  package: context.getPackage(),
  project: context.getProjectID(),
  request: context.getRequestID(),
  memory: context.getMemorySize(),
  cpu: context.getCPUNumber(),
  colour: context.getUserData('colour'),
  secret: context.getUserData('secret'),
  environment: {
    colour: process.env.colour,
    handler: process.env.RUNTIME_HANDLER,
    timeout: process.env.RUNTIME_TIMEOUT,
    memory: process.env.RUNTIME_MEMORY,
  },
});

exports.handler = async (event, context) => answer('handler', context);
exports.other = async (event, context) => answer('other', context);
