package omnisend

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

const (
	base    = "https://api.omnisend.com/api"
	version = "2026-03-15"
)

// limit is one of a brand's, in calls a minute over a sliding window, and as much of it as
// we take: the shop's other apps share it.
type limit struct {
	name   string
	minute float64
}

var (
	usual = limit{"all", 300} // of 400
	tags  = limit{"tags", 48} // of 60
)

func (c conn) bucket(l limit) integrations.Bucket {
	return integrations.Bucket{Key: "omnisend/" + c.account + "/" + l.name, Rate: l.minute / 60, Burst: max(l.minute/60, 1)}
}

// call makes one call. Where it went well and into is not nil, that holds the answer.
func (c conn) call(ctx context.Context, of limit, method, path string, body, into any) integrations.Outcome {
	answer, err := c.client.Do(ctx, client.Request{
		Method: method, URL: base + path, Body: body, Bucket: c.bucket(of), Seen: seen,
		Header: http.Header{"Authorization": {c.authorization}, "Omnisend-Version": {version}},
	})
	o := classify(answer, err)
	if err != nil && ctx.Err() != nil {
		o = integrations.Outcome{Class: integrations.Ambiguous, Reason: "there was no time left for Omnisend"}
	}
	if o.Class == integrations.OK && into != nil && answer.Decode(into) != nil {
		o = integrations.Outcome{Class: integrations.Transient, Status: answer.Status, Reason: "Omnisend's answer could not be read"}
	}
	return o
}

// seen reads what a refusal says: Omnisend tells of its limit nothing before.
func seen(r client.Response) integrations.Seen {
	if r.Status != http.StatusTooManyRequests {
		return integrations.Seen{}
	}
	return integrations.Seen{Throttled: true, After: retryAfter(r)}
}

// retryAfter is how long to wait. Omnisend says so in the body.
func retryAfter(r client.Response) time.Duration {
	var said struct {
		RetryAfter float64 `json:"retryAfter"`
	}
	if json.Unmarshal(r.Body, &said) != nil || said.RetryAfter <= 0 {
		return client.RetryAfter(r)
	}
	return time.Duration(min(max(said.RetryAfter, 1), 3600) * float64(time.Second))
}

var fieldForm = regexp.MustCompile(`^[A-Za-z0-9_.\[\]-]{1,80}$`)

// classify says what an answer means at Omnisend. Its words may name a person: the reason
// tells the fields it refused, and why.
func classify(r client.Response, err error) integrations.Outcome {
	o := client.Outcome(r, err)
	if o.Class == integrations.OK {
		return o
	}
	o.Excerpt = client.Excerpt(r)
	switch o.Class {
	case integrations.Throttled:
		if err == nil {
			o.After = retryAfter(r)
		}
	case integrations.Rejected:
		if at := fields(r); at != "" {
			o.Reason = "Omnisend refused the change: " + at
		}
	}
	return o
}

// mostTold is how many of an answer's errors a reason tells.
const mostTold = 3

func fields(r client.Response) string {
	var said struct {
		Errors []struct {
			Field string `json:"field"`
			Code  string `json:"code"`
		} `json:"errors"`
	}
	_ = json.Unmarshal(r.Body, &said) // what is no problem document tells nothing
	var told []string
	for _, e := range said.Errors[:min(len(said.Errors), mostTold)] {
		if fieldForm.MatchString(e.Field) && fieldForm.MatchString(e.Code) {
			told = append(told, e.Code+" at "+e.Field)
		}
	}
	return strings.Join(told, "; ")
}

// final reports whether a class is for good: the part will fare no better another time.
func final(c integrations.Class) bool {
	switch c {
	case integrations.Config, integrations.Missing, integrations.Rejected, integrations.Blocked, integrations.Conflict, integrations.Bug:
		return true
	default:
		return false
	}
}
