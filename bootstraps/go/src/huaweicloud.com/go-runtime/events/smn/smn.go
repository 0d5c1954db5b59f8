// Package smn holds what a notification trigger sends.
package smn

import "fmt"

type SMNTriggerEvent struct {
	Record []SMNRecord `json:"record"`
}

type SMNRecord struct {
	EventVersion         string  `json:"event_version"`
	Smn                  SMNBody `json:"smn"`
	EventSubscriptionUrn string  `json:"event_subscription_urn"`
	EventSource          string  `json:"event_source"`
}

type SMNBody struct {
	TopicUrn          string            `json:"topic_urn"`
	TimeStamp         string            `json:"timestamp"`
	MessageAttributes map[string]string `json:"message_attributes"`
	Message           string            `json:"message"`
	Type              string            `json:"type"`
	MessageId         string            `json:"message_id"`
	Subject           string            `json:"subject"`
}

func (e *SMNTriggerEvent) String() string {
	return fmt.Sprintf("SMNTriggerEvent{record=%+v}", e.Record)
}
