package capture_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/app/stream"
)

const (
	demo app.ShopID     = "demo-shop.myshopify.com"
	ada  app.CustomerID = 7_000_000_000_001
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func survey() app.Document {
	return app.Document{
		Handle: "welcome", Title: "Welcome", Languages: []string{"en"}, Placements: app.Surfaces,
		Questions: []app.Question{
			{
				Key: "source", Type: "single_choice", Prompt: app.Text{"en": "How did you hear about us?"}, Required: true,
				Options: []app.Option{
					{Key: "podcast", Label: app.Text{"en": "A podcast"}},
					{Key: "friend", Label: app.Text{"en": "A friend"}},
				},
				Other:   &app.Other{Label: app.Text{"en": "Other"}},
				Mapping: app.WriteBack{Tag: true},
			},
			{
				Key: "topics", Type: "multiple_choice", Prompt: app.Text{"en": "What interests you?"},
				Options: []app.Option{{Key: "news", Label: app.Text{"en": "News"}}, {Key: "sale", Label: app.Text{"en": "Sales"}}},
			},
			{Key: "wish", Type: "text", Prompt: app.Text{"en": "Anything else?"}, MaxLength: 20},
		},
	}
}

// bell remembers which lanes were rung.
type bell struct {
	mu   sync.Mutex
	rung []string
}

func (b *bell) ring(_ context.Context, shop app.ShopID, lane app.DestinationID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rung = append(b.rung, string(shop)+" "+string(lane))
}

func submitter(t *testing.T) (*capture.Submitter, *bell) {
	t.Helper()
	s := storetest.New(t)
	access := app.Access{Token: "t", RefreshToken: "r", ExpiresAt: noon, RefreshExpiresAt: noon}
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{}, access))
	made, err := s.CreateSurvey(t.Context(), demo, survey())
	require.NoError(t, err)
	_, err = s.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	b := &bell{}
	now := func() time.Time { return noon }
	return &capture.Submitter{Store: s, Asker: &ask.Asker{Store: s, Now: now}, Ring: b.ring, Now: now}, b
}

// submission is a good one with changes, written as JSON fields.
func submission(t *testing.T, changes string) app.Submission {
	t.Helper()
	fields := map[string]json.RawMessage{}
	good := `{"id":"4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8d11","survey":"welcome","version":1,"surface":"thank-you",
		"order":"gid://shopify/OrderIdentity/5001","locale":"en-GB",
		"shown":[{"question":"source","options":["friend","podcast","other"]},{"question":"wish"}],
		"answers":{"source":"podcast"},"started_at":"2026-11-22T11:59:00Z","complete":true}`
	require.NoError(t, json.Unmarshal([]byte(good), &fields))
	require.NoError(t, json.Unmarshal([]byte(changes), &fields))
	raw, err := json.Marshal(fields)
	require.NoError(t, err)
	var sub app.Submission
	require.NoError(t, json.Unmarshal(raw, &sub))
	return sub
}

func TestAGoodSubmissionIsRecordedAndItsLaneRung(t *testing.T) {
	t.Parallel()
	c, b := submitter(t)
	by := app.Speaker{Shop: demo, Customer: ada, Door: app.DoorCheckout}
	for round := range 3 {
		reply, repeated, err := c.Submit(t.Context(), by, submission(t, `{}`))
		require.NoError(t, err)
		require.Equal(t, round > 0, repeated)
		require.Equal(t, app.Reply{ID: "4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8d11"}, reply)
	}
	require.Equal(t, []string{"demo-shop.myshopify.com shopify"}, b.rung)
	planned, err := c.Store.Deliveries(t.Context(), demo, store.DeliveryFilter{})
	require.NoError(t, err)
	require.Len(t, planned, 1)
	require.Equal(t, app.OrderID(5001), planned[0].Order)
	prefs, err := c.Store.Preferences(t.Context(), demo, ada)
	require.NoError(t, err)
	require.Len(t, prefs, 1)
	require.JSONEq(t, `"podcast"`, string(prefs[0].Value.JSON))
	require.Equal(t, noon, prefs[0].AnsweredAt)
}

