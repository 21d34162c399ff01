package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

// accountOf is what a shop's account is called at every tool.
func accountOf(shop string) string {
	name, _, _ := strings.Cut(shop, ".")
	return name
}

// furnish does what merchants do first: they install the app, ask the survey, and connect
// every tool with the mapping that is proposed.
func (e *epoch) furnish() {
	e.t.Helper()
	for _, shop := range chaosShops {
		require.NoError(e.t, e.sandbox.Open(e.t.Context(), shop))
		var made struct {
			ID       string
			Revision int
		}
		e.as(shop, http.MethodPost, "/surveys", fmt.Sprintf(`{"document":%s}`, chaosSurvey), &made)
		e.as(shop, http.MethodPost, "/surveys/"+made.ID+"/publish", fmt.Sprintf(`{"revision":%d}`, made.Revision), nil)
		e.mapped[shop] = map[string]app.Mapping{}
		for name, tool := range e.tools {
			settings, err := json.Marshal(map[string]any{"kind": name, "settings": tool.Open(accountOf(shop))})
			require.NoError(e.t, err)
			e.as(shop, http.MethodPost, "/destinations", string(settings), nil)
			e.mapped[shop][name] = e.maps(shop, name)
		}
	}
}

// maps saves the mapping that is proposed to a shop, with an event where the tool takes any.
func (e *epoch) maps(shop, tool string) (m app.Mapping) {
	e.t.Helper()
	var board struct {
		Proposed map[string]any
		Takes    struct{ Kinds []app.TargetKind }
	}
	e.as(shop, http.MethodGet, "/destinations/"+tool+"/mapping", "", &board)
	for _, kind := range board.Takes.Kinds {
		if kind == app.TargetEvent {
			board.Proposed["targets"] = append(board.Proposed["targets"].([]any), map[string]any{"question": "source", "kind": kind})
		}
		if kind == app.TargetTag {
			board.Proposed["targets"] = append(board.Proposed["targets"].([]any), map[string]any{"question": "source", "kind": kind, "name": "askwell:heard:"})
		}
	}
	text, err := json.Marshal(board.Proposed)
	require.NoError(e.t, err)
	var saved struct {
		Mapping struct {
			Targets  []app.Target
			Consents []app.Channel
			Link     string
		}
	}
	e.as(shop, http.MethodPut, "/destinations/"+tool+"/mapping", string(text), &saved)
	return app.Mapping{Targets: saved.Mapping.Targets, Consents: saved.Mapping.Consents, Link: saved.Mapping.Link}
}

// as calls the merchant's API in a shop, again while the app stumbles.
func (e *epoch) as(shop, method, path, body string, into any) {
	e.t.Helper()
	var status int
	var answer []byte
	require.Eventually(e.t, func() bool {
		var minted struct{ Token string }
		e.post(e.shop+"/_sandbox/tokens", fmt.Sprintf(`{"kind":"admin","shop":%q}`, shop), http.StatusOK, &minted)
		var err error
		status, answer, err = send(method, e.app+"/api/v1"+path, minted.Token, []byte(body))
		return err == nil && status < 500
	}, patience, 100*time.Millisecond, "%s %s", method, path)
	require.Equal(e.t, 2, status/100, "%s %s: %s", method, path, answer)
	if into != nil {
		require.NoError(e.t, json.Unmarshal(answer, into), string(answer))
	}
}
