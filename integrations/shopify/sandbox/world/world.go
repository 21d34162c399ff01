// Package world owns what the sandbox remembers and the rules it lives by: shops,
// products, people, orders, metafields, tags, consent, the app's seat in a shop
// and the webhooks waiting for it. It knows no HTTP and no GraphQL.
package world

import (
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Form numbers the shape of a kept world. It grows when an old one could not be
// lived in.
const Form = 2

// World is everything the sandbox remembers, and the app it meets. Whoever
// reads or changes it holds its lock; no method takes it.
type World struct {
	sync.Mutex `json:"-"`

	Form   int           `json:"form"` // of what is kept
	Shops  []*Shop       `json:"shops"`
	LastID int64         `json:"last_id"`
	Size   Size          `json:"size"`  // of the crowd, for a reset
	Ahead  time.Duration `json:"ahead"` // how far the clock was advanced; see Advance
	Faults Faults        `json:"faults"`

	App     App              `json:"-"`
	BaseURL string           `json:"-"` // where the sandbox itself answers browsers
	Clock   func() time.Time `json:"-"` // the machine's
	Wake    chan struct{}    `json:"-"` // a webhook became due
	Dirty   chan struct{}    `json:"-"` // something changed and wants saving
	Logger  *slog.Logger     `json:"-"`
	Files   *Files           `json:"-"` // uploads and results
	Told    func(Event)      `json:"-"` // hears what people do; called with the lock held; nil: nobody listens

	lead atomic.Int64 // Ahead, for Now
}

// App is the app under test as Shopify's records know it.
type App struct {
	URL      *url.URL // where it answers: iframe, webhooks, app proxy
	Key      string
	Secret   string
	Manifest Manifest  // shopify.app.toml
	Triggers []Trigger // of Flow, which its extensions declare

	FlowCallback string // where it wants to know which of them are in use
}

// Meet says which app is under test and what the world runs on. It comes before
// any other call.
func (w *World) Meet(app App, baseURL string, clock func() time.Time, logger *slog.Logger) {
	w.App, w.BaseURL, w.Clock, w.Logger = app, baseURL, clock, logger
	w.Wake, w.Dirty = make(chan struct{}, 1), make(chan struct{}, 1)
	w.Files = NewFiles("")
	w.lead.Store(int64(w.Ahead))
}

// NewID is the next number: ids grow for ever, also over a reset, as Shopify's do.
func (w *World) NewID() int64 {
	w.LastID += 1 + w.LastID%7 // gaps, so that nothing comes to rely on neighbours
	return w.LastID
}

// Shop finds a shop by domain, the first one for "".
func (w *World) Shop(domain string) *Shop {
	if domain == "" {
		return w.Shops[0]
	}
	i := slices.IndexFunc(w.Shops, func(s *Shop) bool { return s.Domain == strings.ToLower(domain) })
	if i < 0 {
		return nil
	}
	return w.Shops[i]
}

// Now is the sandbox's clock: the machine's plus what was advanced. Needs no
// lock: the app under test may tell the time by it, too.
func (w *World) Now() time.Time { return w.Clock().Add(time.Duration(w.lead.Load())) }

// Advance moves the clock forward. Time never goes back, not even with a reset:
// the app has already lived it.
func (w *World) Advance(by time.Duration) {
	w.Ahead += by
	w.lead.Store(int64(w.Ahead))
	w.Ring()
}

// Changed wakes the saver. Needs no lock.
func (w *World) Changed() {
	select {
	case w.Dirty <- struct{}{}:
	default:
	}
}
