package merchant

import (
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// settingsPage is the shop as its owner set it up.
type settingsPage struct {
	Languages     []string // the primary one first
	Scopes        []string
	Permissions   []permission
	Optional      []optional
	Extensions    []*extension.Extension
	Subscriptions []subscriptionRow
}

// subscriptionRow is a topic somebody listens to.
type subscriptionRow struct {
	Topic  string
	URI    string
	Filter string
	Fields []string
	API    bool // made through the API, not by the manifest
}

func (a *Admin) settings(v *visit) {
	page := settingsPage{
		Languages: v.shop.Languages, Optional: optionals(a.world.App.Manifest, v.shop.Installed),
		Extensions: a.extensions, Subscriptions: a.subscriptions(v.shop),
	}
	if v.shop.Installed != nil {
		page.Scopes = v.shop.Installed.Scopes
		page.Permissions = permissions(page.Scopes)
	}
	v.show("settings.html", "settings", "Settings", page)
}

func (a *Admin) subscriptions(shop *world.Shop) []subscriptionRow {
	var out []subscriptionRow
	add := func(subs []*world.Subscription, api bool) {
		for _, sub := range subs {
			for _, topic := range slices.Concat(sub.Topics, sub.Compliance) {
				out = append(out, subscriptionRow{topic, sub.URI, sub.Filter, sub.Include, api})
			}
		}
	}
	add(a.world.App.Manifest.Webhooks.Subscriptions, false)
	add(shop.Subscriptions, true)
	slices.SortStableFunc(out, func(a, b subscriptionRow) int { return strings.Compare(a.Topic, b.Topic) })
	return out
}

// home is the shop at a glance.
func (a *Admin) home(v *visit) {
	now := a.world.Now()
	var sales int64
	var count, waiting int
	for _, o := range slices.Backward(v.shop.Orders) {
		if now.Sub(o.CreatedAt) > 30*24*time.Hour {
			break // orders stand in the order they were made
		}
		sales += o.Total()
		count++
	}
	for _, hook := range v.shop.Webhooks {
		if !hook.NextAt.IsZero() {
			waiting++
		}
	}
	latest := slices.Clone(v.shop.Orders[max(0, len(v.shop.Orders)-5):])
	slices.Reverse(latest)
	v.show("home.html", "home", "Home", struct {
		Sales             int64
		Orders, Customers int
		Waiting           int
		Latest            []orderRow
	}{sales, count, len(v.shop.Customers), waiting, v.orderRows(latest)})
}
