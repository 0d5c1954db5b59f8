const { spawn } = require('child_process');

exports.handler = async (event, context) => {
  if (event.seconds > 0) {
    spawn('sleep', ['300']);
    console.log('going to sleep');
  }
  await new Promise((awake) => setTimeout(awake, event.seconds * 1000));
  return 'awake';
};
