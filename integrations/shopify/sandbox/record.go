package sandbox

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/ledger"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// What goes into the ledger, and where it passes.

func (s *Sandbox) newLedger() *ledger.Ledger {
	s.words = ledger.Words{App: s.world.App.Manifest.Name, Name: s.nameOf}
	return ledger.New(ledger.Options{Words: s.words, Now: s.world.Now, Concerned: s.concerned, Known: func(domain string) bool {
		s.world.Lock()
		defer s.world.Unlock()
		return s.world.Shop(domain) != nil
	}})
}

func (s *Sandbox) nameOf(domain, id string) string {
	s.world.Lock()
	defer s.world.Unlock()
	if shop := s.world.Shop(domain); shop != nil {
		return shop.NameOf(id)
	}
	return ""
}

// concerned adds the customers of the orders among ids.
func (s *Sandbox) concerned(domain string, ids []string) []string {
	s.world.Lock()
	defer s.world.Unlock()
	if shop := s.world.Shop(domain); shop != nil {
		return shop.Concerned(ids)
	}
	return ids
}

// recorded notes the requests an app sends to a shop's own address.
func (s *Sandbox) recorded(kind ledger.Kind, next http.HandlerFunc) http.Handler {
	recorder := ledger.Recorder{Ledger: s.ledger, About: func(r *http.Request) (ledger.Entry, bool) {
		return ledger.Entry{Shop: world.HostName(r.Host), Kind: kind, Title: s.words.App + " asked Shopify something"}, true
	}}
	return recorder.Handler(next)
}

// maxForetold is how much of a request is read ahead: Shopify takes no more.
const maxForetold = 10 << 20

// foretold notes what an Admin API request asks before anything befalls it: what
// is refused or lost belongs to somebody's story as well.
func (s *Sandbox) foretold(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(io.LimitReader(r.Body, maxForetold)) // who reads on meets the same end
		r.Body = ahead{io.MultiReader(bytes.NewReader(text), r.Body), r.Body}
		var asked graphql.Request
		if world.Unmarshal(text, &asked) == nil {
			domain, about := world.HostName(r.Host), world.Subjects(asked.Variables)
			title, subjects := s.words.Call(domain, graphql.Asks(asked), about), s.concerned(domain, about)
			ledger.Note(r.Context(), func(e *ledger.Entry) { e.Title, e.Detail, e.Subjects = title, asked.Name, subjects })
		}
		next(w, r)
	}
}

// ahead is a body of which the beginning was already read.
type ahead struct {
	io.Reader
	io.Closer
}

// noteCall tells what an Admin API request was about, and what it cost.
func (s *Sandbox) noteCall(ctx context.Context, shop *world.Shop, call *world.Call) {
	subjects := s.concerned(shop.Domain, call.Subjects)
	title := s.words.Call(shop.Domain, call.Roots, call.Subjects)
	ledger.Note(ctx, func(e *ledger.Entry) {
		e.Title, e.Detail, e.Subjects = title, call.Operation, subjects
		e.Cost = &ledger.Cost{Requested: call.Requested, Actual: call.Actual}
		switch {
		case call.Throttled:
			e.State, e.Detail = ledger.Waiting, call.Operation+": throttled"
		case len(call.Errors) > 0:
			e.State, e.Detail = ledger.Failed, call.Operation+": "+call.Errors[0]
		}
	})
}

// noteEvent writes down what people did.
func (s *Sandbox) noteEvent(e world.Event) {
	s.ledger.Record(ledger.Entry{
		Shop: e.Shop, Kind: ledger.Kind(e.Kind), Title: e.Title, Detail: e.Detail, Link: e.Link, Subjects: e.Subjects, State: ledger.OK,
	})
}

// noteControl writes down what was done to the sandbox itself.
func (s *Sandbox) noteControl(title string) {
	s.ledger.Record(ledger.Entry{Kind: ledger.Control, Title: title, State: ledger.OK})
}

// proxyRecorder notes what the app proxy carries to the app.
func (s *Sandbox) proxyRecorder() http.RoundTripper {
	recorder := ledger.Recorder{Ledger: s.ledger, About: func(r *http.Request) (ledger.Entry, bool) {
		query := r.URL.Query()
		shop := query.Get("shop")
		var subjects []string
		if id, err := strconv.ParseInt(query.Get("logged_in_customer_id"), 10, 64); err == nil {
			subjects = []string{world.GID("Customer", id)}
		}
		return ledger.Entry{
			Shop: shop, Kind: ledger.Proxy, Subjects: subjects, Detail: r.Method + " " + r.URL.Path,
			Title: s.words.Asked(shop, "storefront", r.Method, r.URL.Path, subjects),
		}, true
	}}
	return recorder.Transport(&http.Transport{MaxIdleConnsPerHost: parallelSends})
}

type sending struct{}

// webhookRecorder notes every attempt of a webhook under its id.
func (s *Sandbox) webhookRecorder(next http.RoundTripper) http.RoundTripper {
	recorder := ledger.Recorder{Ledger: s.ledger, About: func(r *http.Request) (ledger.Entry, bool) {
		d, ok := r.Context().Value(sending{}).(dispatch)
		if !ok {
			return ledger.Entry{}, false
		}
		domain, hook := d.shop.Domain, d.webhook
		return ledger.Entry{
			Shop: domain, Kind: ledger.Webhook, Key: hook.ID, Detail: hook.Topic,
			Subjects: s.concerned(domain, hook.Subjects), Title: s.words.Webhook(domain, hook.Topic, hook.Subjects),
		}, true
	}}
	return recorder.Transport(next)
}
