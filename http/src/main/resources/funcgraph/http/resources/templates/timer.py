def handler(event, context):
    """Runs on a timer; user_event is the text that was given with the trigger."""
    context.getLogger().info("timer %s due at %s", event.get("trigger_name"), event.get("time"))
    return {"due": event.get("time"), "task": event.get("user_event", "")}
