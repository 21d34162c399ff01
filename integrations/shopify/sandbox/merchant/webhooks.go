package merchant

import (
	"bytes"
	"encoding/json"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// hookRow is a delivery in the log.
type hookRow struct{ *world.Webhook }

// Outcome is how the delivery stands, for a badge: its tone and its words.
func (h hookRow) Outcome() [2]string {
	switch {
	case h.Busy:
		return [2]string{"info", "Being sent"}
	case !h.NextAt.IsZero() && h.Attempts == 0:
		return [2]string{"info", "Planned"}
	case !h.NextAt.IsZero():
		return [2]string{"warn", "Will try again"}
	case h.Status >= 200 && h.Status < 300:
		return [2]string{"good", "Delivered"}
	}
	return [2]string{"bad", "Given up"}
}

// Answer is what the app answered last.
func (h hookRow) Answer() string {
	switch {
	case h.Attempts == 0:
		return "Not sent yet"
	case h.Status == 0:
		return "No answer"
	}
	return "Answered " + world.Number(int64(h.Status))
}

// Due is when the next try is, "" for never.
func (h hookRow) Due() string {
	if h.NextAt.IsZero() {
		return ""
	}
	return moment(h.NextAt)
}

// Resendable reports whether it may be sent once more.
func (h hookRow) Resendable() bool { return !h.Busy && h.NextAt.IsZero() }

func (a *Admin) webhooks(v *visit) {
	rows := make([]hookRow, len(v.shop.Webhooks))
	for i, hook := range v.shop.Webhooks {
		rows[i] = hookRow{hook}
	}
	v.show("webhooks.html", "webhooks", "Webhooks", listed(v, rows, func(h hookRow) search.Record {
		return func(field string) []search.Value {
			switch field {
			case search.Default:
				return []search.Value{search.Text(h.Topic), search.Text(h.Outcome()[1])}
			case "topic":
				return []search.Value{search.Keyword(h.Topic)}
			}
			return nil
		}
	}))
}

func (a *Admin) webhook(v *visit) {
	hook := v.shop.Webhook(v.r.PathValue("id"))
	if hook == nil {
		v.missing()
		return
	}
	var body bytes.Buffer
	if json.Indent(&body, hook.Body, "", "  ") != nil {
		body = *bytes.NewBuffer(hook.Body)
	}
	v.show("webhook.html", "webhooks", hook.Topic, struct {
		hookRow
		Pretty string
	}{hookRow{hook}, body.String()})
}

func (a *Admin) resend(v *visit) {
	hook := v.shop.Webhook(v.r.PathValue("id"))
	if hook == nil {
		v.missing()
		return
	}
	a.world.Resend(hook)
	v.done("/admin/webhooks/"+hook.ID, "resent")
}
