package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

// forecast is what a plan says of one destination.
type forecast struct {
	Destination string
	Total       int
	Effect      app.Effect
}

// shelf is what the shop holds of a customer that is an answer's.
type shelf struct{ tags, fields []string }

// shelves are those of everybody, by address.
func (r *running) shelves() map[string]shelf {
	r.t.Helper()
	all := map[string]shelf{}
	for _, c := range r.state().Customers {
		one := shelf{tags: c.Tags}
		for key, field := range c.Metafields {
			if key != "$app."+app.KnownKey && key != "$app."+app.LinksKey { // our blocks' own
				one.fields = append(one.fields, key+"="+field.Value)
			}
		}
		slices.Sort(one.fields)
		all[c.Email] = one
	}
	return all
}

// less counts what is in one list and not in another.
func less(list, other []string) (n int) {
	for _, one := range list {
		if !slices.Contains(other, one) {
			n++
		}
	}
	return n
}

// effected counts what is not as it was.
func effected(before, after map[string]shelf) (e app.Effect) {
	for email, now := range after {
		was := before[email]
		set, unset, on, off := less(now.fields, was.fields), less(was.fields, now.fields), less(now.tags, was.tags), less(was.tags, now.tags)
		if set+unset+on+off > 0 {
			e.People++
		}
		e.Set, e.Unset, e.AddTags, e.RemoveTags = e.Set+set, e.Unset+unset, e.AddTags+on, e.RemoveTags+off
	}
	return e
}

func numbers(e app.Effect) []int {
	return []int{e.People, e.Set, e.Unset, e.AddTags, e.RemoveTags}
}

// runs does a run and waits until it is through.
func (r *running) runs(body map[string]any) {
	r.t.Helper()
	var run struct{ ID, State string }
	r.merchant("POST", "/runs", body, http.StatusCreated, &run)
	require.Eventually(r.t, func() bool {
		r.merchant("GET", "/runs/"+run.ID, nil, http.StatusOK, &run)
		return run.State == "done"
	}, 2*patience, 200*time.Millisecond)
}

// atRest waits until nothing is to be told and, for three seconds, nothing came: who somebody is may be learnt later than what she says.
func (r *running) atRest() {
	r.t.Helper()
	type delivery struct{ ID, State string }
	var before []delivery
	still := 0
	require.Eventually(r.t, func() bool {
		var told struct{ Deliveries []delivery }
		r.merchant(http.MethodGet, "/deliveries", nil, http.StatusOK, &told)
		if still++; !slices.Equal(before, told.Deliveries) || slices.ContainsFunc(told.Deliveries, func(d delivery) bool { return d.State == "waiting" }) {
			before, still = told.Deliveries, 0
		}
		return still >= 15
	}, 2*patience, 200*time.Millisecond)
}

// draft is the survey of a handle, with its questions' places changed.
func (r *running) draft(handle, from, to string) (id string, revision int) {
	r.t.Helper()
	var list struct{ Surveys []struct{ ID, Handle string } }
	r.merchant("GET", "/surveys", nil, http.StatusOK, &list)
	at := slices.IndexFunc(list.Surveys, func(s struct{ ID, Handle string }) bool { return s.Handle == handle })
	var survey struct {
		Document json.RawMessage
		Revision int
	}
	path := "/surveys/" + list.Surveys[at].ID
	r.merchant("GET", path, nil, http.StatusOK, &survey)
	edited := strings.Replace(string(survey.Document), from, to, 1)
	require.NotEqual(r.t, string(survey.Document), edited)
	r.merchant("PUT", path, map[string]any{"revision": survey.Revision, "document": json.RawMessage(edited)}, http.StatusOK, &survey)
	return list.Surveys[at].ID, survey.Revision
}

func TestThePlansNumbersAreTheEffectInTheShop(t *testing.T) {
	t.Parallel()
	shop := startSandbox(t)
	shop.asks(drinks)
	people := []string{"ada@example.com", "zofia@example.com", "kim@example.com", "noor@example.com"}
	speaks := make([]*browser, len(people))
	for i, email := range people {
		shop.orders(email, `,"lines":[{"product":"first-light","quantity":1}]`, http.StatusOK)
		speaks[i] = shop.browser()
		speaks[i].logIn(email)
		said := []string{"coffee", "tea"}[i%2]
		speaks[i].says(speaks[i].next("drinks"), map[string]any{"drink": said})
		shop.becomes(email, tastes(said))
	}

	var dry app.Undone
	var begun struct{ Run struct{ ID string } }
	var done struct {
		State  string
		CameTo app.Undone `json:"came_to"`
	}
	shop.atRest()
	shop.merchant("POST", "/deliveries/undo", map[string]any{"destination": "shopify", "dry": true}, http.StatusOK, &dry)
	before := shop.places()
	shop.merchant("POST", "/deliveries/undo", map[string]any{"destination": "shopify"}, http.StatusAccepted, &begun)
	require.Eventually(t, func() bool {
		shop.merchant("GET", "/runs/"+begun.Run.ID, nil, http.StatusOK, &done)
		return done.State == "done"
	}, 2*patience, 100*time.Millisecond)
	require.Equal(t, dry, done.CameTo)
	require.Equal(t, 4, done.CameTo.People)
	require.Equal(t, done.CameTo.Places, moved(before, shop.places()))
	require.Contains(t, shop.state().customer("ada@example.com").Tags, "vip", "what was the merchant's own stays")

	for i, email := range people { // they think better of it
		said := []string{"tea", "coffee"}[i%2]
		speaks[i].says(speaks[i].next("drinks"), map[string]any{"drink": said})
		shop.becomes(email, tastes(said))
	}
	id, revision := shop.draft("drinks", `"mapping":{"metafield":true,"tag":true}`, `"mapping":{"tag":true}`)
	var foreseen struct{ Destinations []forecast }
	shop.merchant("GET", "/surveys/"+id+"/effect", nil, http.StatusOK, &foreseen)
	require.Len(t, foreseen.Destinations, 1)
	require.Equal(t, []any{"shopify", 4}, []any{foreseen.Destinations[0].Destination, foreseen.Destinations[0].Total})
	shelves := shop.shelves()
	shop.merchant("POST", "/surveys/"+id+"/publish", map[string]any{"revision": revision}, http.StatusOK, nil)
	shop.runs(map[string]any{"destination": "shopify", "kind": "backfill", "survey": id})
	require.Equal(t, numbers(effected(shelves, shop.shelves())), numbers(foreseen.Destinations[0].Effect))
	require.Equal(t, []int{4, 0, 4, 0, 0}, numbers(foreseen.Destinations[0].Effect))
}

