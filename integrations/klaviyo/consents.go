package klaviyo

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// How many people one call subscribes, or unsubscribes.
const (
	mostSubscribed   = 1000
	mostUnsubscribed = 100
)

// weigh sorts a work's consents into what was taken back and what was given, and leaves
// out what is no news: an older word must not replace a newer one, and subscribing
// somebody lifts every suppression she has.
func (b *batch) weigh(w *work) {
	there := w.held != nil || len(w.Set)+len(w.JoinLists)+len(w.Events) > 0
	for _, said := range newest(w.Consents) {
		held, at := w.held.standing(said.Channel), said.At.Truncate(time.Second)
		part := "consent:" + string(said.Channel)
		switch {
		case !slices.Contains(kept, said.Channel), said.State == app.ConsentPending: // Klaviyo asks by itself where it has to
		case said.State == app.ConsentWithdrawn:
			if there && !said.Outdated(held.at) && (held.state != app.ConsentWithdrawn || at.After(held.at)) {
				w.withdrawn = append(w.withdrawn, said)
				w.note(said, b.now())
			}
		case held.state == app.ConsentGranted && !said.UnderWay(b.now(), slack): // so it stands, and will
		case held.state == app.ConsentWithdrawn && !at.After(held.at) && !said.Ours(held.state, held.at): // she said more since
		case b.list == "":
			w.refuse(part, integrations.Outcome{Class: integrations.Config, Reason: "no list for consents is chosen"})
		case said.Channel == app.ChannelSMS && !w.reach():
			w.refuse(part, integrations.Outcome{Class: integrations.Rejected, Reason: "there is no phone number to consent to"})
		default:
			w.granted = append(w.granted, said)
			w.note(said, b.now())
		}
	}
}

// newest is the last word on each channel, and of two at one moment the one that gives less.
func newest(said []integrations.Consent) []integrations.Consent {
	last := map[app.Channel]integrations.Consent{}
	for _, one := range said {
		held, any := last[one.Channel]
		if !any || one.At.After(held.At) || one.At.Equal(held.At) && one.State == app.ConsentWithdrawn {
			last[one.Channel] = one
		}
	}
	return slices.Collect(maps.Values(last))
}

// reach finds the number of who is to be texted: what we know of her, or what is there.
// It is written only now, since she consents to be reached by it.
func (w *work) reach() bool {
	if held := w.held; held != nil && held.Attributes.Phone != "" {
		return true
	}
	if w.phone = w.Subject.Phone; !phoneForm.MatchString(w.phone) {
		w.phone = ""
	}
	return w.phone != ""
}

// phoneForm is a number as E.164 has it.
var phoneForm = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// number is where she is texted.
func (w *work) number() string {
	if w.held != nil {
		return cmp.Or(w.held.Attributes.Phone, w.phone)
	}
	return w.phone
}

// takePhone leaves the phone number out, and the consent that was about it.
func (w *work) takePhone(why integrations.Outcome) {
	w.phone = ""
	w.granted = slices.DeleteFunc(w.granted, func(c integrations.Consent) bool { return c.Channel == app.ChannelSMS })
	w.Set = slices.DeleteFunc(w.Set, func(p integrations.Property) bool { return p.Key == noteKey(app.ChannelSMS, app.ConsentGranted) })
	w.refuse("consent:"+string(app.ChannelSMS), why)
}

// withdraw unsubscribes, from everything and not from one list: that is what she said of
// the channel. It is why no list is named, who is not on it would be unsubscribed from
// everything all the same.
func (b *batch) withdraw(ctx context.Context, works []*work) { b.unsubscribe(ctx, works, true) }

// withdrawAnew does it of those who were not there before the change: whoever said no is
// not to be made as one who never said anything, for those are mailed.
func (b *batch) withdrawAnew(ctx context.Context, works []*work) { b.unsubscribe(ctx, works, false) }

func (b *batch) unsubscribe(ctx context.Context, works []*work, there bool) {
	works = slices.DeleteFunc(slices.Clone(works), func(w *work) bool { return (w.held != nil) != there })
	for _, channel := range kept {
		b.together(saying(works, channel, false), mostUnsubscribed, "consent:"+string(channel), func(some []*work) integrations.Outcome {
			return b.say(ctx, unsubscribed, "profile-subscription-bulk-delete-job", job(channel, "UNSUBSCRIBED", some, false), "")
		})
	}
}

