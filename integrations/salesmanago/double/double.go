// Package double owns a SALESmanago that exists in memory: contacts with tags, details and
// consents, and external events, with the ways of the real one. That publishes no
// description: what a call may say stands here, and everything else is refused.
package double

import (
	"bytes"
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/double"
)

// crowd is when the double has had enough. The vendor publishes no limit: this is well
// above what anybody was seen to be allowed.
var crowd = double.Limit{Name: "calls", Most: 20, Per: time.Second, Sliding: true}

// Owner owns the contacts of every account.
const Owner = "owner@example.com"

// Double plays SALESmanago. Safe for concurrent use.
type Double struct {
	http.Handler
	desk *double.Desk[Account]
	now  func() time.Time
}

// New makes a double. now is its clock.
func New(now func() time.Time) *Double {
	d := &Double{desk: double.NewDesk(now, fresh), now: now}
	d.Handler = d.desk.Handler(double.Vendor[Account]{
		Account: func(_ *http.Request, body []byte) string { return caller(body) }, Answer: answer, Refuse: refuse,
	})
	return d
}

// Hosts implements integrations.Double.
func (*Double) Hosts() []string { return []string{"*.salesmanago.com", "*.salesmanago.pl"} }

// Open implements integrations.Double.
func (d *Double) Open(account string) map[string]string {
	d.desk.Open(account)
	id := base64.RawURLEncoding.EncodeToString([]byte(account))
	return map[string]string{"server": "app2", "domain": "com", "client_id": id, "api_key": "key-" + id, "api_secret": secret(id), "owner": Owner}
}

func secret(id string) string { return "secret-" + id }

// Trouble implements integrations.Double.
func (d *Double) Trouble(account string, t integrations.Trouble) { d.desk.Trouble(account, t) }

// Reset implements integrations.Double.
func (d *Double) Reset() { d.desk.Reset() }

// auth is what every call says of itself.
type auth struct {
	ClientID    string `json:"clientId"`
	APIKey      string `json:"apiKey"`
	RequestTime int64  `json:"requestTime"`
	SHA         string `json:"sha"`
	Owner       string `json:"owner"`
}

// caller is the account that a body is signed for, "" for none.
func caller(body []byte) string {
	var by auth
	if json.Unmarshal(body, &by) != nil {
		return ""
	}
	sum := sha1.Sum([]byte(by.APIKey + by.ClientID + secret(by.ClientID)))
	name, err := base64.RawURLEncoding.DecodeString(by.ClientID)
	if err != nil || by.SHA != hex.EncodeToString(sum[:]) || by.Owner != Owner || by.RequestTime == 0 {
		return ""
	}
	return string(name)
}

type call = double.Call[Account]

// operations are by path, below /api/.
var operations = map[string]func(*call) double.Answer{
	"contact/hasContact": hasContact, "contact/upsert": upsert, "contact/batchupsertv2": batchUpsert, "contact/list": list, "contact/tags": tags,
	"contact/delete": remove, "v2/contact/addBatchContactExtEvent": addEvents,
}

func answer(c *call) double.Answer {
	c.State.Calls++
	c.State.settle(c.Now)
	if ok, _, after := c.Allow(crowd); !ok {
		return refuse(double.Busy, after)
	}
	operation := operations[strings.TrimPrefix(c.URL.Path, "/api/")]
	switch {
	case operation == nil:
		return double.Answer{Status: http.StatusNotFound, Body: []byte("<html>Not Found</html>")}
	case c.Method != http.MethodPost, !strings.HasPrefix(c.Header.Get("Content-Type"), "application/json"):
		return no("Only POST and JSON")
	}
	return operation(c)
}

// strictly reads a body that says nothing but what it may.
func strictly(c *call, into any) bool {
	decoder := json.NewDecoder(bytes.NewReader(c.Body))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into) == nil
}

// yes is an answer, and no is one as well: the status says nothing.
func yes(more map[string]any) double.Answer {
	body := map[string]any{"success": true, "message": []string{}}
	for key, value := range more {
		body[key] = value
	}
	return double.Answer{Status: http.StatusOK, Body: body}
}

func no(message string) double.Answer {
	return double.Answer{Status: http.StatusOK, Body: map[string]any{"success": false, "message": []string{message}}}
}

func refuse(why double.Refusal, _ time.Duration) double.Answer {
	switch why {
	case double.Unauthorized:
		return no("Not authenticated")
	case double.Forbidden:
		return no("User has no permission to do this")
	case double.Busy:
		return no("Too many requests")
	default:
		return double.Answer{Status: http.StatusInternalServerError, Body: []byte("<html>Internal Server Error</html>")}
	}
}
