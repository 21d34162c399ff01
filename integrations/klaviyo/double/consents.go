package double

import (
	"strconv"
	"time"
)

// document is a channel's marketing as it is read. Whoever is not suppressed can be
// mailed, whether or not she ever said so: Klaviyo takes silence for a consent.
func (c *consent) document(channel string) object {
	state := c.state
	if state == "" {
		state = "NEVER_SUBSCRIBED"
	}
	one := object{"consent": state, "consent_timestamp": nil, "last_updated": nil}
	if !c.at.IsZero() {
		one["consent_timestamp"], one["last_updated"] = c.at, c.at
	}
	if channel == "sms" {
		one["can_receive_sms_marketing"] = c.state == "SUBSCRIBED"
		return one
	}
	one["can_receive_email_marketing"] = c.suppressed == ""
	suppression := []object{}
	if c.suppressed != "" {
		suppression = append(suppression, object{"reason": c.suppressed, "timestamp": c.since})
	}
	one["suppression"], one["list_suppressions"] = suppression, []object{}
	return one
}

type subscriptionIn struct {
	Attributes struct {
		Email         string `json:"email"`
		Phone         string `json:"phone_number"`
		Subscriptions map[string]struct {
			Marketing struct {
				Consent     string     `json:"consent"`
				ConsentedAt *time.Time `json:"consented_at"`
			} `json:"marketing"`
		} `json:"subscriptions"`
	} `json:"attributes"`
}

type jobIn struct {
	Data struct {
		Attributes struct {
			Source   string                          `json:"custom_source"`
			Past     bool                            `json:"historical_import"`
			Profiles struct{ Data []subscriptionIn } `json:"profiles"`
		} `json:"attributes"`
		Relationships struct {
			List struct {
				Data struct{ ID string } `json:"data"`
			} `json:"list"`
		} `json:"relationships"`
	} `json:"data"`
}

// job reads one about subscriptions, and what is wrong with it.
func job(c *call, most int) (in jobIn, wrong *answer) {
	no := func(w answer) (jobIn, *answer) { return in, &w }
	if !c.JSON(&in) {
		return no(invalid("The body is no document.", "/data/"))
	}
	people, listed := in.Data.Attributes.Profiles.Data, in.Data.Relationships.List.Data.ID
	if len(people) == 0 || len(people) > most {
		return no(invalid("Between 1 and "+strconv.Itoa(most)+" profiles are named.", "/data/attributes/profiles/data"))
	}
	if listed != "" && (*c.State).list(listed) == nil {
		return no(absent())
	}
	for i, one := range people {
		at := "/data/attributes/profiles/data/" + strconv.Itoa(i) + "/attributes/"
		for channel, said := range one.Attributes.Subscriptions {
			switch {
			case channel == "email" && !emailForm.MatchString(one.Attributes.Email):
				return no(invalid(one.Attributes.Email+" is not a valid email address.", at+"email"))
			case channel == "sms" && !phoneForm.MatchString(one.Attributes.Phone):
				return no(invalid("A phone number is needed for SMS.", at+"phone_number"))
			case said.Marketing.ConsentedAt != nil && !in.Data.Attributes.Past:
				return no(invalid("consented_at is for historical imports.", at+"subscriptions"))
			case in.Data.Attributes.Past && (said.Marketing.ConsentedAt == nil || said.Marketing.ConsentedAt.After(c.Now)):
				return no(invalid("A historical import needs a consented_at in the past.", at+"subscriptions"))
			}
		}
	}
	return in, nil
}

// mostSubscribed and mostUnsubscribed are how many people one job names.
const (
	mostSubscribed   = 1000
	mostUnsubscribed = 100
)

func subscribe(c *call, _ string) answer {
	in, wrong := job(c, mostSubscribed)
	if wrong != nil {
		return *wrong
	}
	a, now := *c.State, c.Now
	l := a.list(in.Data.Relationships.List.Data.ID)
	a.later(now, func() {
		for _, one := range in.Data.Attributes.Profiles.Data {
			a.subscribed(one, l, in.Data.Attributes.Past, now)
		}
	})
	return accepted()
}

// subscribed lifts suppressions, and asks where the list does. A historical import does
// neither ask nor start anything.
func (a *account) subscribed(in subscriptionIn, l *list, past bool, now time.Time) {
	p := a.known(in)
	for channel, said := range in.Attributes.Subscriptions {
		held := p.channel(channel)
		if l != nil && l.optIn == "double_opt_in" && !past {
			a.mails = append(a.mails, Mail{p.email, "confirm " + channel + " for " + l.name})
			continue
		}
		at := now
		if past {
			at = *said.Marketing.ConsentedAt
		}
		*held = consent{state: "SUBSCRIBED", at: at}
		if l != nil {
			a.enter(l, p.id, !past)
		}
	}
	a.touch(p)
}

func (a *account) known(in subscriptionIn) *person {
	byEmail, byPhone := a.find(in.Attributes.Email, in.Attributes.Phone)
	p := byEmail
	if p == nil {
		p = byPhone
	}
	if p == nil {
		p = a.make(in.Attributes.Email, in.Attributes.Phone)
	}
	if byPhone == nil {
		a.call(p, "", in.Attributes.Phone)
	}
	return p
}

func unsubscribe(c *call, _ string) answer {
	in, wrong := job(c, mostUnsubscribed)
	if wrong != nil {
		return *wrong
	}
	a, now := *c.State, c.Now
	l := a.list(in.Data.Relationships.List.Data.ID)
	a.later(now, func() {
		for _, one := range in.Data.Attributes.Profiles.Data {
			a.unsubscribed(one, l, now)
		}
	})
	return accepted()
}

// unsubscribed takes people off a list. Who is not on it, and everybody where none is
// named, is unsubscribed from everything.
func (a *account) unsubscribed(in subscriptionIn, l *list, now time.Time) {
	p := a.known(in)
	for channel := range in.Attributes.Subscriptions {
		if l != nil && l.members[p.id] {
			delete(l.members, p.id)
			continue
		}
		p.unsubscribe(channel, now)
	}
	a.touch(p)
}

func (p *person) unsubscribe(channel string, at time.Time) {
	held := p.channel(channel)
	*held = consent{state: "UNSUBSCRIBED", at: at}
	if channel == "email" {
		held.suppressed, held.since = "UNSUBSCRIBE", at
	}
}
