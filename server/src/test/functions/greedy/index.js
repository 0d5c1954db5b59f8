exports.handler = async (event, context) => {
  const hoard = [];
  for (let taken = 0; taken < event.megabytes; taken += 16) hoard.push(Buffer.alloc(16 << 20, 1));
  await new Promise((awake) => setTimeout(awake, event.seconds * 1000));
  return hoard.length;
};
