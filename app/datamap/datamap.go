// Package datamap owns the map of a shop's personal data: what is kept and why, by
// what right, where it goes, for how long and who can read it. It is made of the
// configuration alone, so it says what is done, and nothing of anybody.
package datamap

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/purpose"
	"github.com/askwell/askwell/app/retention"
	"github.com/askwell/askwell/app/store"
)

// Data is the map.
type Data struct {
	Shop         app.ShopID    `json:"shop"`
	Name         string        `json:"name,omitempty"`
	Purposes     []app.Purpose `json:"purposes"`
	Destinations []Destination `json:"destinations"`
	Questions    []Asked       `json:"questions"` // of the published surveys
	Kinds        []Kind        `json:"kinds"`     // everything else that is kept, and the answers as they lie
}

// Destination is a tool that answers go to.
type Destination struct {
	ID   app.DestinationID `json:"id"`
	Kind string            `json:"kind"`
}

// station is a destination, and where answers go there.
type station struct {
	Destination
	places app.Places
}

// Asked is what one question asks for and what becomes of its answers, in the first
// language of its survey.
type Asked struct {
	Survey    string    `json:"survey"`
	Title     string    `json:"title"` // the survey's
	Version   int       `json:"version"`
	Key       string    `json:"key"`
	Prompt    string    `json:"prompt"`
	Why       string    `json:"why"`
	Use       string    `json:"use"`
	Purpose   string    `json:"purpose"`
	Basis     app.Basis `json:"basis,omitempty"` // "" for a purpose that the shop does not have: then it goes nowhere
	Sensitive bool      `json:"sensitive,omitempty"`
	Consent   string    `json:"consent,omitempty"` // the question whose consent it needs
	KeepDays  int       `json:"keep_days"`         // 0: until she takes it back
	Goes      []Way     `json:"goes"`
	Withheld  []Way     `json:"withheld"` // mapped, and not permitted by its purpose whatever she says
}

// Way is how an answer gets to a destination.
type Way struct {
	Destination app.DestinationID `json:"destination"`
	Title       string            `json:"title,omitempty"` // what the merchant calls it
	As          string            `json:"as"`              // "customer metafield source", "customer tag beginning with askwell:source:"
}

// Kind is one kind of data.
type Kind struct {
	Key     string   `json:"key"`
	What    string   `json:"what"`
	Why     string   `json:"why"`
	Basis   string   `json:"basis"`
	From    string   `json:"from"`
	Goes    string   `json:"goes"`
	Days    int      `json:"days"` // 0: as kept says
	Kept    string   `json:"kept"`
	Readers []string `json:"readers"`
	Tables  []string `json:"tables"`
}

// Map makes the map of a shop. Errors: NotFound; Unavailable.
func Map(ctx context.Context, s *store.Store, id app.ShopID) (Data, error) {
	shop, err := s.Shop(ctx, id)
	if err != nil {
		return Data{}, err
	}
	data := Data{Shop: id, Name: shop.Name, Purposes: purpose.Of(shop), Destinations: []Destination{}, Questions: []Asked{}}
	stations, err := stationsOf(ctx, s, shop)
	if err != nil {
		return Data{}, err
	}
	for _, one := range stations {
		data.Destinations = append(data.Destinations, one.Destination)
	}
	versions, err := s.PublishedVersions(ctx, id)
	if err != nil {
		return Data{}, err
	}
	for _, v := range versions {
		for _, q := range v.Document.Questions {
			data.Questions = append(data.Questions, question(shop, stations, v, q))
		}
	}
	data.Kinds = kinds(retention.Rules(shop))
	return data, nil
}

func stationsOf(ctx context.Context, s *store.Store, shop app.Shop) ([]station, error) {
	to, err := s.Destinations(ctx, shop.ID)
	if err != nil {
		return nil, err
	}
	stations := make([]station, len(to))
	for i, d := range to {
		if stations[i], err = stationOf(ctx, s, shop, d); err != nil {
			return nil, err
		}
	}
	return stations, nil
}

func stationOf(ctx context.Context, s *store.Store, shop app.Shop, d app.Destination) (station, error) {
	at := station{Destination{d.ID, d.Kind}, app.PlacesAt(shop, d.ID, nil)}
	if d.ID == app.ShopifyDestination || d.ID == app.FlowDestination {
		return at, nil
	}
	mapping, err := s.Mapping(ctx, shop.ID, d.ID)
	at.places = app.PlacesAt(shop, d.ID, &mapping)
	return at, err
}

func question(shop app.Shop, to []station, v app.Version, q app.Question) Asked {
	language := ""
	if len(v.Document.Languages) > 0 {
		language = v.Document.Languages[0]
	}
	what, _ := purpose.Find(shop, q.Purpose)
	one := Asked{
		Survey: v.Document.Handle, Title: v.Document.Title, Version: v.Version, Key: q.Key, Prompt: q.Prompt.In(language, language),
		Why: q.Why.In(language, language), Use: q.Use.In(language, language), Purpose: what.Key, Basis: what.Basis,
		Sensitive: q.Sensitive, Consent: q.Consent, KeepDays: q.KeepDays, Goes: []Way{}, Withheld: []Way{},
	}
	for _, d := range to {
		for _, as := range slices.Concat(d.places.Names(q), d.places.FormerTags(q)) {
			if way := (Way{Destination: d.ID, As: as}); permitted(what, d.Kind) {
				one.Goes = append(one.Goes, way)
			} else {
				one.Withheld = append(one.Withheld, way)
			}
		}
	}
	return one
}

// permitted reports whether an answer may go to a kind of destination if she grants
// all that can be granted.
func permitted(what app.Purpose, kind string) bool {
	ledger := make([]app.Consent, len(what.Channels))
	for i, channel := range what.Channels {
		ledger[i] = app.Consent{Channel: channel, Purpose: what.Key, State: app.ConsentGranted}
	}
	ok, _ := purpose.Permit(what, kind, ledger)
	return ok
}

// Tables are all that hold personal data.
func (d Data) Tables() (tables []string) {
	for _, k := range d.Kinds {
		tables = append(tables, k.Tables...)
	}
	slices.Sort(tables)
	return tables
}
