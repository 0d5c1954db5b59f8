const answer = (entry, context) => ({
  entry,
  n: context.getUserData('n'),
  environment: process.env.n,
  memory: context.getMemorySize(),
});

exports.even = async (event, context) => answer('even', context);
exports.odd = async (event, context) => answer('odd', context);
