"""The function of a worker: loading it, calling it, stopping it."""

from __future__ import absolute_import

import atexit
import logging
import os
import sys
import time
import traceback

from . import PYTHON_2
from .context import Context
from .failure import (
    ENTRY_NOT_FOUND, INITIALIZER_FAILED, LOAD_FAILED, RAISED, Failure, code_header, failure_now)
from .output import FunctionLogger
from .values import call_of, event_of, serialised
from .wire import ERROR, RESULT


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
