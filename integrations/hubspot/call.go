package hubspot

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// Where things are. The version is in the path: another date is another API.
const (
	host        = "https://api.hubapi.com"
	contacts    = "/crm/objects/2026-09/contacts"
	properties  = "/crm/properties/2026-09/contacts"
	lists       = "/crm/lists/2026-09"
	preferences = "/communication-preferences/2026-09"
	events      = "/events/custom/2026-09"
)

// problem is what HubSpot says of a call that it refuses. Its messages repeat what they
// are about, and are told to nobody.
type problem struct {
	Category string              `json:"category"`
	Message  string              `json:"message"`
	Policy   string              `json:"policyName"`
	Context  map[string][]string `json:"context"`
	Errors   []struct {
		Code    string              `json:"code"`
		Context map[string][]string `json:"context"`
	} `json:"errors"`
}

// call makes one call and classes its answer.
func (c *conn) call(ctx context.Context, method, path string, body any) (client.Response, integrations.Outcome, problem) {
	r, err := c.by.Do(ctx, client.Request{Method: method, URL: host + path, Header: c.header.Clone(), Body: body, Bucket: c.bucket, Seen: seen})
	if err != nil && ctx.Err() != nil {
		return r, integrations.Outcome{Class: integrations.Ambiguous, Reason: "there was no time left for it"}, problem{}
	}
	var why problem
	o := client.Outcome(r, err)
	if err == nil && o.Class != integrations.OK {
		_ = json.Unmarshal(r.Body, &why) // an answer of another shape says less
		o = classed(o, r, why)
	}
	return r, o, why
}

// Words of HubSpot's own that may be repeated: they name no person.
var (
	scopeName = regexp.MustCompile(`^[a-z0-9._-]{1,80}$`)
	plainName = regexp.MustCompile(`^[A-Z_]{1,60}$`)
)

func classed(o integrations.Outcome, r client.Response, why problem) integrations.Outcome {
	if plainName.MatchString(why.Category) {
		o.Excerpt = why.Category
	}
	switch {
	case why.Category == "MISSING_SCOPES":
		o.Class, o.Reason = integrations.Scope, "the private app lacks a scope"
		if missing := why.scopes(); len(missing) > 0 {
			o.Reason += ": " + strings.Join(missing, ", ")
		}
	case o.Class == integrations.Throttled && strings.HasPrefix(why.Policy, "DAILY"):
		o.Reason, o.After = "the account has used up its calls of today", time.Hour
	case o.Class == integrations.Throttled && r.Header.Get("Retry-After") == "":
		o.After = interval(r)
	}
	return o
}

func (p problem) scopes() (names []string) {
	all := slices.Concat(p.Context["requiredGranularScopes"], p.Context["missingScopes"])
	for _, e := range p.Errors {
		all = slices.Concat(all, e.Context["requiredGranularScopes"], e.Context["missingScopes"])
	}
	for _, name := range all {
		if scopeName.MatchString(name) && !slices.Contains(names, name) && len(names) < 5 {
			names = append(names, name)
		}
	}
	return names
}

// interval is how long HubSpot's window is: ten seconds where it is not said.
func interval(r client.Response) time.Duration {
	ms, err := strconv.Atoi(r.Header.Get("X-Hubspot-Ratelimit-Interval-Milliseconds"))
	if err != nil || ms <= 0 || ms > int(time.Minute/time.Millisecond) {
		ms = 10_000
	}
	return time.Duration(ms) * time.Millisecond
}

// seen reads the budget that each answer tells. Other apps of the account have their own.
func seen(r client.Response) integrations.Seen {
	if r.Status == http.StatusTooManyRequests {
		return integrations.Seen{Throttled: true, After: client.RetryAfter(r)}
	}
	most, err := strconv.ParseFloat(r.Header.Get("X-Hubspot-Ratelimit-Max"), 64)
	left, err2 := strconv.ParseFloat(r.Header.Get("X-Hubspot-Ratelimit-Remaining"), 64)
	if err != nil || err2 != nil || most <= 0 || left < 0 {
		return integrations.Seen{}
	}
	const share = 0.8 // of it is ours to use
	return integrations.Seen{Known: true, Left: left * share, Most: most * share, Rate: most * share / interval(r).Seconds()}
}
