// Package dds holds what a document database trigger sends.
package dds

import (
	"encoding/json"
	"fmt"
)

type DDSTriggerEvent struct {
	Records []DDSRecord `json:"records"`
}

type DDSRecord struct {
	EventSource   string  `json:"event_source"`
	EventName     string  `json:"event_name"`
	Region        string  `json:"region"`
	EventVersion  string  `json:"event_version"`
	Dds           DDSBody `json:"dds"`
	EventSourceId string  `json:"event_source_id"`
}

// DDSBody is one change. The document is a JSON text.
type DDSBody struct {
	SizeBytes    string    `json:"size_bytes"`
	Token        string    `json:"token"`
	FullDocument string    `json:"full_document"`
	Ns           DDSNSBody `json:"ns"`
}

// DDSNSBody says where the change was.
type DDSNSBody struct {
	DB   string `json:"db"`
	Coll string `json:"coll"`
}

// UnmarshalJSON takes an object, and a text that holds one, which is what the service sends.
func (b *DDSNSBody) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		data = []byte(text)
	}
	type plain DDSNSBody
	return json.Unmarshal(data, (*plain)(b))
}

func (e *DDSTriggerEvent) String() string {
	return fmt.Sprintf("DDSTriggerEvent{records=%+v}", e.Records)
}
