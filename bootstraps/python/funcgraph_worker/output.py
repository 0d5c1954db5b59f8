"""Standard output and the loggers that write to it: the server reads them as the log of the call."""

from __future__ import absolute_import

import io
import logging
import os
import time
import traceback

from . import PYTHON_2

MAX_LOG_LINE_BYTES = 90 * 1024


class OutputOfPython2(object):
    """Standard output that takes text of any kind; that of Python 2 refuses whatever is not ASCII."""

    encoding = "UTF-8"
    softspace = 0

    def __init__(self):
        self._file = os.fdopen(os.dup(1), "w", 1)

    def write(self, text):
        self._file.write(text.encode("utf-8") if not isinstance(text, str) else text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def __getattr__(self, name):
        return getattr(self._file, name)

    def fileno(self):
        return 1

    def close(self):
        self.flush()


def open_output():
    """Line-buffered text output that no character can break; its pipe is read by the server as the call's log."""
    if PYTHON_2:
        return OutputOfPython2()
    return io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(1, "w", closefd=False)),
        encoding="utf-8", errors="backslashreplace", line_buffering=True)


def pieces(text):
    """The text in pieces of at most 90 KB of UTF-8, cut between characters."""
    if len(text) * 4 <= MAX_LOG_LINE_BYTES:
        yield text
        return
    data = text.encode("utf-8", "replace" if PYTHON_2 else "backslashreplace") if not isinstance(text, bytes) else text
    at = 0
    while at < len(data):
        end = min(at + MAX_LOG_LINE_BYTES, len(data))
        while end < len(data) and end > at + 1 and ord(data[end:end + 1]) & 0xC0 == 0x80:
            end -= 1
        yield data[at:end].decode("utf-8", "replace")
        at = end


class FunctionLogger(logging.Logger):
    """Writes lines of the shape ``<UTC time> <request id> <LEVEL> <text>``; long ones are split."""

    def __init__(self, output, level, request_id):
        logging.Logger.__init__(self, "function", level)
        self.request_id = request_id
        self._output = output

    def callHandlers(self, record):
        try:
            self._say(record)
        except Exception:
            if logging.raiseExceptions:
                traceback.print_exc(file=self._output)
        if self.handlers:
            logging.Logger.callHandlers(self, record)

    def _say(self, record):
        text = record.getMessage()
        if record.exc_info:
            text += "\n" + "".join(traceback.format_exception(*record.exc_info)).rstrip()
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        start = "%s %s %s " % (stamp, self.request_id, record.levelname)
        for piece in pieces(text):
            self._output.write(start + piece + "\n")


def show_what_no_handler_takes(output):
    """Loggers of user code that were given no handler write to the log. A handler on the root logger would do so, too,
    but then ``logging.basicConfig`` of user code would do nothing."""
    last = logging.StreamHandler(output)
    if not PYTHON_2:
        last.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
        logging.lastResort = last
        return
    with_handlers = logging.Logger.callHandlers

    def call_handlers(self, record):
        logger = self
        while logger:
            if logger.handlers:
                return with_handlers(self, record)
            logger = logger.propagate and logger.parent
        last.handle(record)

    logging.Logger.callHandlers = call_handlers
