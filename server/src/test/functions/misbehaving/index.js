exports.handler = (event, context, callback) => {
  switch (event) {
    case 'raise':
      throw new RangeError('lost');
    case 'exit':
      return process.exit(3);
    case 'die':
      return process.kill(process.pid, 'SIGKILL');
    case 'large':
      return callback(null, 'x'.repeat(6291455));
    case 'fits':
      return callback(null, 'x'.repeat(6291454));
    case 'unwritable':
      return callback(null, { amount: 1n });
    case 'flood':
      for (let number = 0; number < 5000; number++) console.log('line', number, '\u00e4\u20ac');
      return callback(null, process.pid);
    case 'nothing':
      return callback(null, undefined);
    case 'refuse':
      return callback(new Error('refused'));
    case 'reject':
      return Promise.reject(new TypeError('rejected'));
    default:
      return callback(null, process.pid);
  }
};
