"""The frames of docs/worker-protocol.md, over the private socket; and the end, when the server is gone."""

from __future__ import absolute_import

import _socket  # not socket, which loads more than it needs here: 3 ms of each start
import fcntl
import os
import select
import signal
import struct
import threading

HELLO, READY, INIT_FAILED, RESULT, ERROR, LOADED = 1, 2, 3, 4, 5, 6
INIT, CALL, STOP = 16, 17, 18

HEAD = struct.Struct(">IBII")
MAX_FRAME_BYTES = 8 * 1024 * 1024
KEPT_BYTES = 64 * 1024

# User code may replace what it finds in modules; what is needed for each call is taken before it is loaded.
get_pid = os.getpid


class Wire(object):
    """Frames over the private socket. One thread reads; any may write."""

    def __init__(self, path):
        self._socket = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
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
