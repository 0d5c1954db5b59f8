// Package dis holds what a data stream trigger sends.
package dis

import (
	"encoding/base64"
	"fmt"
)

// DISTriggerEvent has its names with capitals in JSON, too.
type DISTriggerEvent struct {
	ShardID    string
	Message    DISMessage
	Tag        string
	StreamName string
}

type DISMessage struct {
	NextPartitionCursor string      `json:"next_partition_cursor"`
	Records             []DISRecord `json:"records"`
	MillisBehindLatest  interface{} `json:"millis_behind_latest"`
}

type DISRecord struct {
	PartitionKey   string `json:"partition_key"`
	Data           string `json:"data"`
	SequenceNumber string `json:"sequence_number"`
}

// GetRawData decodes the data; it is "" when the data is not base64.
func (r *DISRecord) GetRawData() string {
	raw, err := base64.StdEncoding.DecodeString(r.Data)
	if err != nil {
		return ""
	}
	return string(raw)
}

func (e *DISTriggerEvent) String() string {
	return fmt.Sprintf("DISTriggerEvent{ShardID=%v, Message=%+v, Tag=%v, StreamName=%v}",
		e.ShardID, e.Message, e.Tag, e.StreamName)
}
