// Package rtcontext is the context that handlers get, for binaries and for plugins.
package rtcontext

import (
	"fmt"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"huaweicloud.com/go-runtime/pkg/runtime/logger"
)

const maxLineBytes = 90 * 1024

// Function is what all calls of an instance share.
type Function struct {
	Name           string
	Package        string
	ProjectID      string
	Version        string
	TimeoutSeconds int
	MemoryMB       int
	CPUMillicores  int
	UserData       map[string]string
}

// Call is the context of one call.
type Call struct {
	Function          *Function
	RequestID         string
	Alias             string
	AccessKey         string
	SecretKey         string
	SecurityAccessKey string
	SecuritySecretKey string
	SecurityToken     string
	Token             string
	WorkflowID        string
	WorkflowRunID     string
	WorkflowStateID   string
	Ends              time.Time
}

func (c *Call) GetRequestID() string         { return c.RequestID }
func (c *Call) GetAccessKey() string         { return c.AccessKey }
func (c *Call) GetSecretKey() string         { return c.SecretKey }
func (c *Call) GetSecurityAccessKey() string { return c.SecurityAccessKey }
func (c *Call) GetSecuritySecretKey() string { return c.SecuritySecretKey }
func (c *Call) GetSecurityToken() string     { return c.SecurityToken }
func (c *Call) GetToken() string             { return c.Token }
func (c *Call) GetUserData(key string) string {
	return c.Function.UserData[key]
}
func (c *Call) GetFunctionName() string      { return c.Function.Name }
func (c *Call) GetRunningTimeInSeconds() int { return c.Function.TimeoutSeconds }
func (c *Call) GetVersion() string           { return c.Function.Version }
func (c *Call) GetMemorySize() int           { return c.Function.MemoryMB }
func (c *Call) GetCPUNumber() int            { return c.Function.CPUMillicores }
func (c *Call) GetProjectID() string         { return c.Function.ProjectID }
func (c *Call) GetPackage() string           { return c.Function.Package }
func (c *Call) GetAlias() string             { return c.Alias }
func (c *Call) GetWorkflowID() string        { return c.WorkflowID }
func (c *Call) GetWorkflowRunID() string     { return c.WorkflowRunID }
func (c *Call) GetWorkflowStateID() string   { return c.WorkflowStateID }

// GetRemainingTimeInMilliSeconds is 0 once the time is over.
func (c *Call) GetRemainingTimeInMilliSeconds() int {
	left := time.Until(c.Ends)
	if left < 0 {
		return 0
	}
	return int(left / time.Millisecond)
}

// GetLogger answers a logger of this call alone: calls may run side by side.
func (c *Call) GetLogger() logger.RuntimeLogger { return lines(c.RequestID) }

type lines string

// Logf writes `<UTC time> <request id> <text>` in one write, so that the lines of several goroutines do not mix.
func (l lines) Logf(format string, args ...interface{}) {
	text := fmt.Sprintf(format, args...)
	start := time.Now().UTC().Format("2006-01-02T15:04:05.000Z") + " " + string(l) + " "
	for {
		part := text
		if len(part) > maxLineBytes {
			cut := maxLineBytes
			for cut > maxLineBytes-utf8.UTFMax && !utf8.RuneStart(text[cut]) {
				cut--
			}
			part = text[:cut]
		}
		text = strings.TrimPrefix(text, part)
		os.Stdout.WriteString(start + part + "\n")
		if text == "" {
			return
		}
	}
}
