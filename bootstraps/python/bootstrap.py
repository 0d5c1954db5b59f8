"""What runs inside a Python worker: it starts without code, is specialised once, and then serves calls.

One by one they run on the main thread, as Python's signals want it; where several may be open, each runs on a thread.
The frames are described in docs/worker-protocol.md. Python 3.6 and later, and 2.7.
"""

from __future__ import print_function

import atexit
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
INIT, CALL, STOP = 16, 17, 18

ENTRY_NOT_FOUND, RAISED, RESPONSE_TOO_LARGE, RESULT_INVALID = 4001, 4002, 4004, 4007
LOAD_FAILED, INITIALIZER_FAILED, OUT_OF_MEMORY = 4009, 4201, 4205

HEAD = struct.Struct(">IBII")
MAX_FRAME_BYTES = 8 * 1024 * 1024
MAX_RESPONSE_BYTES = 6291456
MAX_MESSAGE_CHARS = 32 * 1024
MAX_STACK_LINES = 64
MAX_STACK_LINE_CHARS = 1024
MAX_LOG_LINE_BYTES = 90 * 1024
KEPT_BYTES = 64 * 1024

# User code may replace what it finds in modules; what is needed for each call is taken before it is loaded.
now = time.time
decode_json = json.JSONDecoder().decode
encode_json = json.JSONEncoder(ensure_ascii=PYTHON_2, allow_nan=False).encode
encode_ascii_json = json.JSONEncoder(allow_nan=False).encode
get_pid = os.getpid


class Wire(object):
    """Frames over the private socket. One thread reads; any may write."""

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        fcntl.fcntl(self._socket.fileno(), fcntl.F_SETFD, fcntl.FD_CLOEXEC)
        self._socket.connect(path)
        self._sending = threading.Lock()
        self._hold(bytearray(KEPT_BYTES), 0)
        # User code that forks must not answer from its child: only this process speaks on the socket.
        self._pid = get_pid()

    def _hold(self, data, end):
        self._data, self._view = data, memoryview(data)
        self._start, self._end = 0, end

    def fileno(self):
        return self._socket.fileno()

    def read(self):
        """Gives (kind, call id, header, payload)."""
        if self._end - self._start < HEAD.size:
            self._receive(HEAD.size)
        length, kind, call_id, header_length = HEAD.unpack_from(self._data, self._start)
        total = length + 4
        if length < HEAD.size - 4 or total > MAX_FRAME_BYTES or header_length > total - HEAD.size:
            leave()
        if self._end - self._start < total:
            self._receive(total)
        at = self._start + HEAD.size
        split, end = at + header_length, self._start + total
        header, payload = self._view[at:split].tobytes(), self._view[split:end].tobytes()
        if end < self._end:
            self._start = end
        elif len(self._data) > KEPT_BYTES:
            self._hold(bytearray(KEPT_BYTES), 0)  # what one large event needed is not kept for ever
        else:
            self._start = self._end = 0
        return kind, call_id, header, payload

    def _receive(self, wanted):
        """Waits until there are as many bytes. All that has come is always in place: signal handlers may raise."""
        if len(self._data) - self._start < wanted:
            rest = self._view[self._start:self._end].tobytes()
            data = bytearray(max(wanted, KEPT_BYTES))
            data[:len(rest)] = rest
            self._hold(data, len(rest))
        while self._end - self._start < wanted:
            try:
                count = self._socket.recv_into(self._view[self._end:])
            except (IOError, OSError) as error:
                if getattr(error, "errno", 0) == 4:  # a signal handler of user code interrupted the wait
                    continue
                leave()
            if count == 0:
                leave()
            self._end += count

    def write(self, kind, call_id, header, payload):
        if get_pid() != self._pid:
            os._exit(0)
        head = HEAD.pack(9 + len(header) + len(payload), kind, call_id, len(header)) + header
        try:
            with self._sending:
                if len(payload) <= KEPT_BYTES:
                    self._socket.sendall(head + payload)
                else:
                    self._socket.sendall(head)
                    self._socket.sendall(payload)
        except BaseException:  # a frame cut short by a signal handler that raises is as good as none
            leave()


def leave():
    """The server is gone: so is the reason to live, for this process and for all it started."""
    if os.getpgrp() == get_pid():
        os.killpg(get_pid(), signal.SIGKILL)
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


