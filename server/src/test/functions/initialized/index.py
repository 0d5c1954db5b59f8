import os
import time

prepared = []


def initializer(context):
    mode = context.getUserData("mode")
    if mode == "raise":
        raise ValueError("not today")
    if mode == "hang":
        time.sleep(300)
    print("preparing")
    prepared.append(mode)


def handler(event, context):
    return {"prepared": prepared, "pid": os.getpid()}
