// Package context is what a handler is told about its call.
package context

import "huaweicloud.com/go-runtime/pkg/runtime/logger"

// RuntimeContext belongs to one call and may be used by several goroutines.
type RuntimeContext interface {
	GetRequestID() string

	// GetRemainingTimeInMilliSeconds never answers less than 0.
	GetRemainingTimeInMilliSeconds() int

	// The keys of the function's agency; empty when it has none.
	GetAccessKey() string
	GetSecretKey() string
	GetSecurityAccessKey() string
	GetSecuritySecretKey() string
	GetSecurityToken() string
	GetToken() string

	// GetUserData answers a variable of the function, "" when there is none of that name.
	GetUserData(key string) string

	GetFunctionName() string

	// GetRunningTimeInSeconds answers the timeout of the function.
	GetRunningTimeInSeconds() int

	GetVersion() string
	GetMemorySize() int
	GetCPUNumber() int
	GetProjectID() string
	GetPackage() string
	GetAlias() string
	GetLogger() logger.RuntimeLogger

	GetWorkflowID() string
	GetWorkflowRunID() string
	GetWorkflowStateID() string
}
