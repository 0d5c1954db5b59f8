import html


def handler(event, context):
    """Shows a page to a browser that comes through an APIG trigger."""
    query = event.get("queryStringParameters") or {}
    name = html.escape(query.get("name", "world"))
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "text/html; charset=utf-8"},
        "isBase64Encoded": False,
        "body": "<!DOCTYPE html><title>Hello</title><h1>Hello, " + name + "!</h1>",
    }
