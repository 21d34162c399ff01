package admin_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
)

// past is what has happened in the shop, at a pace of its own, with destinations
// that misbehave.
type past struct {
	*bench
	now    time.Time
	store  *store.Store
	desk   *privacy.Desk
	lanes  *delivery.Deliverer
	at     map[app.DestinationID]*integrationtest.Memory
	survey app.SurveyID
}

// begin goes back in time. The bench's shop has to be installed.
func (b *bench) begin(since time.Duration) *past {
	b.Helper()
	p := &past{bench: b, now: time.Now().Add(-since), at: map[app.DestinationID]*integrationtest.Memory{}, survey: b.published(document("heard")).ID}
	clock := func() time.Time { return p.now }
	var err error
	p.store, err = store.Open(b.Context(), store.Config{URL: b.url, Keys: storetest.Keys(b), Now: clock})
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, p.store.Close()) })
	p.desk = privacy.New(p.store, nil, clock)
	p.lanes = &delivery.Deliverer{Store: p.store, Now: clock, Erased: p.desk.Erased}
	for _, id := range []app.DestinationID{app.ShopifyDestination, "liar", "sleeper", "mute"} {
		memory := &integrationtest.Memory{Name: string(id)}
		p.at[id] = memory
		provider := integrations.Provider(memory)
		if id == "mute" {
			provider = integrationtest.Mute{Memory: memory}
		}
		p.lanes.Providers = append(p.lanes.Providers, provider)
		if id != app.ShopifyDestination {
			storetest.Exec(b, b.url, fmt.Sprintf("INSERT INTO destinations (shop_id, id, kind, settings, created_at) VALUES ('%s', '%s', '%s', '{}', 1)", demo, id, id),
				fmt.Sprintf("INSERT INTO lanes (shop_id, destination_id) VALUES ('%s', '%s')", demo, id))
		}
	}
	return p
}

// says has a customer answer, and every destination told of it.
func (p *past) says(customer app.CustomerID) {
	p.Helper()
	for _, memory := range p.at {
		memory.AddCustomer(customer)
	}
	_, err := p.store.RecordResponse(p.Context(), demo, store.Submitted{
		Response: app.Response{
			ID: app.ResponseID(uuid.NewString()), Survey: p.survey, Version: 1, Surface: app.SurfaceThankYou, Locale: "en", SubmittedAt: p.now, Complete: true,
			Answers: []app.Answer{{Question: "source", Value: app.Value{Kind: app.KindChoice, JSON: json.RawMessage(`"podcast"`)}}},
		},
		Customer: customer, Writes: true,
	})
	require.NoError(p, err)
	p.drain()
}

func (p *past) drain() {
	p.Helper()
	for id := range p.at {
		for again := true; again; {
			var err error
			again, err = p.lanes.Drain(p.Context(), demo, id)
			require.NoError(p, err)
		}
	}
}

// live lets time pass, with all that works for the shop at work.
func (p *past) live(hours int) {
	p.Helper()
	for range hours {
		p.now = p.now.Add(time.Hour)
		p.drain()
	}
}

// erase does what a redact asks for.
func (p *past) erase(customer app.CustomerID, request string) {
	p.Helper()
	_, err := p.desk.EraseCustomer(p.Context(), demo, privacy.Request{ID: request, Customer: customer, At: p.now})
	require.NoError(p, err)
}

// wants does what a data request asks for.
func (p *past) wants(customer app.CustomerID, request string) {
	p.Helper()
	require.NoError(p, p.desk.Answer(p.Context(), demo, privacy.Request{ID: request, Customer: customer, At: p.now}))
}
