const prepared = [];

exports.initializer = (context, callback) => {
  const mode = context.getUserData('mode');
  if (mode === 'raise') throw new Error('not today');
  if (mode === 'hang') return;
  console.log('preparing');
  prepared.push(mode);
  callback(null, '');
};

exports.handler = async (event, context) => ({ prepared, pid: process.pid });
