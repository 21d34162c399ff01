package lanes_test

import (
	"context"
	"flag"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// full runs the whole measurement instead of a small one.
var full = flag.Bool("full", false, "measure at full size")

// shop is one that has a survey, and the database it is in.
type shop struct {
	store  *store.Store
	id     app.ShopID
	survey app.SurveyID
	of     errand
	now    func() time.Time
}

// newShop installs a shop and publishes its survey.
func newShop(t testing.TB, s *store.Store, id app.ShopID, of errand, now func() time.Time) *shop {
	t.Helper()
	ctx, year := context.Background(), now().AddDate(1, 0, 0)
	require.NoError(t, s.RecordInstall(ctx, id, app.Shop{ID: id, Name: "A", Locale: "en", TagPrefix: "askwell:"}, app.Access{
		Token: "t", RefreshToken: "r", ExpiresAt: year, RefreshExpiresAt: year,
	}))
	draft := app.Document{Handle: "how", Title: "How", Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceTheme}}
	for q := range of.questions {
		draft.Questions = append(draft.Questions, app.Question{
			Key: fmt.Sprint("q", q), Type: "single_choice", Prompt: app.Text{"en": "Which?"}, Mapping: of.maps,
		})
	}
	survey, err := s.CreateSurvey(ctx, id, draft)
	require.NoError(t, err)
	_, err = s.PublishSurvey(ctx, id, survey.ID, survey.Revision)
	require.NoError(t, err)
	return &shop{store: s, id: id, survey: survey.ID, of: of, now: now}
}

// answer is what a customer says.
func (s *shop) answer(t testing.TB, customer app.CustomerID) { s.say(t, customer, "podcast") }

// say lets a customer choose something.
func (s *shop) say(t testing.TB, customer app.CustomerID, choice string) {
	response := app.Response{
		ID: app.ResponseID(uuid.NewString()), Survey: s.survey, Version: 1, Surface: app.SurfaceTheme, Locale: "en",
		Complete: true, SubmittedAt: s.now(),
	}
	for q := range s.of.questions {
		response.Answers = append(response.Answers, app.Answer{
			Question: fmt.Sprint("q", q), Value: app.Value{Kind: app.KindChoice, JSON: []byte(strconv.Quote(choice))},
		})
	}
	_, err := s.store.RecordResponse(context.Background(), s.id, store.Submitted{
		Response: response, Customer: customer, Reply: app.Reply{ID: response.ID}, Writes: true,
	})
	require.NoError(t, err)
}

// answers lets many answer, as many at once as one commit takes.
func (s *shop) answers(t testing.TB, customers []app.CustomerID) {
	t.Helper()
	abreast(len(customers), func(i int) { s.answer(t, customers[i]) })
}

// abreast does something n times, many at once.
func abreast(n int, do func(i int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(n, 256) {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	all.Wait()
}

// left counts a shop's deliveries in a state.
func (s *shop) left(t testing.TB, state app.DeliveryState) int {
	t.Helper()
	list, err := s.store.Deliveries(context.Background(), s.id, store.DeliveryFilter{State: state, Limit: 1})
	require.NoError(t, err)
	return len(list)
}
