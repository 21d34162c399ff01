package salesmanago

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// auth is how every call says whose it is: in its body. The sum never changes, so it is
// as good as a password.
type auth struct {
	ClientID string `json:"clientId"`
	APIKey   string `json:"apiKey"`
	Time     int64  `json:"requestTime"` // ms
	SHA      string `json:"sha"`
	Owner    string `json:"owner"`
}

func (a *auth) sign(by auth, now time.Time) {
	*a = by
	a.Time = now.UnixMilli()
}

// signed is a body that says whose call it is.
type signed interface {
	sign(by auth, now time.Time)
}

// lookup asks whether somebody is there, or has her removed.
type lookup struct {
	auth
	Email string `json:"email"`
}

// call makes one call, classes its answer and reads it into a value, nil for none.
func (c *conn) call(ctx context.Context, path string, body signed, into any) integrations.Outcome {
	body.sign(c.auth, time.Now())
	r, err := c.by.Do(ctx, client.Request{
		Method: http.MethodPost, URL: c.host + "/api/" + path, Body: body, Bucket: c.bucket,
		Header: http.Header{"Content-Type": {"application/json;charset=UTF-8"}},
	})
	if err != nil && ctx.Err() != nil {
		return integrations.Outcome{Class: integrations.Ambiguous, Reason: "there was no time left for it"}
	}
	o := client.Outcome(r, err)
	if o.Class != integrations.OK {
		return o
	}
	var said struct {
		Success *bool    `json:"success"`
		Message []string `json:"message"`
	}
	switch err := json.Unmarshal(r.Body, &said); {
	case err != nil || said.Success == nil:
		o.Class, o.Reason = integrations.Ambiguous, "the answer could not be read"
	case !*said.Success:
		o = refused(o, said.Message)
	case into != nil && json.Unmarshal(r.Body, into) != nil:
		o.Class, o.Reason = integrations.Ambiguous, "the answer could not be read"
	}
	return o
}

// refusals are what messages mean, in the order they are looked for in: the status of an
// answer says nothing.
var refusals = []struct {
	words  []string
	class  integrations.Class
	reason string
}{
	{[]string{"not authenticated", "authentication", "wrong sha", "invalid sha"}, integrations.Auth, "the credentials were refused: connect it again"},
	{[]string{"access denied", "permission", "not authorized", "not authorised", "forbidden"}, integrations.Scope, "the owner may not do this: check the API user's rights"},
	{[]string{"too many", "limit exceeded", "rate limit"}, integrations.Throttled, "over the rate limit"},
	{[]string{"internal", "try again", "temporar", "unavailable"}, integrations.Transient, "the destination is in trouble"},
	{[]string{"consent", "agreement", "template"}, integrations.Config, "the agreement or the template of the settings is not there"},
	{[]string{"not found", "not exist", "no contact"}, integrations.Missing, "the contact is not there"},
}

// busyWait is how long an account that says it is too busy is left alone: it does not say.
const busyWait = time.Minute

// refused classes a refusal by its words, which are told to nobody: they may name her.
func refused(o integrations.Outcome, messages []string) integrations.Outcome {
	o.Class, o.Reason, o.Excerpt = integrations.Rejected, "SALESmanago refused the change", ""
	text := strings.ToLower(strings.Join(messages, " "))
	for _, r := range refusals {
		for _, word := range r.words {
			if !strings.Contains(text, word) {
				continue
			}
			if o.Class, o.Reason = r.class, r.reason; r.class == integrations.Throttled {
				o.After = busyWait
			}
			return o
		}
	}
	return o
}
