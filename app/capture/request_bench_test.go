package capture_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const benched app.ShopID = "demo-shop.myshopify.com"

// busyShop has ten surveys of twenty questions, and a customer who gave 500 answers
// at as many moments, with an order she is asked about.
func busyShop(b *testing.B, s *store.Store) *capture.Submitter {
	b.Helper()
	require.NoError(b, s.RecordInstall(b.Context(), benched, app.Shop{}, app.Access{}))
	require.NoError(b, s.SetBudget(b.Context(), benched, &app.Budget{}))
	var all []app.Version
	for i := range 10 {
		d := app.Document{Handle: fmt.Sprintf("survey-%d", i), Languages: []string{"en"}, Placements: app.Surfaces}
		d.Audience = app.Rule(`{"or":[{"<":[{"var":"shopper.orders"},1000]},{"!":[{"in":["vip",{"var":"shopper.tags"}]}]}]}`)
		for j := range 20 {
			q := app.Question{Key: fmt.Sprintf("question_%d", i*20+j), Type: "email", Prompt: app.Text{"en": "Which?"}}
			if j%4 == 3 {
				q.Again = &app.Again{Mode: app.AgainEvery, Days: 90}
			}
			d.Questions = append(d.Questions, q)
		}
		made, err := s.CreateSurvey(b.Context(), benched, d)
		require.NoError(b, err)
		v, err := s.PublishSurvey(b.Context(), benched, made.ID, made.Revision)
		require.NoError(b, err)
		all = append(all, v)
	}
	_, err := s.RecordOrder(b.Context(), benched, app.Order{ID: 5, Customer: 9, Total: "99.00", CreatedAt: time.Now(), UpdatedAt: time.Now()})
	require.NoError(b, err)
	for i := range 500 {
		v := all[i%10]
		id := app.ResponseID(uuid.NewString())
		question := v.Document.Questions[(i/10)%15].Key
		_, err := s.RecordResponse(b.Context(), benched, store.Submitted{Customer: 9, Reply: app.Reply{ID: id}, Response: app.Response{
			ID: id, Survey: v.Survey, Version: 1, Surface: app.SurfaceTheme, SubmittedAt: time.Now().Add(-time.Duration(500-i) * 9 * time.Hour),
			Shown:   []app.Shown{{Question: question}},
			Answers: []app.Answer{{Question: question, Value: app.Value{Kind: app.KindText, JSON: json.RawMessage(`"ada@example.com"`)}}},
		}})
		require.NoError(b, err)
	}
	return &capture.Submitter{Store: s, Asker: &ask.Asker{Store: s}, Ring: func(_ context.Context, _ app.ShopID, _ app.DestinationID) {}}
}

func BenchmarkNext(b *testing.B) {
	s := busyShop(b, storetest.New(b))
	for b.Loop() {
		next, err := s.Next(b.Context(), app.Speaker{Shop: benched, Customer: 9}, capture.Where{Surface: app.SurfaceTheme, Order: "gid://shopify/Order/5"})
		require.NoError(b, err)
		require.NotNil(b, next.Next)
	}
}

func BenchmarkSubmit(b *testing.B) {
	s := busyShop(b, storetest.New(b))
	for b.Loop() {
		_, _, err := s.Submit(b.Context(), app.Speaker{Shop: benched, Customer: 9}, app.Submission{
			ID: uuid.NewString(), Survey: "survey-3", Version: 1, Surface: app.SurfaceTheme, Order: "gid://shopify/Order/5",
			Answers: map[string]json.RawMessage{"question_79": json.RawMessage(`"x` + uuid.NewString() + `@example.com"`)},
		})
		require.NoError(b, err)
	}
}
