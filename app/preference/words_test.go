package preference_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
)

func TestOurWordsAreThereInEveryLanguage(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("words.json")
	require.NoError(t, err)
	var all map[string]map[string]string
	require.NoError(t, json.Unmarshal(text, &all))
	require.ElementsMatch(t, []string{"en", "sv", "sl", "pl", "da", "es"}, slices.Collect(maps.Keys(all)))
	keys := slices.Sorted(maps.Keys(all["en"]))
	for _, channel := range app.Channels {
		require.Contains(t, keys, "ask."+string(channel))
	}
	for _, p := range app.DefaultPurposes() {
		require.Equal(t, p.Title, all["en"]["purpose."+p.Key])
	}
	for language, words := range all {
		require.Equal(t, keys, slices.Sorted(maps.Keys(words)), language)
	}
}

func TestWhatSheAllowsSaysWhoMayDoItAndForWhat(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		said := map[string]string{}
		for locale := range map[string]bool{"en": true, "sl-SI": true, "fr": true} {
			known, err := w.keeper.Known(w.Context(), customer(ada), locale)
			require.NoError(w, err)
			for _, p := range known.Consents {
				require.NotContains(w, p.Ask, "{", locale)
				if p.Channel == app.ChannelEmail && p.Purpose.Key == app.PurposeMarketing {
					said[locale] = p.Ask
				}
			}
		}
		require.Equal(w, map[string]string{
			"en": "Demo may email me. For: Marketing", "sl-SI": "Demo mi sme pisati e-pošto. Za: Trženje", "fr": "Demo may email me. For: Marketing",
		}, said)
	})
}

// reason is why a tool does not get her source, in a language.
func (w *world) reason(locale string) string {
	w.Helper()
	known, err := w.keeper.Known(w.Context(), customer(ada), locale)
	require.NoError(w, err)
	for _, s := range known.Sections {
		for _, q := range s.Questions {
			if q.Key == "source" && len(q.Answer.Withheld) > 0 {
				return q.Answer.Withheld[0].Reason
			}
		}
	}
	return ""
}

func TestSheIsToldInHerWordsWhatAnAnswerIsForAndWhyItIsKeptFromATool(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.applies(customer(ada), preference.Change{Set: raw(w, map[string]any{"source": "podcast"})})
		require.Equal(w, "Prilagajanje", w.titled("sl"))
		her, err := w.store.CustomerProfile(w.Context(), demo, ada)
		require.NoError(w, err)
		require.NoError(w, w.store.NoteRefusals(w.Context(), demo, "shopify", map[app.ProfileID][]app.Refusal{her.ID: {
			{Profile: her.ID, Question: "source", Purpose: "personalisation", Reason: "objected to Personalisation", Since: time.Now()},
		}}))
		require.Equal(w, "det är inte till för det här verktyget: Personalisering", w.reason("sv-SE"), "she has not objected: the merchant keeps it there")
		w.applies(customer(ada), preference.Change{Consents: []preference.Choice{{Channel: "personalisation", Purpose: "personalisation"}}})
		require.Equal(w, "du har sagt nej till: Personalisering", w.reason("sv"))
		require.Equal(w, "you said no to: Personalisation", w.reason("fr"))

		require.NoError(w, w.store.SetPurposes(w.Context(), demo, []app.Purpose{
			{Key: "personalisation", Title: "Your own cup", Basis: app.BasisConsent, Channels: []app.Channel{app.ChannelPersonalisation}},
			{Key: "marketing", Title: "Marketing", Basis: app.BasisConsent, Channels: []app.Channel{app.ChannelEmail}},
		}))
		require.Equal(w, "Your own cup", w.titled("sl"), "a merchant's own name stands as it is")
		require.Equal(w, "du har inte gått med på: Your own cup", w.reason("sv"))
	})
}

// titled is what her source is for, in a language.
func (w *world) titled(locale string) string {
	w.Helper()
	known, err := w.keeper.Known(w.Context(), customer(ada), locale)
	require.NoError(w, err)
	return known.Consents[0].Purpose.Title
}
