def handler(event, context):
    print("heard", sorted(event) if isinstance(event, dict) else type(event).__name__)
    return event
