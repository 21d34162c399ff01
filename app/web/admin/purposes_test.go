package admin_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web"
)

func TestAShopSaysWhatAnswersMayBeUsedFor(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	type body struct {
		Purposes []app.Purpose `json:"purposes"`
		Usual    []app.Purpose `json:"usual_purposes,omitempty"`
	}
	var got body
	require.Equal(t, http.StatusOK, b.call("GET", "/settings", demo, nil, &got))
	require.Equal(t, body{app.DefaultPurposes(), app.DefaultPurposes()}, got)

	own := app.DefaultPurposes()[:3]
	own[0].Basis, own[1].Destinations = app.BasisConsent, []string{}
	got = body{}
	require.Equal(t, http.StatusOK, b.call("PUT", "/settings", demo, body{Purposes: own}, &got))
	require.Equal(t, body{own, app.DefaultPurposes()}, got)
	got = body{}
	require.Equal(t, http.StatusOK, b.call("PUT", "/settings", demo, told{}, &got))
	require.Equal(t, own, got.Purposes, "who says nothing of them changes nothing")
	got = body{}
	require.Equal(t, http.StatusOK, b.call("GET", "/settings", other, nil, &got))
	require.Equal(t, app.DefaultPurposes(), got.Purposes, "another shop has its own")

	for field, change := range map[string]func(*app.Purpose){
		"purposes.1.key":      func(p *app.Purpose) { p.Key = "No key" },
		"purposes.1.basis":    func(p *app.Purpose) { p.Basis = "because" },
		"purposes.1.channels": func(p *app.Purpose) { p.Channels = []app.Channel{"fax"} },
	} {
		wrong := app.DefaultPurposes()
		change(&wrong[1])
		var problem web.Problem
		require.Equal(t, http.StatusUnprocessableEntity, b.call("PUT", "/settings", demo, body{Purposes: wrong}, &problem))
		require.Equal(t, field, problem.Errors[0].Field)
	}
	var problem web.Problem
	budget := told{"visit": told{"questions": -1, "seconds": 5}, "month": told{"questions": 5, "seconds": 5}}
	require.Equal(t, http.StatusUnprocessableEntity, b.call("PUT", "/settings", demo, told{"budget": budget, "purposes": app.DefaultPurposes()}, &problem))
	got = body{}
	require.Equal(t, http.StatusOK, b.call("GET", "/settings", demo, nil, &got))
	require.Equal(t, own, got.Purposes, "what is refused changes nothing")
}