// places are what the shop holds of everybody of ours, and what stands there.
func (r *running) places() map[string]string {
	r.t.Helper()
	all := map[string]string{}
	for _, c := range r.state().Customers {
		for _, tag := range c.Tags {
			all[c.Email+" "+tag] = "there"
		}
		for key, field := range c.Metafields {
			all[c.Email+" "+key] = field.Value
		}
	}
	return all
}

// moved counts the places where something else stands than before.
func moved(before, after map[string]string) (n int) {
	places := maps.Clone(before)
	maps.Copy(places, after)
	for place := range places {
		if before[place] != after[place] {
			n++
		}
	}
	return n
}

func TestThePlansNumbersAreTheEffectAtATool(t *testing.T) {
	t.Parallel()
	shop := startSandbox(t)
	shop.asks(regimen)
	for i, email := range []string{"ada@example.com", "zofia@example.com"} {
		shop.tells(email, []string{"oily", "dry"}[i], fmt.Sprint("A balm, ", i))
	}
	shop.merchant("POST", "/destinations", map[string]any{"kind": "klaviyo", "settings": shop.playable()["klaviyo"]}, http.StatusCreated, nil)
	var board struct {
		Proposed map[string]json.RawMessage
	}
	shop.merchant("GET", "/destinations/klaviyo/mapping", nil, http.StatusOK, &board)
	var plan forecast
	shop.merchant("POST", "/destinations/klaviyo/plan", map[string]any{"mapping": board.Proposed}, http.StatusOK, &plan)
	before := shop.profiles()
	shop.merchant("PUT", "/destinations/klaviyo/mapping", board.Proposed, http.StatusOK, nil)
	shop.runs(map[string]any{"destination": "klaviyo", "kind": "backfill"})
	require.Equal(t, []int{2, plan.Effect.Set}, gained(before, shop.profiles()))
	require.Equal(t, []int{2, 2 * 11}, []int{plan.Effect.People, plan.Effect.Set}, "ten answers and her own link")

	var targets []map[string]any
	require.NoError(t, json.Unmarshal(board.Proposed["targets"], &targets))
	less := maps.Clone(board.Proposed)
	text, err := json.Marshal(slices.DeleteFunc(targets, func(one map[string]any) bool { return one["question"] == "skin_type" }))
	require.NoError(t, err)
	less["targets"], less["revision"] = text, json.RawMessage("1")
	plan = forecast{}
	shop.merchant("POST", "/destinations/klaviyo/plan", map[string]any{"mapping": less}, http.StatusOK, &plan)
	before = shop.profiles()
	shop.merchant("PUT", "/destinations/klaviyo/mapping", less, http.StatusOK, nil)
	shop.runs(map[string]any{"destination": "klaviyo", "kind": "backfill"})
	require.Equal(t, []int{plan.Effect.People, plan.Effect.Unset}, gained(shop.profiles(), before))
	require.Equal(t, []int{2, 2}, []int{plan.Effect.People, plan.Effect.Unset})
}

// profiles are the properties of ours that Klaviyo holds of everybody, by address.
func (r *running) profiles() map[string]map[string]string {
	r.t.Helper()
	var state struct {
		Profiles []struct {
			Email      string
			Properties map[string]json.RawMessage
		}
	}
	r.get(r.shop+"/_sandbox/destinations/klaviyo/_state", &state)
	all := map[string]map[string]string{}
	for _, one := range state.Profiles {
		ours := map[string]string{}
		for key, value := range one.Properties {
			if strings.HasPrefix(key, "askwell_") {
				ours[key] = string(value)
			}
		}
		all[one.Email] = ours
	}
	return all
}

// gained counts whom something of the second is not in the first, and how much.
func gained(before, after map[string]map[string]string) []int {
	people, properties := 0, 0
	for email, now := range after {
		n := 0
		for key, value := range now {
			if before[email][key] != value {
				n++
			}
		}
		properties += n
		people += min(n, 1)
	}
	return []int{people, properties}
}
