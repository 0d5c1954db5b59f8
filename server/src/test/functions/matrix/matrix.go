// One function for all columns of the matrix, as source for Go1.8.
package main

import (
	"encoding/json"
	"errors"
	"os"
	"time"

	"huaweicloud.com/go-runtime/go-api/context"
)

var started = []string{}

// Initialize runs once in each worker.
func Initialize(ctx context.RuntimeContext) error {
	started = append(started, ctx.GetUserData("key"))
	return nil
}

// Handler does what its event names.
func Handler(payload []byte, ctx context.RuntimeContext) (interface{}, error) {
	var event struct {
		Do    string      `json:"do"`
		Value interface{} `json:"value"`
	}
	if err := json.Unmarshal(payload, &event); err != nil {
		return nil, err
	}
	switch event.Do {
	case "echo":
		return map[string]interface{}{"value": event.Value}["value"], nil
	case "context":
		return map[string]interface{}{
			"request": ctx.GetRequestID(), "name": ctx.GetFunctionName(), "key": ctx.GetUserData("key"),
			"memory": ctx.GetMemorySize(), "left": ctx.GetRemainingTimeInMilliSeconds()}, nil
	case "environment":
		return map[string]string{
			"name": os.Getenv("RUNTIME_FUNC_NAME"), "key": os.Getenv("key"), "root": os.Getenv("RUNTIME_CODE_ROOT")}, nil
	case "initialized":
		return started, nil
	case "log":
		ctx.GetLogger().Logf("a line of the %s", "log")
		return nil, nil
	case "raise":
		return nil, errors.New("deliberate")
	case "sleep":
		time.Sleep(time.Minute)
	case "eat":
		var eaten [][]byte
		for {
			piece := make([]byte, 1<<20)
			for at := 0; at < len(piece); at += 4096 {
				piece[at] = 1
			}
			eaten = append(eaten, piece)
		}
	case "exit":
		os.Exit(3)
	}
	written := []string{}
	for _, path := range []string{"/opt/function/code/x", "/usr/x", "/tmp/x"} {
		if file, err := os.Create(path); err == nil {
			file.Close()
			written = append(written, path)
		}
	}
	return written, nil
}
