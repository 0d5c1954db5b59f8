// Package fnhandler runs a handler and says what came of it, the same way for binaries and for plugins.
package fnhandler

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"strings"

	"huaweicloud.com/go-runtime/go-api/context"
)

const (
	// StatusError, StatusTooLarge and StatusPanic are the statuses of failures.
	StatusError    = 500
	StatusTooLarge = 507
	StatusPanic    = 555

	maxStackFrames  = 32
	maxMessageBytes = 32 * 1024
	ownPackage      = "huaweicloud.com/go-runtime/pkg/runtime/fnhandler."
)

// HandlerFunc is what a function looks like.
type HandlerFunc func(payload []byte, ctx context.RuntimeContext) (interface{}, error)

// IRequestHandler is a function in another shape.
type IRequestHandler interface {
	Handle(payload []byte, ctx context.RuntimeContext) (interface{}, error)
}

// Handle makes a HandlerFunc an IRequestHandler.
func (f HandlerFunc) Handle(payload []byte, ctx context.RuntimeContext) (interface{}, error) {
	return f(payload, ctx)
}

var (
	payloadType = reflect.TypeOf([]byte(nil))
	contextType = reflect.TypeOf((*context.RuntimeContext)(nil)).Elem()
	errorType   = reflect.TypeOf((*error)(nil)).Elem()
)

// Adapt takes any value that can be called as a handler, also one with a first result that is not interface{}.
func Adapt(handler interface{}) (HandlerFunc, error) {
	switch known := handler.(type) {
	case nil:
		return nil, errors.New("handler is nil")
	case HandlerFunc:
		return known, nil
	case func([]byte, context.RuntimeContext) (interface{}, error):
		return known, nil
	case *func([]byte, context.RuntimeContext) (interface{}, error):
		return *known, nil
	}
	value := reflect.ValueOf(handler)
	if value.Kind() == reflect.Ptr {
		value = value.Elem()
	}
	if !value.IsValid() || value.Kind() != reflect.Func || value.IsNil() {
		return nil, fmt.Errorf("handler kind %s is not %s", reflect.TypeOf(handler).Kind(), reflect.Func)
	}
	kind := value.Type()
	if kind.IsVariadic() || kind.NumIn() != 2 || kind.NumOut() != 2 || !payloadType.AssignableTo(kind.In(0)) ||
		!contextType.AssignableTo(kind.In(1)) || !kind.Out(1).Implements(errorType) {
		return nil, fmt.Errorf("handler is %s, not func([]byte, context.RuntimeContext) (interface{}, error)", kind)
	}
	return func(payload []byte, ctx context.RuntimeContext) (interface{}, error) {
		results := value.Call([]reflect.Value{reflect.ValueOf(payload), reflect.ValueOf(&ctx).Elem()})
		err, _ := results[1].Interface().(error)
		return results[0].Interface(), err
	}, nil
}

// Failure is the error that a caller gets to see.
type Failure struct {
	Status  int
	Message string
	Kind    string
	Stack   []string
}

// Error is the failure as a JSON text, which is how it travels as the error of a remote call.
func (f *Failure) Error() string {
	text, err := json.MarshalIndent(f.body(), "", "    ")
	if err != nil {
		return ""
	}
	return string(text)
}

// JSON is the failure with all its fields, on one line.
func (f *Failure) JSON() []byte {
	body := f.body()
	if body.StackTrace == nil {
		body.StackTrace = []string{}
	}
	text, _ := json.Marshal(map[string]interface{}{
		"errorMessage": body.ErrorMessage, "errorType": body.ErrorType, "stackTrace": body.StackTrace})
	return text
}

// InvokeErrorMessage is a failure in JSON.
type InvokeErrorMessage struct {
	ErrorMessage string   `json:"errorMessage"`
	ErrorType    string   `json:"errorType,omitempty"`
	StackTrace   []string `json:"stackTrace,omitempty"`
}

func (f *Failure) body() InvokeErrorMessage {
	message := f.Message
	if len(message) > maxMessageBytes {
		message = strings.ToValidUTF8(message[:maxMessageBytes], "")
	}
	return InvokeErrorMessage{ErrorMessage: message, ErrorType: f.Kind, StackTrace: f.Stack}
}

// Run calls a handler. A panic in it ends the call, not the process.
func Run(handler HandlerFunc, payload []byte, ctx context.RuntimeContext) (result interface{}, failure *Failure) {
	defer func() {
		if problem := recover(); problem != nil {
			result = nil
			failure = Panicked(problem)
		}
	}()
	result, err := handler(payload, ctx)
	if err != nil {
		return nil, &Failure{
			Status: StatusError, Message: withoutRoots(err.Error()), Kind: "FunctionReturnError"}
	}
	return result, nil
}

// Panicked describes a panic; to be called by the deferred function that recovered it.
func Panicked(problem interface{}) *Failure {
	return &Failure{Status: StatusPanic, Message: textOf(problem), Kind: "panic", Stack: stack()}
}

// textOf survives values whose own methods panic.
func textOf(problem interface{}) (text string) {
	defer func() {
		if recover() != nil {
			text = "<message cannot be shown>"
		}
	}()
	return fmt.Sprintf("%+v", problem)
}

// stack is the frames of user code, innermost first: a line with the function and one with its place for each.
func stack() []string {
	counters := make([]uintptr, 256)
	frames := runtime.CallersFrames(counters[:runtime.Callers(2, counters)])
	lines := make([]string, 0, 2*maxStackFrames)
	for more := true; more && len(lines) < 2*maxStackFrames; {
		var frame runtime.Frame
		frame, more = frames.Next()
		name := frame.Function
		if strings.HasPrefix(name, ownPackage+"Run") && len(lines) > 0 {
			break
		}
		if name == "" || strings.HasPrefix(name, "runtime.") || strings.HasPrefix(name, "reflect.") ||
			strings.HasPrefix(name, ownPackage) || strings.HasSuffix(frame.File, ".s") {
			continue
		}
		lines = append(lines, shortName(name)+"()", fmt.Sprintf("    %s:%d", withoutRoots(frame.File), frame.Line))
	}
	return lines
}

// shortName drops the package: the folders of a build mean nothing to the reader.
func shortName(name string) string {
	name = name[strings.LastIndex(name, "/")+1:]
	return name[strings.Index(name, ".")+1:]
}

// withoutRoots hides where this machine keeps code.
func withoutRoots(text string) string {
	for _, variable := range []string{"RUNTIME_CODE_ROOT", "RUNTIME_ROOT"} {
		if root := os.Getenv(variable); len(root) > 1 {
			text = strings.Replace(text, root, "", -1)
		}
	}
	return strings.TrimPrefix(text, "function/")
}

// Bytes writes a result: bytes and strings as they are, nil as nothing, all else as JSON.
func Bytes(result interface{}) ([]byte, error) {
	switch known := result.(type) {
	case nil:
		return []byte{}, nil
	case string:
		return []byte(known), nil
	case []byte:
		return known, nil
	}
	return marshal(result)
}

// marshal survives types whose own methods panic.
func marshal(result interface{}) (text []byte, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = errors.New(textOf(problem))
		}
	}()
	return json.Marshal(result)
}

// TooLarge is the failure for a result beyond the limit.
func TooLarge(size, limit int) *Failure {
	return &Failure{
		Status:  StatusTooLarge,
		Message: fmt.Sprintf("Response body size '%d' larger than max value '%d'.", size, limit),
		Kind:    "FunctionResponseTooLarge",
	}
}
