// The function of the matrix as a program: the same source as for Go1.8, with the library that serves it.
package main

import (
	"os"

	"huaweicloud.com/go-runtime/go-api/context"
	"huaweicloud.com/go-runtime/pkg/runtime"
)

func handle(payload []byte, ctx context.RuntimeContext) (interface{}, error) {
	return Handler(payload, ctx)
}

func main() {
	// There is no initializer: what the program does before it serves is its own.
	started = append(started, os.Getenv("key"))
	runtime.Register(handle)
}
