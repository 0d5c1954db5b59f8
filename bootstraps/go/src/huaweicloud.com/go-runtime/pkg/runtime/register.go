// Package runtime serves a handler in a binary of its own: the platform starts it and calls it over net/rpc.
package runtime

import (
	"encoding/json"
	"log"
	"net/http"
	"net/rpc"
	"os"
	"strconv"
	"strings"
	"time"

	"huaweicloud.com/go-runtime/go-api/context"
	"huaweicloud.com/go-runtime/pkg/runtime/common"
	"huaweicloud.com/go-runtime/pkg/runtime/fnhandler"
	"huaweicloud.com/go-runtime/pkg/runtime/rtcontext"
)

const asyncCall = "async"

// Register serves handler, a func(payload []byte, ctx context.RuntimeContext) (interface{}, error), and does not
// return. A value that is no such function answers every call with the reason.
func Register(handler interface{}) {
	adapted, err := fnhandler.Adapt(handler)
	if err != nil {
		adapted = func([]byte, context.RuntimeContext) (interface{}, error) { return nil, err }
	}
	RegisterHandler(adapted)
}

// RegisterHandler serves handler and does not return.
func RegisterHandler(handler fnhandler.IRequestHandler) {
	server := &Function{
		handler: handler.Handle, shared: shared(), maxResponseBytes: number("RUNTIME_MAX_RESP_BODY_SIZE", 0)}
	if err := rpc.Register(server); err != nil {
		log.Fatal("failed to register handler function: ", err)
	}
	rpc.HandleHTTP()
	log.Fatal(http.ListenAndServe(os.Getenv("RUNTIME_API_ADDR"), nil))
}

// Function is the service that the platform calls.
type Function struct {
	handler          fnhandler.HandlerFunc
	shared           *rtcontext.Function
	maxResponseBytes int
}

// Invoke runs the handler once. Its error is a JSON text.
func (f *Function) Invoke(request *common.InvokeRequest, response *common.InvokeResponse) error {
	call := f.call(request.Header)
	result, failure := fnhandler.Run(f.handler, request.Payload, call)
	if failure != nil {
		call.GetLogger().Logf("%s", failure.Message)
		return failure
	}
	response.StatusCode = http.StatusOK
	response.Payload = []byte{}
	if request.Header.Get("X-CFF-Invoke-Type") == asyncCall {
		return nil
	}
	payload, err := fnhandler.Bytes(result)
	if err != nil {
		log.Println("marshal invoke result failed:", err)
		return nil
	}
	if f.maxResponseBytes > 0 && len(payload) > f.maxResponseBytes {
		return fnhandler.TooLarge(len(payload), f.maxResponseBytes)
	}
	response.Payload = payload
	return nil
}

// HealthCheck answers when the function is there.
func (f *Function) HealthCheck(*common.HealthCheckRequest, *common.HealthCheckResponse) error {
	return nil
}

func (f *Function) call(header http.Header) *rtcontext.Call {
	alias := os.Getenv("RUNTIME_ALIAS")
	if tag := header.Get("X-Cff-Origin-Version-Tag"); strings.HasPrefix(tag, "!") {
		alias = tag[1:]
	}
	return &rtcontext.Call{
		Function:          f.shared,
		RequestID:         header.Get("X-CFF-Request-Id"),
		Alias:             alias,
		AccessKey:         header.Get("X-CFF-Access-Key"),
		SecretKey:         header.Get("X-CFF-Secret-Key"),
		SecurityAccessKey: header.Get("X-CFF-Security-Access-Key"),
		SecuritySecretKey: header.Get("X-CFF-Security-Secret-Key"),
		SecurityToken:     header.Get("X-CFF-Security-Token"),
		Token:             header.Get("X-CFF-Auth-Token"),
		WorkflowID:        header.Get("X-Cff-Workflow-Id"),
		WorkflowRunID:     header.Get("X-Cff-Workflow-Run-Id"),
		WorkflowStateID:   header.Get("X-Cff-Workflow-State-Id"),
		Ends:              time.Now().Add(time.Duration(f.shared.TimeoutSeconds) * time.Second),
	}
}

// shared reads the environment once: user code may change it later.
func shared() *rtcontext.Function {
	userData := map[string]string{}
	if text := os.Getenv("RUNTIME_USERDATA"); text != "" {
		if err := json.Unmarshal([]byte(text), &userData); err != nil {
			log.Println("RUNTIME_USERDATA is not a JSON object of strings:", err)
		}
	}
	return &rtcontext.Function{
		Name:           os.Getenv("RUNTIME_FUNC_NAME"),
		Package:        os.Getenv("RUNTIME_PACKAGE"),
		ProjectID:      os.Getenv("RUNTIME_PROJECT_ID"),
		Version:        os.Getenv("RUNTIME_FUNC_VERSION"),
		TimeoutSeconds: number("RUNTIME_TIMEOUT", 3),
		MemoryMB:       number("RUNTIME_MEMORY", 0),
		CPUMillicores:  number("RUNTIME_CPU", 0),
		UserData:       userData,
	}
}

func number(variable string, otherwise int) int {
	value, err := strconv.Atoi(os.Getenv(variable))
	if err != nil {
		return otherwise
	}
	return value
}
