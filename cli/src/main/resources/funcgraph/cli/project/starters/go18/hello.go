// Go1.8: the server compiles this when it is deployed.
package main

import (
	"encoding/json"

	"huaweicloud.com/go-runtime/go-api/context"
)

// Handler greets whom the event names.
func Handler(payload []byte, ctx context.RuntimeContext) (interface{}, error) {
	event := struct {
		Name string `json:"name"`
	}{"world"}
	if err := json.Unmarshal(payload, &event); err != nil {
		return nil, err
	}
	ctx.GetLogger().Logf("greeting %s", event.Name)
	greeting := ctx.GetUserData("greeting")
	if greeting == "" {
		greeting = "Hello"
	}
	return map[string]string{"message": greeting + ", " + event.Name + "!"}, nil
}
