// Package events is the older place of all events.
package events

import (
	"huaweicloud.com/go-runtime/events/apig"
	"huaweicloud.com/go-runtime/events/cts"
	"huaweicloud.com/go-runtime/events/dds"
	"huaweicloud.com/go-runtime/events/dis"
	"huaweicloud.com/go-runtime/events/kafka"
	"huaweicloud.com/go-runtime/events/lts"
	"huaweicloud.com/go-runtime/events/smn"
	"huaweicloud.com/go-runtime/events/timer"
)

type (
	APIGTriggerEvent    = apig.APIGTriggerEvent
	APIGRequestContext  = apig.APIGRequestContext
	APIGTriggerResponse = apig.APIGTriggerResponse
	CTSTriggerEvent     = cts.CTSTriggerEvent
	CTS                 = cts.CTS
	DDSTriggerEvent     = dds.DDSTriggerEvent
	DDSRecord           = dds.DDSRecord
	DDSBody             = dds.DDSBody
	DDSNSBody           = dds.DDSNSBody
	DISTriggerEvent     = dis.DISTriggerEvent
	DISMessage          = dis.DISMessage
	DISRecord           = dis.DISRecord
	KAFKATriggerEvent   = kafka.KAFKATriggerEvent
	KAFKARecord         = kafka.KAFKARecord
	LTSTriggerEvent     = lts.LTSTriggerEvent
	LTSBody             = lts.LTSBody
	SMNTriggerEvent     = smn.SMNTriggerEvent
	SMNRecord           = smn.SMNRecord
	SMNBody             = smn.SMNBody
	TimerTriggerEvent   = timer.TimerTriggerEvent
)
