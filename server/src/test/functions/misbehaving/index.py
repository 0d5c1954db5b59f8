import os
import signal
import sys


def handler(event, context):
    if event == "raise":
        raise KeyError("lost")
    if event == "exit":
        sys.exit(3)
    if event == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if event == "large":
        return "x" * 6291455
    if event == "fits":
        return "x" * 6291454
    if event == "unwritable":
        return {1, 2}
    if event == "flood":
        for number in range(5000):
            print("line", number, "\u00e4\u20ac")
    if event == "nothing":
        return None
    return os.getpid()
