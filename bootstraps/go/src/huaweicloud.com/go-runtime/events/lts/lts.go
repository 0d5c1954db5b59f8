// Package lts holds what a log trigger sends.
package lts

import (
	"encoding/base64"
	"fmt"
)

type LTSTriggerEvent struct {
	Lts LTSBody `json:"lts"`
}

type LTSBody struct {
	Data string `json:"data"`
}

// GetRawData decodes the data; it is "" when the data is not base64.
func (b *LTSBody) GetRawData() string {
	raw, err := base64.StdEncoding.DecodeString(b.Data)
	if err != nil {
		return ""
	}
	return string(raw)
}

func (e *LTSTriggerEvent) String() string {
	return fmt.Sprintf("LTSTriggerEvent{lts=%+v}", e.Lts)
}
