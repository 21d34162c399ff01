package preference_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
)

// linked is somebody who followed a link that was sent to a customer.
func linked(id app.CustomerID) app.Speaker {
	return app.Speaker{Shop: demo, Customer: id, Door: app.DoorLink}
}

// intimate is a survey that asks what no link shows.
func intimate() app.Document {
	return app.Document{
		Handle: "intimate", Title: "I", Languages: []string{"en", "sv"}, Placements: []app.Surface{app.SurfaceThankYou},
		Questions: []app.Question{
			{Key: "skin_ok", Type: "consent", Prompt: words("Yes, use what I say of my skin."), Purpose: "personalisation"},
			{Key: "skin", Type: "text", Prompt: words("Your skin?"), Sensitive: true, Consent: "skin_ok"},
			{Key: "address", Type: "email", Prompt: words("Your other email?")},
			{Key: "number", Type: "phone", Prompt: words("Your number?")},
			{Key: "colour", Type: "text", Prompt: words("Your colour?")},
		},
	}
}

func TestALinkShowsNothingSensitiveAndNoAddress(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.publish(intimate())
		all := map[string]any{"skin_ok": true, "skin": "dry", "address": "ada@example.com", "number": "+46701234567", "colour": "red"}
		w.applies(customer(ada), preference.Change{Set: raw(w, all)})
		require.Len(w, w.values(customer(ada)), 5)
		require.False(w, w.known(customer(ada)).Partial)
		require.Equal(w, map[string]string{"colour": `"red"`, "skin_ok": "true"}, w.values(linked(ada)))
		known := w.known(linked(ada))
		require.True(w, known.Partial)
		require.Equal(w, 2, known.Counts.Answers)
		for _, s := range known.Sections {
			for _, q := range s.Questions {
				require.NotContains(w, []string{"skin", "address", "number"}, q.Key, "not even that it is asked")
			}
		}
	})
}

func TestALinkChangesOnlyWhatItShows(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.publish(intimate())
		all := map[string]any{"skin_ok": true, "skin": "dry", "address": "ada@example.com", "colour": "red"}
		w.applies(customer(ada), preference.Change{Set: raw(w, all)})
		for name, change := range map[string]preference.Change{
			"set.skin":          {Set: raw(w, map[string]any{"skin": "oily"})},
			"set.address":       {Set: raw(w, map[string]any{"address": "mallory@example.com"})},
			"clear.0":           {Clear: []string{"address"}},
			"snooze.0.question": {Snooze: []preference.Snooze{{Question: "skin", Never: true}}},
		} {
			change.Set = withColour(w, change.Set)
			require.Equal(w, map[string]string{name: "unknown"}, w.refuses(linked(ada), change))
		}
		require.Equal(w, `"red"`, w.values(customer(ada))["colour"], "all of it or nothing")

		w.applies(linked(ada), preference.Change{
			Set:      raw(w, map[string]any{"colour": "blue"}),
			Consents: []preference.Choice{{Channel: "personalisation", Purpose: "personalisation"}},
		})
		values := w.values(customer(ada))
		require.Equal(w, `"blue"`, values["colour"])
		require.Equal(w, "false", values["skin_ok"], "what she takes back by a link is taken back")
		require.Equal(w, `"dry"`, values["skin"])
		responses, err := w.store.ExportCustomer(w.Context(), demo, ada, nil)
		require.NoError(w, err)
		require.Contains(w, proofs(responses), app.ProofLink)
	})
}

func withColour(w *world, set map[string]json.RawMessage) map[string]json.RawMessage {
	if set == nil {
		set = map[string]json.RawMessage{}
	}
	for key, value := range raw(w, map[string]any{"colour": "blue"}) {
		set[key] = value
	}
	return set
}

func proofs(data app.PersonalData) (list []app.Proof) {
	for _, r := range data.Responses {
		list = append(list, r.Proof)
	}
	return list
}

func TestALinkOfAGuestIsHersWhateverAChangeNames(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		visitor := newID()
		w.answers(guest(visitor), "", map[string]any{"source": "podcast"})
		by := guest(visitor)
		by.Door = app.DoorLink
		require.Equal(w, map[string]string{"source": `"podcast"`}, w.values(by))
		other := newID()
		w.answers(guest(other), "", map[string]any{"source": "podcast"})
		require.NoError(w, w.keeper.Apply(w.Context(), by, preference.Change{
			ID: newID(), Visitor: other, Set: raw(w, map[string]any{"source": "friend"}),
		}))
		require.Equal(w, `"friend"`, w.values(guest(visitor))["source"])
		require.Equal(w, `"podcast"`, w.values(guest(other))["source"])
	})
}