func TestTheReplySaysWhatComesNext(t *testing.T) {
	t.Parallel()
	c, _ := submitter(t)
	by := app.Speaker{Shop: demo, Customer: ada}
	reply, _, err := c.Submit(t.Context(), by, submission(t, `{"complete":false,"shown":[{"question":"source"}]}`))
	require.NoError(t, err)
	require.Equal(t, "topics", reply.Next.Key)
	require.Equal(t, 2, reply.Remaining)

	// What she was shown and skipped, and what she said before, is not next.
	reply, _, err = c.Submit(t.Context(), by, submission(t,
		`{"id":"4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8d12","complete":false,"shown":[{"question":"topics"}],"answers":{"source":{"other":"x"}}}`))
	require.NoError(t, err)
	require.Equal(t, "wish", reply.Next.Key)
	require.Equal(t, 1, reply.Remaining)

	next, err := c.Next(t.Context(), by, capture.Where{Survey: "welcome", Order: "gid://shopify/Order/5001"})
	require.NoError(t, err)
	require.Equal(t, []string{"topics", "wish"}, next.Ask, "on the same occasion she may see again what she only skipped")
	require.Equal(t, stream.WhyPending, next.Why)
	require.Equal(t, 2, next.Remaining)
	next, err = c.Next(t.Context(), by, capture.Where{Survey: "welcome"})
	require.NoError(t, err)
	require.Equal(t, []string{"wish"}, next.Ask, "and not on another: it is asked once")
	guest, err := c.Next(t.Context(), app.Speaker{Shop: demo}, capture.Where{Survey: "welcome"})
	require.NoError(t, err)
	require.Equal(t, "source", guest.Next.Key)
	require.Zero(t, guest.Next.Mapping)
	for _, handle := range []string{"nothing", "wel\x00come", "\xff"} {
		_, err = c.Next(t.Context(), by, capture.Where{Survey: handle})
		require.True(t, app.Is(err, app.NotFound), "%q: %v", handle, err)
	}
}

func TestABadSubmissionIsRefusedWithItsFieldsAndLeavesNoTrace(t *testing.T) {
	t.Parallel()
	c, b := submitter(t)
	many := make([]string, 51)
	for i := range many {
		many[i] = fmt.Sprintf(`"q%d":"x"`, i)
	}
	for _, one := range []struct {
		name, changes string
		want          []string
	}{
		{"no id", `{"id":""}`, []string{"id format"}},
		{"an id in braces", `{"id":"{4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8d11}"}`, []string{"id format"}},
		{"an unknown survey", `{"survey":"goodbye"}`, []string{"survey unknown"}},
		{"a survey with a NUL", `{"survey":"wel\u0000come"}`, []string{"survey unknown"}},
		{"an unknown version", `{"version":2}`, []string{"survey unknown"}},
		{"a version below one", `{"version":0}`, []string{"survey unknown"}},
		{"a version no column holds", `{"version":9007199254740993}`, []string{"survey unknown"}},
		{"an unknown surface", `{"surface":"radio"}`, []string{"surface unknown"}},
		{"a strange locale", `{"locale":"en\u0000"}`, []string{"locale format"}},
		{"somebody's customer id as the order", `{"order":"gid://shopify/Customer/1"}`, []string{"order format"}},
		{"a number that is no order", `{"order":"gid://shopify/Order/99999999999999999999"}`, []string{"order format"}},
		{"an unknown question shown", `{"shown":[{"question":"age"}]}`, []string{"shown.0.question unknown"}},
		{"an unknown option shown", `{"shown":[{"question":"source","options":["radio"]}]}`, []string{"shown.0.options unknown"}},
		{"an option shown twice", `{"shown":[{"question":"source","options":["friend","friend"]}]}`, []string{"shown.0.options unknown"}},
		{"an unknown option", `{"answers":{"source":"radio"}}`, []string{"answers.source unknown_option"}},
		{"two wrong answers", `{"answers":{"source":1,"topics":"news"}}`, []string{"answers.source wrong_type", "answers.topics wrong_type"}},
		{"an unknown question", `{"answers":{"source":"podcast","age":"7"}}`, []string{"answers.age unknown"}},
		{"too long a text", `{"answers":{"source":"podcast","wish":"` + strings.Repeat("x", 21) + `"}}`, []string{"answers.wish too_long"}},
		{"a required question left out", `{"answers":{"source":null,"wish":"x"}}`, []string{"answers.source required"}},
		{"nothing answered", `{"complete":false,"answers":{"source":null}}`, []string{"answers required"}},
		{"more answers than questions", `{"answers":{` + strings.Join(many, ",") + `}}`, []string{"answers count"}},
		{
			"everything wrong", `{"id":"x","surface":"","order":"1","answers":{"source":[]}}`,
			[]string{"id format", "surface unknown", "order format", "answers.source wrong_type"},
		},
	} {
		t.Run(one.name, func(t *testing.T) {
			_, _, err := c.Submit(t.Context(), app.Speaker{Shop: demo, Customer: ada}, submission(t, one.changes))
			require.True(t, app.Is(err, app.Invalid), "%v", err)
			var known *app.Error
			require.ErrorAs(t, err, &known)
			var found []string
			for _, f := range known.Fields {
				require.NotEmpty(t, f.Message)
				found = append(found, f.Field+" "+f.Code)
			}
			require.Equal(t, one.want, found)
		})
	}
	planned, err := c.Store.Deliveries(t.Context(), demo, store.DeliveryFilter{})
	require.NoError(t, err)
	require.Empty(t, planned)
	_, err = c.Store.CustomerProfile(t.Context(), demo, ada)
	require.True(t, app.Is(err, app.NotFound))
	require.Empty(t, b.rung)
}

