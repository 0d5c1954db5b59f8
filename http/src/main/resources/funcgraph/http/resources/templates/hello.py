import json


def handler(event, context):
    context.getLogger().info("called with %s", json.dumps(event))
    return {"message": "Hello, " + event.get("name", "world") + "!"}
