package double

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/double"
)

// Account is what one account holds, and what it would have done.
type Account struct {
	Name      string
	Role      string
	Audiences []*Audience
	Batches   []*Batch
	Backwards bool // a batch keeps no order: begin at its end

	ConfirmationMails int // sent
	Subscriptions     int // changes of who is mailed, by the API
	Unconfirmed       int // of those, made where a confirmation was due
	Automations       int // started
}

// fresh is an account with an audience of each sort, and Ada in both.
func fresh(name string, now time.Time) Account {
	a := Account{Name: name, Role: "owner"}
	for _, title := range []string{"Newsletter", "Club"} {
		one := &Audience{ID: hash(name + title)[:10], Name: title, Members: map[string]*Member{}, Forgotten: map[string]bool{}}
		for _, f := range []Field{{Tag: "FNAME", Type: "text"}, {Tag: "LNAME", Type: "text"}, {Tag: "ADDRESS", Type: "address"}, {Tag: "PHONE", Type: "phone"}, {Tag: "BIRTHDAY", Type: "birthday"}} {
			f.Name, f.ID = f.Tag, len(one.Fields)+1
			one.Fields = append(one.Fields, f)
		}
		one.Members[hash("ada@example.com")] = &Member{
			Email: "ada@example.com", Status: "subscribed", Fields: map[string]any{"FNAME": "Ada"}, Tags: []string{"vip"}, Changed: now.AddDate(-1, 0, 0),
		}
		one.Members[hash("bo@example.com")] = &Member{Email: "bo@example.com", Status: "transactional", Fields: map[string]any{}, Changed: now.AddDate(-1, 0, 0)}
		a.Audiences = append(a.Audiences, one)
	}
	a.Audiences[1].DoubleOptin, a.Audiences[1].Permissions = true, true
	return a
}

// order is one call that is to be done: its own, or an operation of a batch.
type order struct {
	method string
	path   string
	query  url.Values
	body   []byte
	now    time.Time
	liar   bool
}

func (o order) json(into any) bool { return json.Unmarshal(o.body, into) == nil }

func (a *Account) do(o order) double.Answer {
	parts := strings.Split(strings.Trim(o.path, "/"), "/")
	switch {
	case parts[0] == "" && o.method == http.MethodGet:
		return fine(map[string]any{"account_id": hash(a.Name), "account_name": a.Name, "role": a.Role})
	case parts[0] == "ping" && len(parts) == 1 && o.method == http.MethodGet:
		return fine(map[string]any{"health_status": "Everything's Chimpy!"})
	case parts[0] == "batches":
		return a.batches(o, parts[1:])
	case parts[0] != "lists":
		return notFound()
	case len(parts) == 1 && o.method == http.MethodGet:
		return fine(map[string]any{"lists": page(o, a.Audiences, (*Audience).view), "total_items": len(a.Audiences)})
	case len(parts) == 1:
		return notAllowed()
	}
	at := slices.IndexFunc(a.Audiences, func(one *Audience) bool { return one.ID == parts[1] })
	if at < 0 {
		return notFound()
	}
	return a.Audiences[at].do(a, o, parts[2:])
}

func notAllowed() double.Answer {
	return problem(http.StatusMethodNotAllowed, "Method Not Allowed", "The requested method and resource are not compatible.")
}

// show is an account for people.
func (a *Account) show() any {
	audiences := []any{}
	for _, one := range a.Audiences {
		members := map[string]any{}
		for _, m := range one.Members {
			members[m.Email] = m
		}
		audiences = append(audiences, map[string]any{
			"id": one.ID, "name": one.Name, "double_optin": one.DoubleOptin, "merge_fields": one.Fields, "members": members, "forgotten": len(one.Forgotten),
		})
	}
	return map[string]any{
		"audiences": audiences, "confirmation_mails": a.ConfirmationMails, "subscriptions_changed": a.Subscriptions, "unconfirmed": a.Unconfirmed,
		"automations_started": a.Automations, "batches": len(a.Batches),
	}
}
