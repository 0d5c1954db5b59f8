exports.handler = function (event, context, callback) {
  var name = event.name || "world";
  context.getLogger().info("greeting " + name);
  callback(null, { message: (context.getUserData("greeting") || "Hello") + ", " + name + "!" });
};
