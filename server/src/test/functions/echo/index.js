exports.handler = async (event, context) => {
  console.log('heard', typeof event);
  return event;
};
