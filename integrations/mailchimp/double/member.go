package double

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/double"
)

// Member is a person in an audience.
type Member struct {
	Email      string         `json:"email"`
	Status     string         `json:"status"`
	Fields     map[string]any `json:"merge_fields"`
	Tags       []string       `json:"tags"`
	Events     []Event        `json:"events"`
	Changed    time.Time      `json:"last_changed"`
	OptedIn    string         `json:"timestamp_opt,omitempty"`
	SignedUp   string         `json:"timestamp_signup,omitempty"`
	Permitted  bool           `json:"permitted,omitempty"`  // the permission for email, where there are any
	Compliance bool           `json:"compliance,omitempty"` // she left by herself, or bounced
	Mails      int            `json:"confirmation_mails,omitempty"`
	Started    int            `json:"automations_started,omitempty"`
}

var statuses = []string{"subscribed", "unsubscribed", "cleaned", "pending", "transactional"}

// written is a member as she is sent.
type written struct {
	Email       string         `json:"email_address"`
	Status      string         `json:"status"`
	IfNew       string         `json:"status_if_new"`
	Fields      map[string]any `json:"merge_fields"`
	OptedIn     string         `json:"timestamp_opt"`
	SignedUp    string         `json:"timestamp_signup"`
	Permissions []struct {
		ID      string `json:"marketing_permission_id"`
		Enabled bool   `json:"enabled"`
	} `json:"marketing_permissions"`
}

func (l *Audience) member(a *Account, o order, id, below string) double.Answer {
	if strings.Contains(id, "@") { // an address will do as well
		id = hash(id)
	}
	m := l.Members[id]
	switch o.method + " " + below {
	case "PUT ":
		return l.put(a, o, id)
	case "POST actions/delete-permanent":
		return l.forget(o, id)
	}
	if m == nil {
		return notFound()
	}
	switch o.method + " " + below {
	case "GET ":
		return fine(l.viewOf(m))
	case "PATCH ":
		return l.patch(a, o, m)
	case "DELETE ":
		return l.archive(o, m)
	case "GET tags":
		return fine(map[string]any{"tags": page(o, m.Tags, viewTag), "total_items": len(m.Tags)})
	case "POST tags":
		return m.tag(a, o)
	case "GET events":
		return fine(map[string]any{"events": page(o, m.newest(), func(e Event) any { return e }), "total_items": len(m.Events)})
	case "POST events":
		return m.hear(a, o)
	default:
		return notFound()
	}
}

func viewTag(name string) any { return map[string]any{"id": len(name), "name": name} }

func (l *Audience) viewOf(m *Member) map[string]any {
	fields := map[string]any{}
	for _, f := range l.Fields { // every field is there, "" where nothing is in it
		if fields[f.Tag] = m.Fields[f.Tag]; fields[f.Tag] == nil {
			fields[f.Tag] = ""
		}
	}
	tags := []any{}
	for _, name := range m.Tags[:min(len(m.Tags), 50)] {
		tags = append(tags, viewTag(name))
	}
	view := map[string]any{
		"id": hash(m.Email), "email_address": m.Email, "status": m.Status, "merge_fields": fields, "tags": tags, "tags_count": len(m.Tags),
		"last_changed": m.Changed.UTC().Format(time.RFC3339), "timestamp_opt": m.OptedIn, "timestamp_signup": m.SignedUp,
	}
	if l.Permissions {
		view["marketing_permissions"] = []any{
			map[string]any{"marketing_permission_id": "e1", "text": "Email", "enabled": m.Permitted},
			map[string]any{"marketing_permission_id": "d2", "text": "Direct Mail", "enabled": false},
		}
	}
	return view
}

func (l *Audience) put(a *Account, o order, id string) double.Answer {
	var w written
	if !o.json(&w) || !slices.Contains(statuses, w.IfNew) {
		return invalid(wrong{"status_if_new", "This value should be one of the listed statuses."})
	}
	m := l.Members[id]
	if at := strings.LastIndex(w.Email, "@"); at < 1 || hash(w.Email) != id {
		return invalid(wrong{"email_address", "Please provide a valid email address."})
	}
	if l.Forgotten[id] {
		return problem(http.StatusBadRequest, "Forgotten Email Not Subscribed", w.Email+" was permanently deleted and cannot be re-imported. The contact must re-subscribe to get back on the list.")
	}
	fresh := m == nil || m.Status == "archived"
	if m == nil {
		m = &Member{Email: w.Email, Fields: map[string]any{}}
	}
	if fresh && w.Status == "" {
		w.Status = w.IfNew
	}
	if refused := l.write(a, o, m, w); refused != nil {
		return *refused
	}
	l.Members[id] = m
	return fine(l.viewOf(m))
}

func (l *Audience) patch(a *Account, o order, m *Member) double.Answer {
	var w written
	if !o.json(&w) {
		return invalid(wrong{"", "Not JSON."})
	}
	if refused := l.write(a, o, m, w); refused != nil {
		return *refused
	}
	return fine(l.viewOf(m))
}

// write changes a member, all of it or nothing.
func (l *Audience) write(a *Account, o order, m *Member, w written) *double.Answer {
	fields, refused := l.values(w.Fields)
	if len(refused) > 0 {
		answer := invalid(refused...)
		return &answer
	}
	if m.Compliance && w.Status == "subscribed" {
		answer := problem(http.StatusBadRequest, "Member In Compliance State", m.Email+" is in a compliance state due to unsubscribe, bounce, or compliance review and cannot be subscribed.")
		return &answer
	}
	for tag, value := range fields {
		if m.Fields[tag] = value; value == "" {
			delete(m.Fields, tag)
		}
	}
	for _, p := range w.Permissions {
		m.Permitted = p.ID == "e1" && p.Enabled || p.ID != "e1" && m.Permitted
	}
	if w.OptedIn != "" {
		m.OptedIn = w.OptedIn
	}
	if w.SignedUp != "" {
		m.SignedUp = w.SignedUp
	}
	l.become(a, m, w.Status)
	m.Changed = o.now
	return nil
}

// become counts what a change of status sets off.
func (l *Audience) become(a *Account, m *Member, status string) {
	switch status {
	case "pending":
		m.Mails++
		a.ConfirmationMails++
	case m.Status:
		return
	case "subscribed":
		m.Started++
		a.Automations++
		if l.DoubleOptin {
			a.Unconfirmed++
		}
	}
	if status != "" {
		if m.Status = status; status != "transactional" {
			a.Subscriptions++
		}
	}
}

func (l *Audience) archive(o order, m *Member) double.Answer {
	if m.Status == "archived" {
		return notAllowed()
	}
	if !o.liar {
		m.Status, m.Changed = "archived", o.now
	}
	return done()
}

func (l *Audience) forget(o order, id string) double.Answer {
	if l.Members[id] == nil {
		return notFound()
	}
	if !o.liar {
		delete(l.Members, id)
		l.Forgotten[id] = true
	}
	return done()
}
