"""What a call brings and what it answers, from and to JSON."""

from __future__ import absolute_import

import json

from . import PYTHON_2
from .failure import RAISED, RESPONSE_TOO_LARGE, RESULT_INVALID, Failure, failure_now, text_of

MAX_RESPONSE_BYTES = 6291456

# User code may replace what it finds in modules; what is needed for each call is taken before it is loaded.
decode_json = json.JSONDecoder().decode
encode_json = json.JSONEncoder(ensure_ascii=PYTHON_2, allow_nan=False).encode
encode_ascii_json = json.JSONEncoder(allow_nan=False).encode


def call_of(header):
    """What a CALL says. Nearly all say their request id and no more."""
    if header.startswith(b'{"requestId":"') and header.endswith(b'"}') and header.count(b'"') == 4 \
            and b"\\" not in header:
        return {"requestId": header[14:-2].decode("utf-8")}
    return decode_json(header.decode("utf-8")) if header else {}


def event_of(payload):
    try:
        return decode_json(payload.decode("utf-8")) if payload else {}
    except (ValueError, RuntimeError) as error:
        raise Failure(RAISED, "the event is not JSON text in UTF-8: %s" % text_of(error), type(error).__name__, [])


def serialised(value):
    if value is None:
        return b""
    try:
        body = to_json(value)
    except MemoryError:
        raise failure_now(RESULT_INVALID, "")
    except BaseException as error:
        raise Failure(RESULT_INVALID, "the result cannot be written as JSON: %s" % text_of(error),
                      type(error).__name__, [])
    if len(body) > MAX_RESPONSE_BYTES:
        raise Failure(RESPONSE_TOO_LARGE, "response body size %d exceeds the limit of %d"
                      % (len(body), MAX_RESPONSE_BYTES), "ResponseTooLarge", [])
    return body


def to_json(value):
    if not PYTHON_2:
        try:
            return encode_json(value).encode("utf-8")
        except UnicodeEncodeError:
            pass  # lone surrogates exist in JSON only as escapes
    return encode_ascii_json(value).encode("ascii")
