package hubspot

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// HubSpot's words for what was said.
var states = map[app.ConsentState]string{app.ConsentGranted: "SUBSCRIBED", app.ConsentWithdrawn: "UNSUBSCRIBED"}

// status is how a subscription stands.
type status struct {
	Subscription int64     `json:"subscriptionId"`
	Status       string    `json:"status"`
	Explanation  string    `json:"legalBasisExplanation"`
	Timestamp    time.Time `json:"timestamp"`
}

// newest is the word that counts: of two at one moment the one that gives less.
func newest(said []integrations.Consent) (word integrations.Consent) {
	for _, one := range said {
		if later := one.At.Compare(word.At); later > 0 || later == 0 && one.State == app.ConsentWithdrawn {
			word = one
		}
	}
	return word
}

// consent tells what people said of being written to, those who said this.
func (c *conn) consent(ctx context.Context, people []*person, state app.ConsentState) {
	var line client.Line
	for _, p := range fine(people) {
		switch {
		case p.word.State != state:
		case p.word.Channel != app.ChannelEmail:
			p.refuse("consent:"+string(p.word.Channel), integrations.Rejected, "HubSpot keeps consents for email alone")
		case c.subscription == 0:
			p.refuse("consent:email", integrations.Config, "choose the subscription type that email consents are for")
		default:
			if o := line.Call(func() integrations.Outcome { return c.say(ctx, p) }); o.Class != integrations.OK {
				p.fail(o)
			}
		}
	}
}

// say tells one person's word, unless a newer one is there.
func (c *conn) say(ctx context.Context, p *person) integrations.Outcome {
	all, o := c.statuses(ctx, p.email())
	if o.Class != integrations.OK {
		return o
	}
	held := c.ours(all)
	if since := held.since(); held.Status == states[app.ConsentGranted] || held.Status == states[app.ConsentWithdrawn] {
		if p.word.Outdated(since) || held.Status == states[p.word.State] {
			return o
		}
	}
	_, o, _ = c.call(ctx, http.MethodPost, preferences+"/statuses/"+url.PathEscape(p.email()), map[string]any{
		"channel": "EMAIL", "statusState": states[p.word.State], "subscriptionId": c.subscription,
		"legalBasis": "CONSENT_WITH_NOTICE", "legalBasisExplanation": explained(p.word),
	})
	if o.Class == integrations.Rejected && p.word.State == app.ConsentGranted && held.Status == states[app.ConsentWithdrawn] {
		p.refuse("consent:email", integrations.Blocked, "she has unsubscribed at HubSpot herself: only she can take that back, there")
		return integrations.Outcome{Class: integrations.OK}
	}
	return o
}

// statuses are how all subscriptions of an address stand; none where nobody has said
// anything.
func (c *conn) statuses(ctx context.Context, email string) ([]status, integrations.Outcome) {
	r, o, _ := c.call(ctx, http.MethodGet, preferences+"/statuses/"+url.PathEscape(email)+"?channel=EMAIL", nil)
	var answer struct {
		Results []status `json:"results"`
	}
	switch {
	case o.Class == integrations.Missing:
		return nil, integrations.Outcome{Class: integrations.OK}
	case o.Class == integrations.OK && r.Decode(&answer) != nil:
		o = integrations.Outcome{Class: integrations.Transient, Status: r.Status, Reason: "the answer could not be read"}
	}
	return answer.Results, o
}

func (c *conn) ours(all []status) status {
	if at := slices.IndexFunc(all, func(s status) bool { return s.Subscription == c.subscription }); at >= 0 {
		return all[at]
	}
	return status{}
}

// mostWording is how much of what she read is kept with her consent there.
const mostWording = 1000

// The moment she said it stands in the explanation: HubSpot dates a status by when it
// was told.
var stamp = regexp.MustCompile(`\[(SUBSCRIBED|UNSUBSCRIBED) ([0-9T:.Z-]+)\]$`)

func explained(c integrations.Consent) string {
	wording := c.Wording
	if len(wording) > mostWording {
		wording = strings.ToValidUTF8(wording[:mostWording], "") + "…"
	}
	return strings.TrimSpace(fmt.Sprintf("%s [%s %s]", wording, states[c.State], c.At.UTC().Format(time.RFC3339)))
}

// since is when what stands there was said: as we wrote it, unless somebody has changed
// it after us.
func (s status) since() time.Time {
	if m := stamp.FindStringSubmatch(s.Explanation); m != nil && m[1] == s.Status {
		if at, err := time.Parse(time.RFC3339, m[2]); err == nil {
			return at
		}
	}
	return s.Timestamp
}

// checkSubscription proves that the subscription type is there, and else tells which are.
func (c *conn) checkSubscription(ctx context.Context) error {
	if !c.asked {
		return nil
	}
	r, o, _ := c.call(ctx, http.MethodGet, preferences+"/definitions", nil)
	if o.Class != integrations.OK {
		return client.Error(o)
	}
	var answer struct {
		Results []struct {
			ID       string `json:"id"`
			Name     string `json:"name"`
			Active   bool   `json:"isActive"`
			Internal bool   `json:"isInternal"`
		} `json:"results"`
	}
	if err := r.Decode(&answer); err != nil {
		return err
	}
	var there []string
	for _, d := range answer.Results {
		if d.ID == fmt.Sprint(c.subscription) {
			return nil
		}
		if d.Active && !d.Internal && len(there) < 20 {
			there = append(there, d.ID+" is "+d.Name)
		}
	}
	return app.Errorf(app.Forbidden, "there is no subscription type %d; %s", c.subscription, strings.Join(there, ", "))
}
