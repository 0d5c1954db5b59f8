<?php

namespace Funcgraph\Worker;

const HELLO = 1, READY = 2, INIT_FAILED = 3, RESULT = 4, ERROR = 5, LOADED = 6;
const INIT = 16, CALL = 17, STOP = 18;

const HEAD_BYTES = 13;
const MAX_FRAME_BYTES = 8388608;

/** Frames over the private socket. */
final class Wire
{
    private $socket;
    private $pid;

    public function __construct($path)
    {
        $this->pid = getmypid();
        $this->socket = @stream_socket_client('unix://' . $path, $code, $message, 10);
        if ($this->socket === false) {
            fwrite(STDERR, "cannot reach the server: $message\n");
            exit(1);
        }
        stream_set_timeout($this->socket, -1); // without this a read gives up after 60 s
        stream_set_chunk_size($this->socket, 1048576);
        self::closeOnExec();
    }

    /** PHP opens sockets without this flag and has no call for it, so a child of user code would inherit the socket. */
    private static function closeOnExec()
    {
        if (!class_exists('FFI', false)) {
            return;
        }
        try {
            $kernel = \FFI::cdef('int fcntl(int fd, int command, ...);');
            foreach (scandir('/proc/self/fd') as $fd) {
                if ((int) $fd > 2 && strpos((string) @readlink("/proc/self/fd/$fd"), 'socket:') === 0) {
                    $kernel->fcntl((int) $fd, 2, 1); // F_SETFD, FD_CLOEXEC
                }
            }
        } catch (\Throwable $notAllowed) {
            return;
        }
    }

    /** @return array kind, call id, header (an array), payload */
    public function read()
    {
        $head = unpack('Nlength/Ckind/Nid/Nheader', $this->exactly(HEAD_BYTES));
        $rest = $head['length'] + 4 - HEAD_BYTES;
        if ($rest < 0 || $head['length'] > MAX_FRAME_BYTES || $head['header'] > $rest) {
            $this->leave();
        }
        $header = $this->exactly($head['header']);
        $payload = $this->exactly($rest - $head['header']);
        return [$head['kind'], $head['id'], $header === '' ? [] : json_decode($header, true), $payload];
    }

    private function exactly($count)
    {
        $data = '';
        while (strlen($data) < $count) {
            $piece = @stream_get_contents($this->socket, $count - strlen($data));
            if ($piece === false || ($piece === '' && feof($this->socket))) {
                $this->leave();
            }
            $data = $data === '' ? $piece : $data . $piece;
        }
        return $data;
    }

    public function write($kind, $callId, $header, $payload)
    {
        if (getmypid() !== $this->pid) {
            self::vanish(); // user code that forks must not answer from its child
        }
        $length = HEAD_BYTES - 4 + strlen($header) + strlen($payload);
        $frame = pack('NCNN', $length, $kind, $callId, strlen($header)) . $header . $payload;
        for ($sent = 0; $sent < strlen($frame); $sent += $count) {
            $count = @fwrite($this->socket, $sent === 0 ? $frame : substr($frame, $sent));
            if ($count === false || ($count === 0 && feof($this->socket))) {
                $this->leave();
            }
        }
    }

    /** The server is gone: so is the reason to live, for this process and for all it started. */
    public function leave()
    {
        if (getmypid() === $this->pid && function_exists('posix_kill') && posix_getpgrp() === $this->pid) {
            posix_kill(-$this->pid, 9);
        }
        self::vanish();
    }

    private static function vanish()
    {
        if (function_exists('posix_kill')) {
            posix_kill(getmypid(), 9);
        }
        Worker::$phase = 'over';
        exit(0);
    }
}
