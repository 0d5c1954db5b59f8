import json
import os
import urllib.request

API = "http://%s/v1/runtime/invocation/" % os.environ["RUNTIME_API_ADDR"]


def handle(event):
    name = event.get("name", "world")
    print("greeting " + name, flush=True)
    return {"message": "%s, %s!" % (os.environ.get("greeting", "Hello"), name)}


def post(what, request_id, body):
    urllib.request.urlopen(API + what + "/" + request_id, json.dumps(body).encode()).read()


while True:
    with urllib.request.urlopen(API + "request") as asked:
        request_id = asked.headers["X-Cff-Request-Id"]
        event = json.load(asked)
    try:
        post("response", request_id, handle(event))
    except Exception as failure:
        post("error", request_id, {"errorType": type(failure).__name__, "errorMessage": str(failure)})