class Context(object):
    """What the handler is told about its call (runtimes 1.5). Sizes and times are in the units of the real one."""

    def __init__(self, program, call, seconds):
        self._program = program
        self._spec = program.spec
        self._call = call
        self._logger = None
        self._ends = now() + seconds

    def getRequestID(self):
        return self._call.get("requestId", "")

    def getRemainingTimeInMilliSeconds(self):
        return int((self._ends - now()) * 1000)

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
        if self._logger is None:
            self._logger = self._program.logger(self.getRequestID())
        return self._logger

    def _credential(self, name):
        return (self._call.get("credentials") or {}).get(name) or ""

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
        return self._program.state

    def set_state(self, value):
        self._program.state = value

    def get_instance_id(self):
        return self._program.instance_id

    def set_instance_id(self, value):
        self._program.instance_id = value

    def get_invoke_id(self):
        return self.getRequestID()

    def get_trace_id(self):
        return self._call.get("traceId") or self.getRequestID()

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


THIS_FILE = error_body.__code__.co_filename


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
              if entry[0] != THIS_FILE and not entry[0].startswith("<frozen importlib")]
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


class Program(object):
    """The function: its modules, its handler, what its calls share."""

    def __init__(self, spec, output):
        self.spec = spec
        self.state = None
        self.instance_id = spec.get("instanceId", "")
        self.concurrency = spec.get("concurrency", 1)
        self._output = output
        self._handler = None
        self._modules = {}
        self._logger = FunctionLogger(output, logging.INFO, "")

    def logger(self, request_id):
        """All calls share one, as functions expect that keep it, unless several are open at a time."""
        if self.concurrency > 1:
            return FunctionLogger(self._output, self._logger.level, request_id)
        return self._logger

    def start(self, loaded):
        """Loads the code and runs the initializer, before which it calls ``loaded``; raises Failure."""
        spec = self.spec
        set_environment(spec["environment"])
        os.chdir(spec["workDirectory"])
        sys.path[0] = spec["codeDirectory"]
        self._handler = self._entry(spec["handler"])
        if spec.get("initializer"):
            initializer = self._entry(spec["initializer"])
            loaded()
            self._initialize(initializer)

    def _initialize(self, initializer):
        try:
            initializer(Context(self, {}, self.spec["initializerTimeoutSeconds"]))
        except BaseException:
            raise failure_now(INITIALIZER_FAILED, "function initialization exception: ")

    def stop(self):
        """Runs the pre-stop handler, if there is one. What goes wrong is told in the log: nobody waits for it."""
        try:
            if self.spec.get("preStop"):
                entry = self._entry(self.spec["preStop"])
                code = getattr(entry, "__code__", None)
                context = Context(self, {}, self.spec.get("preStopTimeoutSeconds", self.spec["timeoutSeconds"]))
                # The real one takes no argument (runtimes 1.4); that of other languages takes the context.
                entry(*([] if code is not None and code.co_argcount == 0 and not code.co_flags & 0x04 else [context]))
            if hasattr(atexit, "_run_exitfuncs"):
                atexit._run_exitfuncs()
        except BaseException:
            self.complain()

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
        if file_name in self._modules:
            return self._modules[file_name]
        folder = os.path.dirname(file_name)
        if folder not in sys.path:
            sys.path.insert(0, folder)
        name = None
        try:
            name = module_name(self.spec["codeDirectory"], path)
            if name in sys.modules:
                name = "function_" + name  # the user's json.py must not take the place of the real one
            module = self._modules[file_name] = load_module(name, file_name)
            return module
        except BaseException:
            sys.modules.pop(name, None)
            raise failure_now(LOAD_FAILED, "cannot load handler '%s': " % handler)

    def call(self, header, payload):
        """Answers (kind, header, payload)."""
        try:
            call = call_of(header)
            self._logger.request_id = call.get("requestId", "")
            value = self._handled(event_of(payload), Context(self, call, self.spec["timeoutSeconds"]))
            return RESULT, b"", serialised(value)
        except Failure as failure:
            return ERROR, code_header(failure.code), failure.body
        finally:
            self.flush()

    def _handled(self, event, context):
        try:
            return self._handler(event, context)
        except BaseException:
            raise failure_now(RAISED, "function invocation exception, error: ")

    def complain(self):
        """Tells in the log of an exception that no call can be blamed for."""
        try:
            traceback.print_exc(file=self._output)
            self.flush()
        except Exception:
            pass

    def flush(self):
        for stream in (self._output, sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:
                pass
            if stream is sys.stdout is sys.stderr:
                return


def set_environment(environment):
    for name, value in environment.items():
        name = str(name)
        if name == "LD_LIBRARY_PATH" and os.environ.get(name):
            value = os.environ[name] + ":" + value  # the interpreter's own stays in force (runtimes 1.7)
        try:
            os.environ[name] = value.encode("utf-8") if PYTHON_2 else value
        except (ValueError, UnicodeError):
            pass
    if "TZ" in environment:
        time.tzset()
    for folder in reversed(environment.get("PYTHONPATH", "").split(":")):
        if folder:
            sys.path.insert(1, folder)


def module_name(code, path):
    """That of src/index is ``src.index`` where this can be, so that its relative imports work."""
    parts = path.split("/")
    if len(parts) > 1 and all(is_identifier(part) for part in parts):
        package = ".".join(parts[:-1])
        if os.path.isfile(os.path.join(code, *(parts[:-1] + ["__init__.py"]))):
            __import__(package)
            return str(path.replace("/", "."))
        if not PYTHON_2:
            return path.replace("/", ".")
    return str(parts[-1])


def is_identifier(text):
    return bool(text) and not text[0].isdigit() and text.replace("_", "a").isalnum()


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
    return module


def code_header(code):
    return json.dumps({"code": code}).encode("ascii")


class Crew(object):
    """The threads that calls run on, as many as were ever needed at a time; daemons, so that none delays the end."""

    def __init__(self, run):
        self._run = run
        self._changed = threading.Condition()
        self._waiting = []
        self._idle = 0
        self._open = 0

    def take(self, job):
        with self._changed:
            self._waiting.append(job)
            self._open += 1
            if self._idle >= len(self._waiting):
                self._changed.notify()
                return
        thread = threading.Thread(target=self._work, name="call")
        thread.daemon = True
        thread.start()

    def _work(self):
        while True:
            with self._changed:
                self._idle += 1
                while not self._waiting:
                    self._changed.wait()
                self._idle -= 1
                job = self._waiting.pop(0)
            self._run(*job)
            with self._changed:
                self._open -= 1
                if self._open == 0:
                    self._changed.notify_all()

    def wait_until_idle(self):
        with self._changed:
            while self._open > 0:
                self._changed.wait(1)


def specialise(wire, output):
    kind, call_id, header, _ = wire.read()
    if kind == STOP:
        os._exit(0)
    if kind != INIT:
        leave()
    program = Program(json.loads(header.decode("utf-8")), output)
    try:
        program.start(lambda: wire.write(LOADED, call_id, b"", b""))
    except Failure as failure:
        program.flush()
        wire.write(INIT_FAILED, call_id, code_header(failure.code), failure.body)
        wire.read()  # the server ends this process
    program.flush()
    wire.write(READY, call_id, b"", b"")
    return program


def serve(wire, program):
    def answer(call_id, header, payload):
        kind, header, payload = program.call(header, payload)
        wire.write(kind, call_id, header, payload)

    crew = Crew(answer) if program.concurrency > 1 else None
    while True:
        kind, call_id, header, payload = next_frame(wire, program)
        if kind == STOP:
            if crew:
                crew.wait_until_idle()
            program.stop()
            program.flush()
            os._exit(0)
        if kind != CALL:
            leave()
        if crew:
            crew.take((call_id, header, payload))
        else:
            answer(call_id, header, payload)


def next_frame(wire, program):
    """Signal handlers of user code may raise between calls. That is told, and no call is made to pay for it."""
    while True:
        try:
            return wire.read()
        except SystemExit as leaving:
            program.flush()
            os._exit(leaving.code if isinstance(leaving.code, int) else 1)
        except MemoryError:
            leave()
        except BaseException:
            program.complain()


def main():
    wire = Wire(os.environ.pop("FUNCGRAPH_SOCKET"))
    secret = os.environ.pop("FUNCGRAPH_SECRET")
    sys.argv = [""]
    sys.dont_write_bytecode = True
    output = open_output()
    sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = output
    show_what_no_handler_takes(output)
    watch_for_hangup(wire.fileno())
    version = "%d.%d.%d" % sys.version_info[:3]
    wire.write(HELLO, 0, json.dumps({"secret": secret, "version": version}).encode("ascii"), b"")
    serve(wire, specialise(wire, output))


if __name__ == "__main__":
    main()
