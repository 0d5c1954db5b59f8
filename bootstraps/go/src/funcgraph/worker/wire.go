package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"io"
	"os"
	"sync"
	"syscall"
)

const (
	hello      = 1
	ready      = 2
	initFailed = 3
	result     = 4
	failed     = 5
	loaded     = 6
	initialise = 16
	call       = 17
	stop       = 18

	headBytes     = 13
	maxFrameBytes = 8 * 1024 * 1024
	copiedBytes   = 64 * 1024 // below this a copy is cheaper than a second system call
)

type frame struct {
	kind    byte
	callID  uint32
	header  []byte
	payload []byte
}

// wire is frames over the private socket, read by one goroutine and written by many. It does without package net,
// which would cost each worker memory and start time.
type wire struct {
	socket  *os.File
	input   *bufio.Reader
	writing sync.Mutex
}

func connect(path string) *wire {
	descriptor, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil || syscall.Connect(descriptor, &syscall.SockaddrUnix{Name: path}) != nil ||
		syscall.SetNonblock(descriptor, true) != nil {
		leave()
	}
	socket := os.NewFile(uintptr(descriptor), "server")
	return &wire{socket: socket, input: bufio.NewReaderSize(socket, 64*1024)}
}

func (w *wire) read() frame {
	var head [headBytes]byte
	if _, err := io.ReadFull(w.input, head[:]); err != nil {
		leave()
	}
	length := uint64(binary.BigEndian.Uint32(head[:]))
	headerBytes := uint64(binary.BigEndian.Uint32(head[9:]))
	if length > maxFrameBytes || length < headBytes-4 || headerBytes > length-(headBytes-4) {
		leave()
	}
	body := make([]byte, length-(headBytes-4))
	if _, err := io.ReadFull(w.input, body); err != nil {
		leave()
	}
	return frame{head[4], binary.BigEndian.Uint32(head[5:]), body[:headerBytes], body[headerBytes:]}
}

func (w *wire) write(kind byte, callID uint32, header interface{}, payload []byte) {
	var text []byte
	if header != nil {
		text, _ = json.Marshal(header)
	}
	head := make([]byte, headBytes, headBytes+len(text))
	binary.BigEndian.PutUint32(head, uint32(headBytes-4+len(text)+len(payload)))
	head[4] = kind
	binary.BigEndian.PutUint32(head[5:], callID)
	binary.BigEndian.PutUint32(head[9:], uint32(len(text)))
	head = append(head, text...)
	if len(payload) <= copiedBytes {
		head, payload = append(head, payload...), nil
	}
	w.writing.Lock()
	defer w.writing.Unlock()
	w.send(head)
	w.send(payload)
}

func (w *wire) send(data []byte) {
	if len(data) == 0 {
		return
	}
	if _, err := w.socket.Write(data); err != nil {
		leave()
	}
}

// leave ends this process and all that it started: the server is gone, and so is the reason to live.
func leave() {
	own := os.Getpid()
	if group, err := syscall.Getpgid(0); err == nil && group == own {
		syscall.Kill(-own, syscall.SIGKILL)
	}
	os.Exit(0)
}
