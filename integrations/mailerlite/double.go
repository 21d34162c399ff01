package mailerlite

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/double"
)

// vendor plays MailerLite by https://developers.mailerlite.com/docs: its paths, its limit,
// its error shapes and its silent traps.
type vendor struct {
	*double.Desk[account]
	handler http.Handler
}

// Double implements integrations.Playable.
func (Provider) Double(now func() time.Time) integrations.Double { return newDouble(now) }

// named is a group or a field.
type named struct {
	ID   string `json:"id,omitempty"`
	Key  string `json:"key,omitempty"`
	Name string `json:"name"`
	Type string `json:"type,omitempty"`
}

// account is what one account holds.
type account struct {
	Fields []named       `json:"fields"`
	Groups []named       `json:"groups"`
	People []*subscriber `json:"people"`
	Made   int           `json:"made"` // people so far
}

func newDouble(now func() time.Time) *vendor {
	v := &vendor{Desk: double.NewDesk(now, func(string, time.Time) account {
		return account{Fields: []named{{Key: "name", Name: "Name", Type: "text"}}, Groups: []named{{ID: "101", Name: "Newsletter"}, {ID: "102", Name: "Quiz takers"}}}
	})}
	v.handler = v.Handler(double.Vendor[account]{Account: accountOf, Answer: answer, Refuse: refuse})
	return v
}

// ServeHTTP implements http.Handler.
func (v *vendor) ServeHTTP(w http.ResponseWriter, r *http.Request) { v.handler.ServeHTTP(w, r) }

// Hosts implements integrations.Double.
func (*vendor) Hosts() []string { return []string{host} }

// Open implements integrations.Double.
func (v *vendor) Open(name string) map[string]string {
	v.Desk.Open(name)
	return map[string]string{keySetting: "key-" + name}
}

func accountOf(r *http.Request, _ []byte) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer key-")
}

func refuse(why double.Refusal, after time.Duration) double.Answer {
	status := map[double.Refusal]int{double.Unauthorized: 401, double.Forbidden: 403, double.Busy: 429, double.Broken: 500}[why]
	a := double.Answer{Status: status, Body: map[string]string{"message": string(why)}}
	if why == double.Busy {
		a.Header = map[string]string{"Retry-After": strconv.Itoa(int(after/time.Second) + 1), "X-RateLimit-Limit": "120", "X-RateLimit-Remaining": "0"}
	}
	return a
}

func found(of any) double.Answer {
	return double.Answer{Status: 200, Body: map[string]any{"data": of}}
}

func invalid(part, why string) double.Answer {
	return double.Answer{Status: 422, Body: map[string]any{"message": "The given data was invalid.", "errors": map[string][]string{part: {why}}}}
}

var notFound = double.Answer{Status: 404, Body: map[string]string{"message": "Resource not found"}}

// answer does what a call asks. What it does not know it refuses.
func answer(c *double.Call[account]) double.Answer {
	if ok, _, after := c.Allow(double.Limit{Name: "all", Most: 120, Per: time.Minute}); !ok {
		return refuse(double.Busy, after)
	}
	path := strings.Split(strings.TrimPrefix(c.URL.Path, "/api/"), "/")
	switch c.Method + " " + path[0] + " " + strconv.Itoa(len(path)) {
	case "GET groups 1":
		return page(c, c.State.Groups)
	case "GET fields 1":
		return page(c, c.State.Fields)
	case "POST fields 1":
		return makeField(c)
	case "POST subscribers 1":
		return upsert(c)
	}
	at := -1
	if path[0] == "subscribers" && len(path) > 1 {
		at = slices.IndexFunc(c.State.People, func(s *subscriber) bool { return s.ID == path[1] || c.Method == http.MethodGet && s.Email == path[1] })
	}
	if at < 0 {
		return notFound
	}
	her := c.State.People[at]
	switch c.Method + " " + strings.Join(path[2:], " ") {
	case "GET ":
		return found(her)
	case "PUT ":
		return update(c, her)
	case "POST forget":
		if !c.Liar {
			c.State.People = slices.Delete(c.State.People, at, at+1)
		}
		return double.Answer{Status: 200, Body: map[string]any{"message": "Subscriber data will be completely deleted and forgotten within 30 days.", "data": her}}
	}
	if len(path) == 4 && path[2] == "groups" {
		return membership(c, her, path[3])
	}
	return notFound
}

// page is the first of a list: a short one unless more are asked for.
func page[T any](c *double.Call[account], all []T) double.Answer {
	limit, _ := strconv.Atoi(cmp.Or(c.URL.Query().Get("limit"), "25"))
	return found(all[:min(limit, len(all))])
}

// makeField names a field's key itself: by words of small letters with underscores.
func makeField(c *double.Call[account]) double.Answer {
	var f named
	switch {
	case !c.JSON(&f), f.Name == "", len(f.Name) > 255:
		return invalid("name", "The name field is required.")
	case f.Type != "text" && f.Type != "number" && f.Type != "date":
		return invalid("type", "The selected type is invalid.")
	case slices.ContainsFunc(c.State.Fields, func(one named) bool { return one.Name == f.Name }), len(c.State.Fields) == 100:
		return invalid("name", "The name has already been taken.")
	}
	f.Key = strings.ToLower(strings.Join(strings.FieldsFunc(f.Name, func(r rune) bool { return r == ' ' || r == '-' }), "_"))
	c.State.Fields = append(c.State.Fields, f)
	return found(f)
}

func membership(c *double.Call[account], her *subscriber, id string) double.Answer {
	at := slices.IndexFunc(c.State.Groups, func(g named) bool { return g.ID == id })
	if at < 0 {
		return notFound
	}
	her.Groups = slices.DeleteFunc(her.Groups, func(g named) bool { return g.ID == id })
	if c.Method == http.MethodDelete {
		return double.Answer{Status: 204}
	}
	her.Groups = append(her.Groups, c.State.Groups[at])
	return found(c.State.Groups[at])
}
