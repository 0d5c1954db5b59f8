exports.handler = async (event, context) => {
    context.getLogger().info("called with " + JSON.stringify(event));
    return { message: "Hello, " + (event.name || "world") + "!" };
};
