import json


def handler(event, context):
    """Adds up the messages that a Kafka trigger brings, by topic; those that are no JSON are counted apart."""
    topics, broken = {}, 0
    for record in event.get("records", []):
        messages = record.get("messages", [])
        topics[record.get("topic_id", "")] = topics.get(record.get("topic_id", ""), 0) + len(messages)
        for message in messages:
            try:
                json.loads(message)
            except ValueError:
                broken += 1
    return {"topics": topics, "not_json": broken}
