"""The life of a worker: it starts without code, is specialised once, and then serves calls.

One by one they run on the main thread, as Python's signals want it; where several may be open, each runs on a thread.
"""

from __future__ import absolute_import

import json
import os
import sys
import threading

from .failure import Failure, code_header
from .output import open_output, show_what_no_handler_takes
from .program import Program
from .wire import CALL, HELLO, INIT, INIT_FAILED, LOADED, READY, STOP, Wire, leave, watch_for_hangup


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
    output = open_output()
    sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = output
    show_what_no_handler_takes(output)
    watch_for_hangup(wire.fileno())
    version = "%d.%d.%d" % sys.version_info[:3]
    wire.write(HELLO, 0, json.dumps({"secret": secret, "version": version}).encode("ascii"), b"")
    serve(wire, specialise(wire, output))
