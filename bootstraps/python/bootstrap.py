"""What runs inside a Python worker: it starts without code, is specialised once, and then serves calls one by one.

The frames are described in docs/worker-protocol.md. Python 3.6 and later, and 2.7.
"""

from __future__ import print_function

import fcntl
import io
import json
import logging
import os
import select
import signal
import socket
import struct
import sys
import threading
import time
import traceback

PYTHON_2 = sys.version_info[0] == 2

HELLO, READY, INIT_FAILED, RESULT, ERROR, LOADED = 1, 2, 3, 4, 5, 6
INIT, CALL = 16, 17

ENTRY_NOT_FOUND, RAISED, RESPONSE_TOO_LARGE, RESULT_INVALID = 4001, 4002, 4004, 4007
LOAD_FAILED, INITIALIZER_FAILED, OUT_OF_MEMORY = 4009, 4201, 4205

HEAD = struct.Struct(">IBII")
MAX_FRAME_BYTES = 8 * 1024 * 1024
MAX_RESPONSE_BYTES = 6291456
MAX_MESSAGE_CHARS = 32 * 1024
MAX_STACK_LINES = 64
MAX_STACK_LINE_CHARS = 1024
MAX_LOG_LINE_BYTES = 90 * 1024

# User code that forks must not answer from its child: only this process speaks on the socket.
OWN_PID = os.getpid()


class Wire(object):
    """Frames over the private socket."""

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        fcntl.fcntl(self._socket.fileno(), fcntl.F_SETFD, fcntl.FD_CLOEXEC)
        self._socket.connect(path)
        self._rest = b""

    def fileno(self):
        return self._socket.fileno()

    def read(self):
        data = self._rest
        while len(data) < HEAD.size:
            data += self._receive()
        length, kind, call_id, header_length = HEAD.unpack_from(data)
        total = length + 4
        if length < HEAD.size - 4 or total > MAX_FRAME_BYTES or header_length > total - HEAD.size:
            leave()
        if len(data) < total:
            data = self._fill(data, total)
        self._rest = data[total:]
        split = HEAD.size + header_length
        return kind, call_id, data[HEAD.size:split], data[split:total]

    def _fill(self, start, total):
        whole = bytearray(total)
        whole[:len(start)] = start
        view = memoryview(whole)
        filled = len(start)
        while filled < total:
            count = self._socket.recv_into(view[filled:], total - filled)
            if count == 0:
                leave()
            filled += count
        return bytes(whole)

    def _receive(self):
        while True:
            try:
                chunk = self._socket.recv(65536)
            except (IOError, OSError) as error:
                if getattr(error, "errno", 0) == 4:  # a signal handler of user code interrupted the wait
                    continue
                leave()
            if not chunk:
                leave()
            return chunk

    def write(self, kind, call_id, header, payload):
        if os.getpid() != OWN_PID:
            os._exit(0)
        head = HEAD.pack(9 + len(header) + len(payload), kind, call_id, len(header))
        try:
            self._socket.sendall(head + header + payload)
        except (IOError, OSError):
            leave()


def leave():
    """The server is gone: so is the reason to live, for this process and for all it started."""
    if os.getpid() == OWN_PID and os.getpgrp() == OWN_PID:
        os.killpg(OWN_PID, signal.SIGKILL)
    os._exit(0)


def watch_for_hangup(descriptor):
    """Ends the process when the server goes away while user code holds the main thread."""
    poll = select.poll()
    poll.register(descriptor, 0x2000)  # POLLRDHUP; hang-up and error are always reported

    def wait():
        while True:
            try:
                if poll.poll():
                    leave()
            except (IOError, OSError, select.error):
                pass

    thread = threading.Thread(target=wait, name="hangup")
    thread.daemon = True
    thread.start()


def open_output():
    """Line-buffered text output that no character can break; its pipe is read by the server as the call's log."""
    if PYTHON_2:
        return os.fdopen(os.dup(1), "w", 1)
    return io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(1, "w", closefd=False)),
        encoding="utf-8", errors="backslashreplace", line_buffering=True)