func TestAGuestOfTheStorefrontCannotAnswerForAnOrder(t *testing.T) {
	t.Parallel()
	c, _ := submitter(t)
	_, _, err := c.Submit(t.Context(), app.Speaker{Shop: demo, Door: app.DoorProxy}, submission(t, `{}`))
	require.NoError(t, err, "her answer counts")
	_, err = c.Store.RecordOrder(t.Context(), demo, app.Order{ID: 5001, Customer: ada, CreatedAt: noon, UpdatedAt: noon})
	require.NoError(t, err)
	prefs, err := c.Store.Preferences(t.Context(), demo, ada)
	require.NoError(t, err)
	require.Empty(t, prefs, "but not as the words of whoever ordered")
}

func TestASurveyOfAnotherShopCannotBeAnswered(t *testing.T) {
	t.Parallel()
	c, _ := submitter(t)
	_, _, err := c.Submit(t.Context(), app.Speaker{Shop: "other-shop.myshopify.com"}, submission(t, `{}`))
	require.ErrorContains(t, err, "survey unknown")
}

func TestARequiredQuestionThatWasNotShownIsNotMissed(t *testing.T) {
	t.Parallel()
	c, _ := submitter(t)
	_, _, err := c.Submit(t.Context(), app.Speaker{Shop: demo}, submission(t,
		`{"shown":[{"question":"wish"}],"answers":{"source":null,"wish":"more socks"}}`))
	require.NoError(t, err)
	_, _, err = c.Submit(t.Context(), app.Speaker{Shop: demo}, submission(t,
		`{"id":"4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8d13","shown":[],"answers":{"source":null,"wish":"more socks"}}`))
	require.ErrorContains(t, err, "answers.source required", "one who does not say what was shown is held to everything")
}

func TestADisplayIsCountedOrRefused(t *testing.T) {
	t.Parallel()
	c, _ := submitter(t)
	by := app.Speaker{Shop: demo}
	require.NoError(t, c.Show(t.Context(), by, capture.Display{Survey: "welcome", Version: 1, Surface: app.SurfaceTheme}))
	require.ErrorContains(t, c.Show(t.Context(), by, capture.Display{Survey: "welcome", Version: 1}), "surface unknown")
	require.ErrorContains(t, c.Show(t.Context(), by, capture.Display{Survey: "x", Version: 1, Surface: app.SurfaceTheme}), "survey unknown")
}

func TestTheCounterRunsDownOverTwoDevicesAndTheCodeComesAtZero(t *testing.T) {
	t.Parallel()
	c, _ := submitter(t)
	rule := app.RewardRule{Handle: "tenth", Title: "A tenth", Kind: app.RewardPercentage, Value: "10"}
	require.NoError(t, c.Store.CreateReward(t.Context(), demo, rule, "CODE"))
	require.NoError(t, c.Store.KeepDiscount(t.Context(), demo, "tenth", "gid://shopify/DiscountCodeNode/1", noon))
	rewarded := survey()
	rewarded.Handle, rewarded.Reward = "series", "tenth"
	made, err := c.Store.CreateSurvey(t.Context(), demo, rewarded)
	require.NoError(t, err)
	_, err = c.Store.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)

	phone := app.Speaker{Shop: demo, Customer: ada, Door: app.DoorProxy}
	laptop := app.Speaker{Shop: demo, Customer: ada, Door: app.DoorAccount}
	for i, one := range []struct {
		by      app.Speaker
		changes string
		left    int
		next    string
	}{
		{phone, `"answers":{"source":"podcast"},"shown":[{"question":"source"},{"question":"wish"}],"complete":false`, 2, "topics"},
		{laptop, `"answers":{"source":"friend"},"complete":true`, 2, ""},
		{laptop, `"answers":{"topics":["news"]},"shown":[{"question":"topics"}],"complete":true`, 1, ""},
		{phone, `"answers":{"wish":"socks"},"shown":[{"question":"wish"}],"complete":false`, 0, ""},
	} {
		changes := fmt.Sprintf(`{"id":"4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8d%02d","survey":"series","order":"",%s}`, i, one.changes)
		for range 2 {
			reply, _, err := c.Submit(t.Context(), one.by, submission(t, changes))
			require.NoError(t, err)
			require.Equal(t, one.left, reply.Remaining)
			require.Equal(t, one.left == 0, reply.Reward != nil)
			require.Equal(t, one.next != "", reply.Next != nil)
		}
	}
	next, err := c.Next(t.Context(), laptop, capture.Where{Survey: "series"})
	require.NoError(t, err)
	require.Equal(t, capture.Next{Survey: "series", Version: 1, Reward: &app.Reward{Code: "CODE"}}, next)
}
