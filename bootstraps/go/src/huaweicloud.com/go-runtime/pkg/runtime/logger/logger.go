// Package logger is apart from package common, so that a handler need not carry all of net/http.
package logger

// RuntimeLogger writes lines that carry the id of the request.
type RuntimeLogger interface {
	Logf(format string, args ...interface{})
}