class CallLog(logging.Handler):
    """Lines of the shape ``<UTC time> <request id> <LEVEL> <text>``; long ones are split."""

    def __init__(self):
        logging.Handler.__init__(self)
        self.request_id = ""

    def emit(self, record):
        try:
            text = record.getMessage()
            if record.exc_info:
                text += "\n" + "".join(traceback.format_exception(*record.exc_info)).rstrip()
            stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
            start = "%s %s %s " % (stamp, self.request_id, record.levelname)
            for at in range(0, max(len(text), 1), MAX_LOG_LINE_BYTES):
                sys.stdout.write(start + text[at:at + MAX_LOG_LINE_BYTES] + "\n")
        except Exception:
            self.handleError(record)


class Context(object):
    """What the handler is told about its call (runtimes 1.5). Sizes and times are in the units of the real one."""

    def __init__(self, spec, call, logger, state):
        self._spec = spec
        self._call = call
        self._logger = logger
        self._state = state
        self._ends = time.time() + call.get("timeoutSeconds", spec["timeoutSeconds"])

    def getRequestID(self):
        return self._call.get("requestId", "")

    def getRemainingTimeInMilliSeconds(self):
        return int((self._ends - time.time()) * 1000)

    def getRunningTimeInSeconds(self):
        return self._spec["timeoutSeconds"] * 1000

    def getUserData(self, key):
        return self._spec["userData"].get(key)

    def getFunctionName(self):
        return self._spec["function"]

    def getVersion(self):
        return self._spec["version"]

    def getMemorySize(self):
        return str(self._spec["memoryMb"])

    def getCPUNumber(self):
        return str(self._spec["cpuMillicores"])

    def getProjectID(self):
        return self._spec["projectId"]

    def getPackage(self):
        return self._spec["package"]

    def getAlias(self):
        return self._call.get("alias", "")

    def getLogger(self):
        return self._logger

    def _credential(self, name):
        return self._call.get("credentials", {}).get(name, "")

    def getAccessKey(self):
        return self._credential("accessKey")

    def getSecretKey(self):
        return self._credential("secretKey")

    def getSecurityAccessKey(self):
        return self._credential("securityAccessKey")

    def getSecuritySecretKey(self):
        return self._credential("securitySecretKey")

    def getSecurityToken(self):
        return self._credential("securityToken")

    def getToken(self):
        return self._credential("token")

    def getWorkflowID(self):
        return self._call.get("workflowId", "")

    def getWorkflowRunID(self):
        return self._call.get("workflowRunId", "")

    def getWorkflowStateID(self):
        return self._call.get("workflowStateId", "")

    def get_state(self):
        return self._state.get("value")

    def set_state(self, value):
        self._state["value"] = value

    def get_instance_id(self):
        return self._state.get("instanceId", str(OWN_PID))

    def set_instance_id(self, value):
        self._state["instanceId"] = value

    def get_invoke_id(self):
        return self.getRequestID()

    def get_trace_id(self):
        return self.getRequestID()

    def get_invoke_property(self):
        return self._call.get("invokeProperty", {})


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
    frames = [entry for entry in traceback.extract_tb(trace) if entry[0] != __file__]
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


