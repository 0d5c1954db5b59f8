"""Errors as the server wants them told: a code, and a body that shows frames of user code only."""

from __future__ import absolute_import

import json
import os
import sys
import traceback

ENTRY_NOT_FOUND, RAISED, RESPONSE_TOO_LARGE, RESULT_INVALID = 4001, 4002, 4004, 4007
LOAD_FAILED, INITIALIZER_FAILED, OUT_OF_MEMORY = 4009, 4201, 4205

MAX_MESSAGE_CHARS = 32 * 1024
MAX_STACK_LINES = 64
MAX_STACK_LINE_CHARS = 1024


class Failure(Exception):
    """An error that is reported by code and body, because the cause is known better than its exception tells."""

    def __init__(self, code, message, kind, stack):
        Exception.__init__(self, message)
        self.code = code
        self.body = error_body(message, kind, stack)


def error_body(message, kind, stack):
    shown = [line[:MAX_STACK_LINE_CHARS] for line in stack[-MAX_STACK_LINES:]]
    body = {"errorMessage": message[:MAX_MESSAGE_CHARS], "errorType": kind[:256], "stackTrace": shown}
    return json.dumps(body).encode("ascii")


OUR_FOLDER = os.path.join(os.path.dirname(error_body.__code__.co_filename), "")


def text_of(error):
    """The message of an exception, whose own __str__ may be broken."""
    if isinstance(error, SystemExit):
        return "the function called sys.exit(%r)" % (error.code,)
    try:
        text = str(error)
        json.dumps(text)
        return text
    except BaseException:
        return "<message cannot be shown>"


def stack_of(info):
    kind, error, trace = info
    frames = [entry for entry in traceback.extract_tb(trace)
              if not entry[0].startswith((OUR_FOLDER, "<frozen importlib"))]
    lines = [line.rstrip("\n") for line in traceback.format_list(frames)]
    if isinstance(error, SyntaxError):
        lines += [line.rstrip("\n") for line in traceback.format_exception_only(kind, error)]
    return lines


def failure_now(code, prefix):
    """The Failure that tells of the exception being handled."""
    info = sys.exc_info()
    if isinstance(info[1], MemoryError):
        return Failure(OUT_OF_MEMORY, "runtime memory limit exceeded", "MemoryError", [])
    return Failure(code, prefix + text_of(info[1]), info[0].__name__, stack_of(info))


def code_header(code):
    return json.dumps({"code": code}).encode("ascii")
