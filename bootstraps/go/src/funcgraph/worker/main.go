// Command worker runs a Go plugin as a function: it starts without code, is specialised once, and then serves calls.
//
// The frames are described in docs/worker-protocol.md.
package main

import (
	"encoding/json"
	"os"
	"runtime"
	"time"

	"huaweicloud.com/go-runtime/pkg/runtime/fnhandler"
	"huaweicloud.com/go-runtime/pkg/runtime/rtcontext"
)

const (
	entryNotFound     = 4001
	raised            = 4002
	responseTooLarge  = 4004
	resultInvalid     = 4007
	loadFailed        = 4009
	initializerFailed = 4201

	maxResponseBytes = 6291456
)

// spec is what INIT says.
type spec struct {
	Function                  string            `json:"function"`
	Package                   string            `json:"package"`
	ProjectID                 string            `json:"projectId"`
	Version                   string            `json:"version"`
	Handler                   string            `json:"handler"`
	CodeDirectory             string            `json:"codeDirectory"`
	WorkDirectory             string            `json:"workDirectory"`
	TimeoutSeconds            int               `json:"timeoutSeconds"`
	MemoryMB                  int               `json:"memoryMb"`
	CPUMillicores             int               `json:"cpuMillicores"`
	UserData                  map[string]string `json:"userData"`
	Environment               map[string]string `json:"environment"`
	Initializer               string            `json:"initializer"`
	InitializerTimeoutSeconds int               `json:"initializerTimeoutSeconds"`
	PreStop                   string            `json:"preStop"`
	PreStopTimeoutSeconds     int               `json:"preStopTimeoutSeconds"`
}

// callHeader is what CALL says.
type callHeader struct {
	RequestID       string `json:"requestId"`
	Alias           string `json:"alias"`
	WorkflowID      string `json:"workflowId"`
	WorkflowRunID   string `json:"workflowRunId"`
	WorkflowStateID string `json:"workflowStateId"`
	Credentials     struct {
		AccessKey         string `json:"accessKey"`
		SecretKey         string `json:"secretKey"`
		SecurityAccessKey string `json:"securityAccessKey"`
		SecuritySecretKey string `json:"securitySecretKey"`
		SecurityToken     string `json:"securityToken"`
		Token             string `json:"token"`
	} `json:"credentials"`
}

type codeHeader struct {
	Code int `json:"code"`
}

func main() {
	socket, secret := os.Getenv("FUNCGRAPH_SOCKET"), os.Getenv("FUNCGRAPH_SECRET")
	os.Unsetenv("FUNCGRAPH_SOCKET")
	os.Unsetenv("FUNCGRAPH_SECRET")
	readOwnHash()
	os.Args = os.Args[:1]
	w := connect(socket)
	w.write(hello, 0, map[string]string{"secret": secret, "version": runtime.Version()[len("go"):]}, nil)
	f := specialise(w)
	for {
		next := w.read()
		switch next.kind {
		case call:
			go f.serve(w, next)
		case stop:
			go f.stop()
		default:
			leave()
		}
	}
}

func specialise(w *wire) *function {
	first := w.read()
	var s spec
	if first.kind != initialise || json.Unmarshal(first.header, &s) != nil {
		leave()
	}
	f, code, failure := start(&s, func() { w.write(loaded, first.callID, nil, nil) })
	if failure != nil {
		w.write(initFailed, first.callID, codeHeader{code}, failure.JSON())
		w.read() // the server ends this process
		leave()
	}
	w.write(ready, first.callID, nil, nil)
	return f
}

func (f *function) serve(w *wire, next frame) {
	var header callHeader
	if len(next.header) > 0 && json.Unmarshal(next.header, &header) != nil {
		leave()
	}
	payload, code, failure := f.answer(f.context(header, f.spec.TimeoutSeconds), next.payload)
	if failure != nil {
		w.write(failed, next.callID, codeHeader{code}, failure.JSON())
		return
	}
	w.write(result, next.callID, nil, payload)
}

func (f *function) answer(ctx *rtcontext.Call, event []byte) ([]byte, int, *fnhandler.Failure) {
	value, failure := fnhandler.Run(f.handler, event, ctx)
	if failure != nil {
		ctx.GetLogger().Logf("%s", failure.Message)
		return nil, raised, failure
	}
	payload, err := fnhandler.Bytes(value)
	if err != nil {
		return nil, resultInvalid, &fnhandler.Failure{
			Message: "the result cannot be written as JSON: " + err.Error(), Kind: "FunctionResultInvalid"}
	}
	if len(payload) > maxResponseBytes {
		return nil, responseTooLarge, fnhandler.TooLarge(len(payload), maxResponseBytes)
	}
	return payload, 0, nil
}

func (f *function) context(header callHeader, seconds int) *rtcontext.Call {
	keys := header.Credentials
	return &rtcontext.Call{
		Function:          &f.shared,
		RequestID:         header.RequestID,
		Alias:             header.Alias,
		AccessKey:         keys.AccessKey,
		SecretKey:         keys.SecretKey,
		SecurityAccessKey: keys.SecurityAccessKey,
		SecuritySecretKey: keys.SecuritySecretKey,
		SecurityToken:     keys.SecurityToken,
		Token:             keys.Token,
		WorkflowID:        header.WorkflowID,
		WorkflowRunID:     header.WorkflowRunID,
		WorkflowStateID:   header.WorkflowStateID,
		Ends:              time.Now().Add(time.Duration(seconds) * time.Second),
	}
}
