package main

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// tool is a destination as the merchant's API tells of it.
type tool struct {
	ID, Kind, Title, Account, Problem, Paused string
	Settings                                  map[string]string
}

// playable are the settings that connect to each tool beside the shop, by its name.
func (r *running) playable() map[string]map[string]string {
	r.t.Helper()
	var list struct {
		Destinations []struct {
			Name     string
			Settings map[string]string
		}
	}
	r.get(r.shop+"/_sandbox/destinations", &list)
	by := map[string]map[string]string{}
	for _, one := range list.Destinations {
		by[one.Name] = one.Settings
	}
	return by
}

// merchant calls the merchant's API with a JSON body.
func (r *running) merchant(method, path string, body any, status int, into any) {
	r.t.Helper()
	text, err := json.Marshal(body)
	require.NoError(r.t, err)
	r.asMerchant(method, "/api/v1"+path, text, status, into)
}

// holding waits until what a tool holds has all the words in it.
func (r *running) holding(name string, words ...string) {
	r.t.Helper()
	var state json.RawMessage
	require.Eventually(r.t, func() bool {
		r.get(r.shop+"/_sandbox/destinations/"+name+"/_state", &state)
		for _, word := range words {
			if !strings.Contains(string(state), word) {
				return false
			}
		}
		return true
	}, patience, 50*time.Millisecond, "%s never holds %v", name, words)
}

func TestEveryToolBesideTheShopIsConnectedAnsweredAndLeft(t *testing.T) {
	t.Parallel()
	shop := startSandbox(t)
	shop.asks(drinks)
	tools := shop.playable()
	require.GreaterOrEqual(t, len(tools), 7)
	ada := shop.browser()
	ada.logIn("ada@example.com")
	ada.says(ada.next("drinks"), map[string]any{"drink": "tea"})
	shop.becomes("ada@example.com", tastes("tea"))

	for name, settings := range tools {
		t.Run(name, func(t *testing.T) {
			shop := *shop
			shop.t = t
			var made tool
			shop.merchant("POST", "/destinations", map[string]any{"kind": name, "settings": settings}, http.StatusCreated, &made)
			require.Equal(t, name, made.ID)
			for key, value := range made.Settings {
				if strings.HasPrefix(value, "••••") {
					require.NotEqual(t, settings[key], value)
				}
			}
			var board struct{ Proposed json.RawMessage }
			shop.merchant("GET", "/destinations/"+name+"/mapping", nil, http.StatusOK, &board)
			shop.asMerchant("PUT", "/api/v1/destinations/"+name+"/mapping", board.Proposed, http.StatusOK, nil)

			var plan struct {
				Effect struct{ People, Set, Unknown int }
			}
			require.Eventually(t, func() bool { // the shop is still being asked for her address
				shop.merchant("POST", "/destinations/"+name+"/plan", map[string]any{}, http.StatusOK, &plan)
				return plan.Effect.People == 1
			}, patience, 50*time.Millisecond)
			var run struct {
				ID, State string
				Effect    struct{ People, Set int }
			}
			shop.merchant("POST", "/runs", map[string]any{"destination": name, "kind": "backfill"}, http.StatusCreated, &run)
			require.Equal(t, plan.Effect.People, run.Effect.People)
			require.Eventually(t, func() bool {
				shop.merchant("GET", "/runs/"+run.ID, nil, http.StatusOK, &run)
				return run.State == "done"
			}, patience, 50*time.Millisecond)
			if name == "webhook" { // it is told what happens, and not what was said before
				return
			}
			shop.holding(name, "ada@example.com", "ea") // "Tea" or "tea": each says it its own way
		})
	}
	zofia := shop.browser()
	zofia.logIn("zofia@example.com")
	zofia.says(zofia.next("drinks"), map[string]any{"drink": "coffee"})
	for name := range tools {
		shop.holding(name, "zofia@example.com", "offee")
	}
	shop.trails(tools, zofia)
	shop.leaves("klaviyo")
}

// trails finds, of her last answer, where it went, for the merchant and for her.
func (r *running) trails(tools map[string]map[string]string, her *browser) {
	r.t.Helper()
	var trail struct {
		Answers []struct {
			Went []struct {
				Destination, Title, State, Why string
				Names                          []string
			}
		}
	}
	at := map[string]string{}
	require.Eventually(r.t, func() bool {
		r.merchant("GET", "/responses/"+r.spoken()[0].ID+"/trail", nil, http.StatusOK, &trail)
		for _, went := range trail.Answers[0].Went {
			at[went.Destination] = went.State
		}
		return !slices.ContainsFunc(slices.Collect(maps.Values(at)), func(state string) bool { return state == "waiting" || state == "uncertain" })
	}, patience, 50*time.Millisecond)
	for name := range tools {
		require.Contains(r.t, []string{"there", "verified"}, at[name], "%s: %+v", name, trail)
	}
	var known struct {
		Sections []struct {
			Questions []struct {
				Answer struct{ Written []struct{ Title, As string } }
			}
		}
	}
	her.do(http.MethodGet, her.door()+"/preferences?locale=en&visitor="+her.visitor, "", "", http.StatusOK, &known)
	told := map[string]string{}
	for _, section := range known.Sections {
		for _, question := range section.Questions {
			for _, one := range question.Answer.Written {
				told[one.Title] = one.As
			}
		}
	}
	require.Equal(r.t, "told", told["Klaviyo"], told)
	require.Contains(r.t, told, "Shopify")
}

// leaves disconnects a tool and has what was written there taken back.
func (r *running) leaves(name string) {
	r.t.Helper()
	var leaving struct{ Run string }
	r.merchant("DELETE", "/destinations/"+name+"?written=undo", nil, http.StatusOK, &leaving)
	require.NotEmpty(r.t, leaving.Run)
	require.Eventually(r.t, func() bool {
		var list struct{ Destinations []tool }
		r.merchant("GET", "/destinations", nil, http.StatusOK, &list)
		return !slices.ContainsFunc(list.Destinations, func(one tool) bool { return one.ID == name })
	}, patience, 50*time.Millisecond)
	var state json.RawMessage
	r.get(r.shop+"/_sandbox/destinations/"+name+"/_state", &state)
	require.NotContains(r.t, string(state), "offee")
}