// grant subscribes to the list for consents: its opt-in decides whether she is asked to
// confirm.
func (b *batch) grant(ctx context.Context, works []*work) {
	asks, o := b.asks(ctx, works)
	for _, channel := range kept {
		loud, quiet := []*work{}, []*work{}
		for _, w := range saying(works, channel, true) {
			switch confirmed := given(w, channel).OptIn == "confirmed_opt_in"; {
			case w.Quiet && o.Class != integrations.OK:
				w.partly("consent:"+string(channel), o)
			case w.Quiet && (confirmed || !asks):
				quiet = append(quiet, w)
			default:
				loud = append(loud, w)
			}
		}
		for _, some := range []struct {
			works []*work
			past  bool
		}{{loud, false}, {quiet, true}} {
			b.together(some.works, mostSubscribed, "consent:"+string(channel), func(chunk []*work) integrations.Outcome {
				return b.say(ctx, subscribing, "profile-subscription-bulk-create-job", job(channel, "SUBSCRIBED", chunk, some.past), b.list)
			})
		}
	}
}

// saying are the works with something to say of a channel.
func saying(works []*work, channel app.Channel, given bool) (some []*work) {
	for _, w := range living(works) {
		said := w.withdrawn
		if given {
			said = w.granted
		}
		if slices.ContainsFunc(said, func(c integrations.Consent) bool { return c.Channel == channel }) {
			some = append(some, w)
		}
	}
	return some
}

func given(w *work, channel app.Channel) integrations.Consent {
	i := slices.IndexFunc(w.granted, func(c integrations.Consent) bool { return c.Channel == channel })
	return w.granted[i]
}

// asks reports whether the list asks people to confirm. Old news is told as such, without
// a message to her, only where that skips nothing the merchant wants her asked.
func (b *batch) asks(ctx context.Context, works []*work) (bool, integrations.Outcome) {
	if !slices.ContainsFunc(works, func(w *work) bool { return w.Quiet && len(w.granted) > 0 }) {
		return false, integrations.Outcome{Class: integrations.OK}
	}
	var held list
	o := b.line.Call(func() (o integrations.Outcome) {
		held, o = b.oneList(ctx, b.list)
		return o
	})
	return held.Attributes.OptIn == doubleOptIn, o
}

// job is the attributes of a job about one channel. past says that it is old news.
func job(channel app.Channel, state string, of []*work, past bool) map[string]any {
	people := make([]profile, len(of))
	for i, w := range of {
		said := map[string]string{"consent": state}
		if past {
			said["consented_at"] = given(w, channel).At.UTC().Format(time.RFC3339)
		}
		people[i] = profile{Type: "profile", Attributes: attributes{
			Email: w.email, Subscriptions: map[string]any{string(channel): map[string]any{"marketing": said}},
		}}
		if channel == app.ChannelSMS {
			people[i].Attributes.Phone = w.number()
		}
	}
	all := map[string]any{"profiles": data[[]profile]{people}}
	if state == "SUBSCRIBED" {
		all["custom_source"] = "Askwell"
		all["historical_import"] = past
	}
	return all
}

// say begins a job for a list, "" for none.
func (b *batch) say(ctx context.Context, at endpoint, kind string, attributes map[string]any, list string) integrations.Outcome {
	job := map[string]any{"type": kind, "attributes": attributes}
	if list != "" {
		job["relationships"] = map[string]any{"list": data[reference]{reference{"list", list}}}
	}
	o := b.call(ctx, at, http.MethodPost, "/api/"+kind+"s", data[any]{job}, nil)
	if o.Class == integrations.Missing {
		o.Class, o.Reason = integrations.Config, "the list for consents is not there any more"
	}
	return o
}

// note keeps beside her profile when she said what we tell: Klaviyo dates it by when it was
// told, and a word that was said in between would count for less than it should.
func (w *work) note(said integrations.Consent, now time.Time) {
	text, _ := json.Marshal(said.At.UTC().Format(time.RFC3339) + noteMiddle + now.UTC().Format(time.RFC3339)) // a string always marshals
	w.Set = append(slices.Clone(w.Set), integrations.Property{
		Key: noteKey(said.Channel, said.State), Type: app.FieldText, Value: app.Value{Kind: app.KindText, JSON: text},
	})
}

const noteMiddle = ", told "

func noteKey(channel app.Channel, state app.ConsentState) string {
	return "askwell_consent_" + string(channel) + "_" + string(state)
}

// notes are the properties that keep when consents were said.
func notes() (keys []string) {
	for _, channel := range kept {
		keys = append(keys, noteKey(channel, app.ConsentGranted), noteKey(channel, app.ConsentWithdrawn))
	}
	return keys
}
