package client

import (
	"context"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// telling is one person's change on its way. Nothing more is sent once a call has failed;
// a part that is refused for good fails by itself.
type telling struct {
	ctx  context.Context
	book Book
	her  Person
	integrations.Outcome
}

func (k Keeper) tell(ctx context.Context, change integrations.Change) integrations.Outcome {
	t := &telling{ctx: ctx, book: k.Book}
	if !named(change.Subject) {
		return integrations.Outcome{Class: integrations.Rejected, Reason: "this is no email address"}
	}
	said, _ := integrations.Newest(change.Consents, app.ChannelEmail)
	if t.her, t.Outcome = k.Book.Find(ctx, change.Subject.Email); t.Class == integrations.Missing {
		if len(change.Set)+len(change.JoinLists) == 0 && said.State != app.ConsentGranted {
			return integrations.Outcome{Class: integrations.OK} // who is not there is not made to lose something
		}
		t.her, t.Outcome = k.Book.Make(ctx, change.Subject.Email)
	}
	t.say(said, app.ConsentWithdrawn)
	t.properties(change.Set, change.Unset)
	for _, list := range change.LeaveLists {
		t.place(list, false)
	}
	for _, list := range change.JoinLists {
		t.place(list, true)
	}
	t.say(said, app.ConsentGranted)
	return t.Outcome
}

// named reports whether somebody can be found: what is no address may be taken for an id,
// or for everybody.
func named(s integrations.Subject) bool { return strings.Contains(s.Email, "@") }

// say tells a word if it is of this kind and changes how she stands.
func (t *telling) say(said integrations.Consent, of app.ConsentState) {
	if said.State == of && t.her.takes(said) {
		t.part("consent:"+string(said.Channel), func() integrations.Outcome {
			if of == app.ConsentGranted && t.her.Suppressed {
				return integrations.Outcome{Class: integrations.Blocked, Reason: "nobody may bring her back but herself"}
			}
			return t.book.Say(t.ctx, t.her, said)
		})
	}
}

// takes reports whether a word changes how she stands. To take back does, unless she has
// left as it is, or certainly said more since; to grant does where she never said, or has
// left before, or by what we told.
func (p Person) takes(said integrations.Consent) bool {
	gone, newer := p.Suppressed || p.Consent == app.ConsentWithdrawn, said.At.After(p.Since)
	if said.State == app.ConsentWithdrawn {
		return !p.Suppressed && (p.Consent == "" || newer || p.Consent == app.ConsentGranted && !said.Outdated(p.Since))
	}
	return p.Consent == "" || gone && (newer || said.Ours(app.ConsentWithdrawn, p.Since))
}

// properties are written together, and one by one when one of them is refused.
func (t *telling) properties(set []integrations.Property, unset []string) {
	if t.Class != integrations.OK || len(set)+len(unset) == 0 {
		return
	}
	if o := t.book.Write(t.ctx, t.her, set, unset); o.Class != integrations.Rejected {
		t.ended(o)
		return
	}
	for _, p := range set {
		t.part("property:"+p.Key, func() integrations.Outcome { return t.book.Write(t.ctx, t.her, []integrations.Property{p}, nil) })
	}
	for _, key := range unset {
		t.part("property:"+key, func() integrations.Outcome { return t.book.Write(t.ctx, t.her, nil, []string{key}) })
	}
}

// place leaves her where she is already: to join a list may start automations.
func (t *telling) place(list string, on bool) {
	if slices.Contains(t.her.Lists, list) != on {
		t.part("list:"+list, func() integrations.Outcome {
			o := t.book.Place(t.ctx, t.her, list, on)
			if o.Class == integrations.Missing {
				o.Class, o.Reason = integrations.Config, "the list is not there any more"
			}
			return o
		})
	}
}

// part makes a part unless something has failed before.
func (t *telling) part(name string, call func() integrations.Outcome) {
	if t.Class != integrations.OK {
		return
	}
	o := call()
	forGood := []integrations.Class{integrations.Rejected, integrations.Blocked, integrations.Config, integrations.Conflict}
	if slices.Contains(forGood, o.Class) {
		t.Refused = append(t.Refused, integrations.Refused{Part: name, Class: o.Class, Reason: o.Reason})
		return
	}
	t.ended(o)
}

func (t *telling) ended(o integrations.Outcome) {
	o.Refused = t.Refused
	t.Outcome = o
}
