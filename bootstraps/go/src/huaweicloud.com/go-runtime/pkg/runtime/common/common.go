// Package common holds what the platform and a function say to each other, and the logger both know.
package common

import (
	"net/http"

	"huaweicloud.com/go-runtime/pkg/runtime/logger"
)

// RuntimeLogger writes lines that carry the id of the request.
type RuntimeLogger = logger.RuntimeLogger

// InvokeRequest is one event. What belongs to the call alone is in the header, under X-CFF-... names.
type InvokeRequest struct {
	Payload []byte
	Header  http.Header
}

// InvokeResponse is what a function answered.
type InvokeResponse struct {
	StatusCode int
	Payload    []byte
}

// HealthCheckRequest asks whether the function is there.
type HealthCheckRequest struct{}

// HealthCheckResponse says that it is.
type HealthCheckResponse struct{}