class Program(object):
    """The function: its modules, its handler, its logger."""

    def __init__(self, spec):
        self.spec = spec
        self._handler = None
        self._state = {}
        self._log = CallLog()
        self._logger = logging.Logger("function", logging.INFO)
        self._logger.addHandler(self._log)

    def start(self, loaded):
        """Loads the code and runs the initializer, before which it calls ``loaded``; raises Failure."""
        spec = self.spec
        for name, value in spec["environment"].items():
            try:
                os.environ[str(name)] = value.encode("utf-8") if PYTHON_2 else value
            except (ValueError, UnicodeError):
                pass
        if "TZ" in spec["environment"]:
            time.tzset()
        os.chdir(spec["workDirectory"])
        sys.path[0] = spec["codeDirectory"]
        self._handler = self._entry(spec["handler"])
        if spec.get("initializer"):
            initializer = self._entry(spec["initializer"])
            loaded()
            self._initialize(initializer)

    def _initialize(self, initializer):
        try:
            initializer(Context(self.spec, {"timeoutSeconds": self.spec["initializerTimeoutSeconds"]},
                                self._logger, self._state))
        except BaseException:
            raise failure_now(INITIALIZER_FAILED, "function initialization exception: ")

    def _entry(self, handler):
        path, _, name = handler.rpartition(".")
        file_name = os.path.join(self.spec["codeDirectory"], path + ".py")
        if not path or not os.path.isfile(file_name):
            raise Failure(ENTRY_NOT_FOUND, "cannot find handler '%s': there is no file %s.py in the code"
                          % (handler, path), "HandlerNotFound", [])
        entry = getattr(self._load(handler, path, file_name), name, None)
        if not callable(entry):
            raise Failure(ENTRY_NOT_FOUND, "cannot find handler '%s': %s.py has no function '%s'"
                          % (handler, path, name), "HandlerNotFound", [])
        return entry

    def _load(self, handler, path, file_name):
        name = os.path.basename(path)
        loaded = sys.modules.get(name)
        if loaded is not None:
            if getattr(loaded, "__funcgraph_file__", None) == file_name:
                return loaded
            name = "function_" + name  # the user's json.py must not take the place of the real one
        folder = os.path.dirname(file_name)
        if folder not in sys.path:
            sys.path.insert(0, folder)
        try:
            return load_module(name, file_name)
        except BaseException:
            sys.modules.pop(name, None)
            raise failure_now(LOAD_FAILED, "cannot load handler '%s': " % handler)

    def call(self, header, payload):
        """Answers (kind, header, payload)."""
        call = json.loads(header.decode("utf-8")) if header else {}
        self._log.request_id = call.get("requestId", "")
        try:
            return RESULT, b"", self._result(call, payload)
        except Failure as failure:
            return ERROR, code_header(failure.code), failure.body
        finally:
            self._flush()

    def _result(self, call, payload):
        event = self._event(payload)
        context = Context(self.spec, call, self._logger, self._state)
        try:
            value = self._handler(event, context)
        except BaseException:
            raise failure_now(RAISED, "function invocation exception, error: ")
        return self._serialised(value)

    @staticmethod
    def _event(payload):
        try:
            return json.loads(payload.decode("utf-8")) if payload else {}
        except (ValueError, RuntimeError) as error:
            raise Failure(RAISED, "the event is not JSON text in UTF-8: %s" % text_of(error),
                          type(error).__name__, [])

    @staticmethod
    def _serialised(value):
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

    def _flush(self):
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:
                pass


def to_json(value):
    if not PYTHON_2:
        try:
            return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8")
        except UnicodeEncodeError:
            pass  # lone surrogates exist in JSON only as escapes
    return json.dumps(value, allow_nan=False).encode("ascii")


def load_module(name, file_name):
    if PYTHON_2:
        import imp
        module = imp.load_source(name, file_name)
    else:
        import importlib.util
        module_spec = importlib.util.spec_from_file_location(name, file_name)
        module = importlib.util.module_from_spec(module_spec)
        sys.modules[name] = module
        module_spec.loader.exec_module(module)
    module.__funcgraph_file__ = file_name
    return module


def code_header(code):
    return json.dumps({"code": code}).encode("ascii")


def specialise(wire):
    kind, call_id, header, _ = wire.read()
    if kind != INIT:
        leave()
    program = Program(json.loads(header.decode("utf-8")))
    try:
        program.start(lambda: wire.write(LOADED, call_id, b"", b""))
    except Failure as failure:
        program._flush()
        wire.write(INIT_FAILED, call_id, code_header(failure.code), failure.body)
        wire.read()  # the server ends this process
    program._flush()
    wire.write(READY, call_id, b"", b"")
    return program


def main():
    wire = Wire(os.environ.pop("FUNCGRAPH_SOCKET"))
    secret = os.environ.pop("FUNCGRAPH_SECRET")
    sys.argv = [""]
    sys.dont_write_bytecode = True
    sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = open_output()
    watch_for_hangup(wire.fileno())
    version = "%d.%d.%d" % sys.version_info[:3]
    wire.write(HELLO, 0, json.dumps({"secret": secret, "version": version}).encode("ascii"), b"")
    program = specialise(wire)
    while True:
        kind, call_id, header, payload = wire.read()
        if kind != CALL:
            leave()
        kind, header, payload = program.call(header, payload)
        wire.write(kind, call_id, header, payload)


if __name__ == "__main__":
    main()
