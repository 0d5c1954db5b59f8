// Package cts holds what a cloud trace trigger sends.
package cts

import "fmt"

type CTSTriggerEvent struct {
	Cts CTS `json:"cts"`
}

type CTS struct {
	Time         int64       `json:"time"`
	User         User        `json:"user"`
	Request      interface{} `json:"request"`
	Response     interface{} `json:"response"`
	Code         interface{} `json:"code"`
	ServiceType  string      `json:"service_type"`
	ResourceType string      `json:"resource_type"`
	ResourceName string      `json:"resource_name"`
	ResourceId   string      `json:"resource_id"`
	TraceName    string      `json:"trace_name"`
	TraceType    string      `json:"trace_type"`
	RecordTime   int64       `json:"record_time"`
	TraceId      string      `json:"trace_id"`
	TraceStatus  string      `json:"trace_status"`
}

type User struct {
	Name   string `json:"name"`
	Id     string `json:"id"`
	Domain Domain `json:"domain"`
}

type Domain struct {
	Name string `json:"name"`
	Id   string `json:"id"`
}

func (e *CTSTriggerEvent) String() string {
	return fmt.Sprintf("CTSTriggerEvent{cts=%+v}", e.Cts)
}
