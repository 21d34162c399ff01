package privacy

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/profile"
	"github.com/askwell/askwell/app/question"
)

// Export is everything held about a customer, and about the named orders, in words,
// too. Errors: Unavailable.
func (d *Desk) Export(ctx context.Context, shop app.ShopID, customer app.CustomerID, orders []app.OrderID) (app.PersonalData, error) {
	data, err := d.Store.ExportCustomer(ctx, shop, customer, orders)
	if err != nil {
		return data, err
	}
	return d.inWords(ctx, shop, data)
}

// ExportGuest is everything that a guest's own browser said, and nothing of an order's
// or a customer's. Errors: Unavailable.
func (d *Desk) ExportGuest(ctx context.Context, shop app.ShopID, visitor string) (app.PersonalData, error) {
	data, err := d.Store.ExportGuest(ctx, shop, visitor)
	if err != nil {
		return data, err
	}
	return d.inWords(ctx, shop, data)
}

func (d *Desk) inWords(ctx context.Context, shop app.ShopID, data app.PersonalData) (app.PersonalData, error) {
	data.ExportedAt = d.Now().UTC().Truncate(time.Millisecond)
	book, err := profile.Open(ctx, d.Store, shop, data.Responses)
	if err != nil {
		return data, err
	}
	data.Surveys, data.Drawn = surveys(book), drawn(book, data.Responses)
	for i, r := range data.Responses {
		data.Responses[i].Wording = wording(book.Document(profile.Ref{Survey: r.Survey, Version: r.Version}), r)
	}
	data.Preferences = preferences(book, data)
	return data, nil
}

// JSON is an export as people keep it.
func JSON(data app.PersonalData) ([]byte, error) {
	text, err := json.MarshalIndent(data, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return text, nil
}

// surveys are the words she read, and how answers to them are read and kept. Whom a
// merchant asks, and how many, is no data of hers.
func surveys(b profile.Book) []app.SurveyData {
	list := []app.SurveyData{}
	for _, ref := range b.Refs() {
		v := b.Version(ref)
		one := app.SurveyData{
			Survey: ref.Survey, Version: ref.Version, PublishedAt: v.PublishedAt, Languages: v.Document.Languages,
			Placements: v.Document.Placements, Questions: make([]app.Question, len(v.Document.Questions)),
		}
		for i, q := range v.Document.Questions {
			one.Questions[i] = concerning(q)
		}
		list = append(list, one)
	}
	return list
}

func concerning(q app.Question) app.Question {
	q.If, q.Next, q.Doubt, q.Quota, q.Priority = nil, nil, nil, 0, 0
	q.Options = slices.Clone(q.Options)
	for i := range q.Options {
		q.Options[i].Weights = nil
	}
	return q
}

// drawn are the options from the catalogue that she saw or chose.
func drawn(b profile.Book, responses []app.ResponseData) []app.DrawnData {
	type place struct{ shelf, key string }
	seen := map[place]bool{}
	for _, r := range responses {
		d := b.Version(profile.Ref{Survey: r.Survey, Version: r.Version}).Document
		for _, q := range d.Questions {
			if q.Source == nil {
				continue
			}
			for _, key := range optionsSeen(q, r) {
				seen[place{q.Source.Shelf(), key}] = true
			}
		}
	}
	list := []app.DrawnData{}
	for _, shelf := range slices.Sorted(maps.Keys(b.Shelves())) {
		for _, o := range b.Shelves()[shelf] {
			if seen[place{shelf, o.Key}] {
				list = append(list, app.DrawnData{
					Shelf: shelf, Name: o.Name, Key: o.Key, Label: o.Label, Product: o.Product, Collection: o.Collection, Image: o.Image,
				})
			}
		}
	}
	slices.SortFunc(list, func(a, b app.DrawnData) int { return cmp.Or(cmp.Compare(a.Shelf, b.Shelf), cmp.Compare(a.Key, b.Key)) })
	return list
}

func optionsSeen(q app.Question, r app.ResponseData) (keys []string) {
	for _, s := range r.Shown {
		if s.Question == q.Key {
			keys = append(keys, s.Options...)
		}
	}
	for _, kind := range []app.ValueKind{app.KindChoice, app.KindChoices} {
		chosen, _ := app.Value{Kind: kind, JSON: r.Answers[q.Key]}.Choices()
		keys = append(keys, chosen...)
	}
	return keys
}

// wording is what she read, in the order it was shown, and what she said to it.
func wording(d app.Document, r app.ResponseData) []app.WordingData {
	shown := map[string][]string{}
	var keys []string
	for _, s := range r.Shown {
		keys, shown[s.Question] = append(keys, s.Question), s.Options
	}
	for _, key := range slices.Sorted(maps.Keys(r.Answers)) {
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	list := make([]app.WordingData, len(keys))
	lang := profile.Language(d, r.Locale)
	for i, key := range keys {
		list[i] = app.WordingData{Question: key, Language: lang, Prompt: profile.Prompt(d, key, lang), Options: labels(d, key, shown[key], lang)}
		if raw, answered := r.Answers[key]; answered {
			list[i].Answer = profile.Words(d, key, raw, lang)
		}
	}
	return list
}

// labels are options in words.
func labels(d app.Document, asked string, keys []string, lang string) []string {
	q, _ := d.Question(asked)
	words := make([]string, len(keys))
	for i, key := range keys {
		words[i] = key
		for _, o := range slices.Concat(q.Options, q.Parts) {
			if o.Key == key {
				words[i] = cmp.Or(o.Label.In(lang, lang), key)
			}
		}
		if q.Other != nil && key == question.OtherKey {
			words[i] = cmp.Or(q.Other.Label.In(lang, lang), key)
		}
	}
	return words
}

// preferences are what she has said that stands now, of each profile.
func preferences(b profile.Book, data app.PersonalData) []app.PreferenceData {
	list := []app.PreferenceData{}
	of := func(whose app.ProfileID) {
		var said []app.ResponseData
		for _, r := range data.Responses {
			if r.Profile == whose {
				said = append(said, r)
			}
		}
		var doubts []app.DoubtData
		for _, one := range data.Doubts {
			if one.Profile == whose {
				doubts = append(doubts, one)
			}
		}
		for _, one := range profile.Declare(b, said, doubts, newest(data)) {
			if one.State != app.Cleared {
				list = append(list, preference(whose, one))
			}
		}
	}
	for i, p := range data.Profiles {
		if i == 0 {
			p.ID = ""
		}
		of(p.ID)
	}
	return list
}

func preference(whose app.ProfileID, one profile.Declared) app.PreferenceData {
	return app.PreferenceData{
		Profile: whose, Key: one.Key, Prompt: one.Prompt, Value: one.Value, Words: one.Words, AnsweredAt: one.At, Freshness: one.State,
		StaleAt: one.StaleAt, DoubtedAt: one.DoubtedAt, Survey: one.Survey, Version: one.Version, Response: one.Response,
	}
}

// newest is now, or when she spoke last: other machines' clocks may be ahead of ours.
func newest(data app.PersonalData) time.Time {
	at := data.ExportedAt
	for _, r := range data.Responses {
		if r.SubmittedAt.After(at) {
			at = r.SubmittedAt
		}
	}
	return at
}
