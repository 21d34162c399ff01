package main

import (
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/admin"
	"github.com/askwell/askwell/app/web/browsertest"
)

// screen is a page of the admin in a shop: its route, its path there, and what it holds
// once it is full.
type screen struct {
	name, route, path string
	full              string // a selector
}

// subjects are what pages are about: a survey, somebody's response, and so on.
type subjects struct{ survey, response, delivery, customer, destination, reward string }

// pages are all the pages of the admin. A new one is missing from the gallery, and from
// what hostile words are shown on, until it stands here.
func pages(of subjects) []screen {
	const row = "s-table-row"
	return []screen{
		{name: "home", route: "/", path: "/", full: "s-section"},
		{name: "hearing", route: "/hearing", path: "/hearing", full: "s-badge"},
		{name: "start", route: "/start/:template", path: "/start/poll", full: `s-button[variant="primary"]`},
		{name: "surveys", route: "/surveys", path: "/surveys", full: row},
		{name: "survey", route: "/surveys/:id", path: "/surveys/" + of.survey, full: `s-text-field[label="Question"]`},
		{name: "surfaces", route: "/surfaces", path: "/surfaces", full: row},
		{name: "insight", route: "/insight", path: "/insight?survey=" + of.survey, full: `.chart [role="img"]`},
		{name: "rewards", route: "/rewards", path: "/rewards", full: row},
		{name: "reward", route: "/rewards/:handle", path: "/rewards/" + of.reward, full: "s-badge"},
		{name: "reward-new", route: "/rewards/:handle", path: "/rewards/_new", full: `s-text-field[label="Name"]`},
		{name: "destinations", route: "/destinations", path: "/destinations", full: "s-badge"},
		{name: "destination", route: "/destinations/:id", path: "/destinations/" + of.destination, full: "s-badge"},
		{name: "connect-which", route: "/destinations/:id", path: "/destinations/_new", full: `s-button[href^="/destinations/_new/"]`},
		{name: "connect", route: "/destinations/:id/:what", path: "/destinations/_new/klaviyo", full: "s-password-field"},
		{name: "admitted", route: "/destinations/:id/:what", path: "/destinations/admitted/nothing", full: "s-banner"},
		{name: "mapping", route: "/destinations/:id/:what", path: "/destinations/" + of.destination + "/mapping", full: row},
		{name: "people", route: "/people", path: "/people", full: row},
		{name: "person", route: "/people/:customer", path: "/people/" + of.customer, full: "s-badge"},
		{name: "responses", route: "/responses", path: "/responses", full: row},
		{name: "response", route: "/responses/:response", path: "/responses/" + of.response, full: "s-badge"},
		{name: "deliveries", route: "/deliveries", path: "/deliveries", full: row},
		{name: "delivery", route: "/deliveries/:delivery", path: "/deliveries/" + of.delivery, full: row},
		{name: "differences", route: "/differences", path: "/differences", full: "s-section"},
		{name: "privacy", route: "/privacy", path: "/privacy", full: row},
		{name: "settings", route: "/settings", path: "/settings", full: "s-number-field"},
		{name: "keys", route: "/settings/keys", path: "/settings/keys", full: row},
		{name: "audit", route: "/settings/audit", path: "/settings/audit", full: row},
	}
}

func TestEveryPageOfTheAdminIsInTheGallery(t *testing.T) {
	t.Parallel()
	var known []string
	names := map[string]bool{}
	for _, one := range pages(subjects{}) {
		known = append(known, one.route)
		require.False(t, names[one.name], "two pages are called %s", one.name)
		names[one.name] = true
	}
	slices.Sort(known)
	there := admin.Screens()
	slices.Sort(there)
	require.Equal(t, there, slices.Compact(known), "a page the admin has, but the gallery has not, or the other way round: cmd/askwell/pages_test.go")
}

// atDesk opens a page of a shop's admin.
func (r *running) atDesk(w *browsertest.Window, shop, path string) {
	r.t.Helper()
	address := r.shop + "/admin/apps/askwell" + path
	if shop != "" {
		address += map[bool]string{true: "&", false: "?"}[slices.Contains([]byte(path), '?')] + "shop=" + shop
	}
	w.Do("open "+path, chromedp.Navigate(address), see(browsertest.Frame))
}
