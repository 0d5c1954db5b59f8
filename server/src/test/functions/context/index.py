import os
import sys


def answer(name, context):
    return {
        "language": "python",
        "version": "%d.%d" % sys.version_info[:2],
        "entry": name,
        "pid": os.getpid(),
        "function": context.getFunctionName(),
        "package": context.getPackage(),
        "project": context.getProjectID(),
        "request": context.getRequestID(),
        "memory": context.getMemorySize(),
        "cpu": context.getCPUNumber(),
        "colour": context.getUserData("colour"),
        "secret": context.getUserData("secret"),
        "environment": {
            "colour": os.environ.get("colour"),
            "handler": os.environ.get("RUNTIME_HANDLER"),
            "timeout": os.environ.get("RUNTIME_TIMEOUT"),
            "memory": os.environ.get("RUNTIME_MEMORY"),
        },
    }


def handler(event, context):
    return answer("handler", context)


def other(event, context):
    return answer("other", context)
