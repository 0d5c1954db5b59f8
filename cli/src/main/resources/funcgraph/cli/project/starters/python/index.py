def handler(event, context):
    name = event.get("name", "world")
    context.getLogger().info("greeting %s" % name)
    return {"message": "%s, %s!" % (context.getUserData("greeting") or "Hello", name)}
