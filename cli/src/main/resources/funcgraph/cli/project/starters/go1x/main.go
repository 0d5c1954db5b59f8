// Go1.x: a program of its own, which the platform calls by net/rpc. The platform's SDK does this with less to write; this
// needs nothing but Go.
package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/rpc"
	"os"
)

type InvokeRequest struct {
	Payload []byte
	Header  http.Header
}

type InvokeResponse struct {
	StatusCode int
	Payload    []byte
}

// Function is the service that the platform knows.
type Function struct{}

// HealthCheck says that the program is ready.
func (Function) HealthCheck(_ struct{}, _ *struct{}) error { return nil }

// Invoke greets whom the event names.
func (Function) Invoke(request InvokeRequest, response *InvokeResponse) error {
	event := struct {
		Name string `json:"name"`
	}{"world"}
	if err := json.Unmarshal(request.Payload, &event); err != nil {
		return err
	}
	fmt.Println("greeting", event.Name)
	greeting := os.Getenv("greeting")
	if greeting == "" {
		greeting = "Hello"
	}
	payload, err := json.Marshal(map[string]string{"message": greeting + ", " + event.Name + "!"})
	response.StatusCode = http.StatusOK
	response.Payload = payload
	return err
}

func main() {
	if err := rpc.Register(Function{}); err != nil {
		panic(err)
	}
	rpc.HandleHTTP()
	listener, err := net.Listen("tcp", os.Getenv("RUNTIME_API_ADDR"))
	if err != nil {
		panic(err)
	}
	panic(http.Serve(listener, nil))
}
