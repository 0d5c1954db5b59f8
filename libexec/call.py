"""call.py ENDPOINT CREDENTIALS: creates a Python function on a server, calls it, and fails unless it answers right."""

import base64
import json
import sys
import urllib.request

endpoint, credentials = sys.argv[1], json.load(open(sys.argv[2]))


def send(method, path, body, token=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["X-Auth-Token"] = token
    request = urllib.request.Request(endpoint + path, json.dumps(body).encode(), headers, method=method)
    # The server is this machine's, whatever proxy the environment names.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=60) as answer:
        return answer.headers, json.load(answer)


user = {
    "name": credentials["user_name"],
    "password": credentials["password"],
    "domain": {"name": credentials["domain_name"]},
}
identity = {"methods": ["password"], "password": {"user": user}}
scope = {"project": {"id": credentials["project_id"]}}
token = send("POST", "/v3/auth/tokens", {"auth": {"identity": identity, "scope": scope}})[0]["X-Subject-Token"]
functions = "/v2/" + credentials["project_id"] + "/fgs/functions"
source = b"import os\ndef handler(event, context):\n    return {'sum': event['a'] + event['b'], 'uid': os.getuid()}\n"
send("POST", functions, {
    "func_name": "packaged",
    "package": "default",
    "runtime": "Python3.9",
    "handler": "index.handler",
    "memory_size": 128,
    "timeout": 10,
    "code_type": "inline",
    "func_code": {"file": base64.b64encode(source).decode()},
}, token)
headers, answer = send("POST", functions + "/packaged/invocations", {"a": 19, "b": 23}, token)
# 1003 is who functions are in a sandbox.
if answer != {"sum": 42, "uid": 1003}:
    sys.exit("call.py: the function answered " + json.dumps(answer))
print("  called:", json.dumps(answer), headers["X-Cff-Invoke-Summary"], file=sys.stderr)
