package merchant

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// visit is one request for a page of a shop's admin. The world is locked while
// it lasts.
type visit struct {
	a    *Admin
	w    http.ResponseWriter
	r    *http.Request
	shop *world.Shop

	told  string   // whose page it is, for the ledger
	about []string // gids
}

func (a *Admin) visited(draw func(*visit)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		a.world.Lock()
		defer a.world.Unlock()
		draw(&visit{a: a, w: w, r: r, shop: a.here(w, r)})
	}
}

// id is the number in the address, 0 for none.
func (v *visit) id() int64 {
	id, _ := strconv.ParseInt(v.r.PathValue("id"), 10, 64)
	return id
}

// show draws a page.
func (v *visit) show(name, section, title string, data any) {
	v.a.show(v.w, http.StatusOK, name, v.shell(section, title, data))
}

// tells has the ledger beside the page begin with a customer's story and that of
// other records.
func (v *visit) tells(c *world.Customer, ids ...string) {
	v.about = ids
	if c != nil {
		v.told, v.about = c.Name(), append(v.about, world.GID("Customer", c.ID))
	}
}

func (v *visit) missing() {
	v.a.show(v.w, http.StatusNotFound, "missing.html", v.shell("", "Not found", nil))
}

// done ends what a form asked for: segments are looked through, the world is
// saved, and the page it came from says so.
func (v *visit) done(to, said string) {
	v.a.world.WatchSegments(v.shop)
	v.a.world.Changed()
	v.back(to, said)
}

// back leads to a page with a word in the address, which the page says aloud.
func (v *visit) back(to, said string) {
	if said != "" {
		to += "?said=" + url.QueryEscape(said)
	}
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
}

// said are the sentences a page may be asked to say; what is not among them is
// not said, for anybody can write an address.
var said = map[string]string{
	"tags":        "Tags saved",
	"too-many":    "Not saved: at most 250 tags, each short enough for Shopify",
	"consent":     "Marketing settings saved",
	"merged":      "Customers merged",
	"no-merge":    "Not merged: name another customer by email address, and none who is about to be erased",
	"requested":   "The app was asked for this customer’s data",
	"erased":      "Erasure requested",
	"kept":        "Erasure cancelled",
	"deleted":     "Customer deleted",
	"has-orders":  "A customer with orders can’t be deleted",
	"uninstalled": "The app was uninstalled",
	"scopes":      "Access changed",
	"no-scopes":   "Access not changed: that scope is not an optional one",
	"theme":       "Theme saved",
	"resent":      "The webhook is sent again",
	"workflow":    "The app knows which workflows are on",
	"no-workflow": "Not changed: the app did not take Flow’s call, and Shopify leaves such a workflow as it is",
}

func (a *Admin) missing(v *visit) { v.missing() }
