import base64
import json


def handler(event, context):
    """Answers HTTP requests that come through an APIG trigger: GET lists, POST echoes."""
    method = event.get("httpMethod", "GET")
    if method == "GET":
        return answer(200, {"path": event.get("path", "/"), "query": event.get("queryStringParameters") or {}})
    if method == "POST":
        return answer(201, body(event))
    return answer(405, {"error": "allowed: GET, POST"})


def body(event):
    text = event.get("body") or "{}"
    if event.get("isBase64Encoded"):
        text = base64.b64decode(text).decode("utf-8")
    return json.loads(text)


def answer(status, value):
    return {
        "statusCode": status,
        "headers": {"Content-Type": "application/json"},
        "isBase64Encoded": False,
        "body": json.dumps(value),
    }
