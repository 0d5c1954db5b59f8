// Package apig holds what an API gateway trigger sends and expects.
package apig

import (
	"encoding/base64"
	"fmt"
)

type APIGTriggerEvent struct {
	IsBase64Encoded       bool               `json:"isBase64Encoded"`
	HttpMethod            string             `json:"httpMethod"`
	Path                  string             `json:"path"`
	Body                  string             `json:"body"`
	PathParameters        map[string]string  `json:"pathParameters"`
	RequestContext        APIGRequestContext `json:"requestContext"`
	Headers               map[string]string  `json:"headers"`
	QueryStringParameters map[string]string  `json:"queryStringParameters"`
	UserData              string             `json:"user_data"`
}

type APIGRequestContext struct {
	ApiId     string `json:"apiId"`
	RequestId string `json:"requestId"`
	Stage     string `json:"stage"`
	SourceIp  string `json:"sourceIp"`
}

type APIGTriggerResponse struct {
	Body            string            `json:"body"`
	Headers         map[string]string `json:"headers"`
	StatusCode      int               `json:"statusCode"`
	IsBase64Encoded bool              `json:"isBase64Encoded"`
}

// GetRawBody decodes the body; it is "" when the body is not base64.
func (e *APIGTriggerEvent) GetRawBody() string {
	raw, err := base64.StdEncoding.DecodeString(e.Body)
	if err != nil {
		return ""
	}
	return string(raw)
}

// SetBase64EncodedBody encodes the body.
func (r *APIGTriggerResponse) SetBase64EncodedBody(body string) {
	r.Body = base64.StdEncoding.EncodeToString([]byte(body))
	r.IsBase64Encoded = true
}

func (e *APIGTriggerEvent) String() string {
	return fmt.Sprintf("APIGTriggerEvent{isBase64Encoded=%v, httpMethod='%v', path='%v', body='%v', pathParamters=%v, "+
		"requestContext=%v, headers=%v, queryStringParameters=%v, user_data='%v'}", e.IsBase64Encoded, e.HttpMethod,
		e.Path, e.Body, e.PathParameters, e.RequestContext.String(), e.Headers, e.QueryStringParameters, e.UserData)
}

func (c *APIGRequestContext) String() string {
	return fmt.Sprintf("APIGRequestContext{apiId='%v', requestId='%v', stage='%v', sourceIp='%v'}",
		c.ApiId, c.RequestId, c.Stage, c.SourceIp)
}

func (r *APIGTriggerResponse) String() string {
	return fmt.Sprintf("APIGTriggerResponse{body='%v', headers=%v, statusCode=%v, isBase64Encoded=%v}",
		r.Body, r.Headers, r.StatusCode, r.IsBase64Encoded)
}
