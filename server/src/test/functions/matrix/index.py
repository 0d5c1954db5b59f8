# One function for all columns of the matrix, in Python 2.7 and 3.
import os
import sys
import time

started = []


def initialize(context):
    started.append(context.getUserData("key"))


def handler(event, context):
    wanted = event["do"]
    if wanted == "echo":
        return event["value"]
    if wanted == "context":
        return {"request": context.getRequestID(), "name": context.getFunctionName(), "key": context.getUserData("key"),
                "memory": int(context.getMemorySize()), "left": context.getRemainingTimeInMilliSeconds()}
    if wanted == "environment":
        return {"name": os.environ["RUNTIME_FUNC_NAME"], "key": os.environ["key"], "root": os.environ["RUNTIME_CODE_ROOT"]}
    if wanted == "initialized":
        return started
    if wanted == "log":
        context.getLogger().info("a line of the log")
        return None
    if wanted == "raise":
        raise ValueError("deliberate")
    if wanted == "sleep":
        time.sleep(60)
    if wanted == "eat":
        eaten = []
        while True:
            eaten.append(bytearray(1 << 20))
    if wanted == "exit":
        os._exit(3)
    if wanted == "write":
        written = []
        for path in ["/opt/function/code/x", "/usr/x", "/tmp/x"]:
            try:
                open(path, "w").close()
                written.append(path)
            except (IOError, OSError):
                pass
        return written
