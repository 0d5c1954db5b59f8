# An http function: a web server on the port that the platform looks at.
import json
import os
from http.server import BaseHTTPRequestHandler, HTTPServer

from direct import act


class Handler(BaseHTTPRequestHandler):

    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        call = {"request": self.headers["X-CFF-Request-Id"], "name": self.headers["X-CFF-Func-Name"],
                "key": os.environ["key"], "memory": int(self.headers["X-CFF-Memory"]),
                "left": int(self.headers["X-CFF-Timeout"])}
        try:
            status, result = 200, act(event, call)
        except Exception as e:
            status, result = 500, {"errorType": type(e).__name__, "errorMessage": str(e)}
        body = json.dumps(result).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


HTTPServer(("", 8000), Handler).serve_forever()
