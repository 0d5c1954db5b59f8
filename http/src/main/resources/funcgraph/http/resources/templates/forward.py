import json
import urllib.request


def handler(event, context):
    """Sends each event on to the address in the variable TARGET, and gives back its status."""
    target = context.getUserData("TARGET")
    if not target:
        return {"error": "set the variable TARGET to a URL"}
    request = urllib.request.Request(
        target, data=json.dumps(event).encode("utf-8"), headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=2) as response:
        return {"status": response.status}
