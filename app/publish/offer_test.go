package publish_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/store"
)

// shelves is a shop's catalogue as far as drawing goes.
type shelves map[string][]app.Drawn

func (s shelves) Draw(_ context.Context, from app.Source, most int) ([]app.Drawn, error) {
	found, ok := s[from.Shelf()]
	if !ok {
		return nil, app.Errorf(app.Unavailable, "Shopify could not be reached")
	}
	return found[:min(len(found), most)], nil
}

// drawing gives a publisher a catalogue to draw from.
func drawing(t *testing.T) (*publish.Publisher, *fake, shelves, func()) {
	t.Helper()
	p, f, _ := publisher(t)
	s := shelves{}
	now := func() time.Time { return time.Now().Add(time.Minute) } // looks are not apart here
	p.Catalogue = &catalogue.Keeper{
		Store: p.Store, Admin: func(app.ShopID) catalogue.Admin { return s }, Logger: slog.New(slog.DiscardHandler), Now: now,
		Ring: func(context.Context, app.ShopID) {}, Publish: p.Ring,
	}
	return p, f, s, func() {
		_, err := p.Drain(t.Context(), demo)
		require.NoError(t, err)
	}
}

// brands asks which of the shop's vendors somebody likes, and leads past what
// follows.
func brands() app.Document {
	d := document("brands")
	d.Questions[0].Next = []app.Branch{{If: app.Rule(`{"==":[{"var":"answers.source"},"friend"]}`), To: "brands"}}
	d.Questions = append(d.Questions, app.Question{
		Key: "brands", Type: "multiple_choice", Prompt: app.Text{"en": "Which brands?", "sv": "Vilka märken?"},
		Source: &app.Source{From: "vendors"}, Mapping: app.WriteBack{Metafield: true},
	}, app.Question{Key: "last_words", Type: "text", Prompt: app.Text{"en": "Else?", "sv": "Annat?"}})
	for i := range d.Questions {
		d.Questions[i].Why, d.Questions[i].Get, d.Questions[i].Use = d.Thanks, d.Thanks, d.Thanks
	}
	return d
}

type shown struct {
	Surveys []struct {
		Handle    string
		Questions []app.Question
	}
}

func read(t *testing.T, f *fake) (s shown) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(f.document), &s))
	return s
}

func keysOf(questions []app.Question) (keys []string) {
	for _, q := range questions {
		keys = append(keys, q.Key)
	}
	return keys
}

func TestWhatTheCatalogueOffersIsPublishedAtOnce(t *testing.T) {
	t.Parallel()
	p, f, s, drain := drawing(t)
	s["vendors"] = []app.Drawn{{Name: "nike", Label: "Nike"}, {Name: "puma", Label: "Puma", Image: "https://x.example/p.png"}}
	made := create(t, p, brands())
	version, err := p.Publish(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	drain()
	q := read(t, f).Surveys[0].Questions[2]
	require.Equal(t, []app.Option{
		{Key: "nike", Label: app.Text{"en": "Nike"}}, {Key: "puma", Label: app.Text{"en": "Puma"}, Image: "https://x.example/p.png"},
	}, q.Options)
	require.Nil(t, q.Source)
	frozen, err := p.Store.SurveyVersion(t.Context(), demo, made.ID, version.Version)
	require.NoError(t, err)
	require.Empty(t, frozen.Document.Questions[2].Options)

	offered, empty, err := p.Offer(t.Context(), demo, made.Draft)
	require.NoError(t, err)
	require.Empty(t, empty)
	require.Len(t, offered.Questions[2].Options, 2)
}

func TestAQuestionWithNothingToChooseFromIsLeftOutAndTheWayGoesOn(t *testing.T) {
	t.Parallel()
	p, f, s, drain := drawing(t)
	made := create(t, p, brands())
	_, err := p.Publish(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err, "that Shopify is down keeps nobody from publishing")
	drain()
	questions := read(t, f).Surveys[0].Questions
	require.Equal(t, []string{"source", "wish", "last_words"}, keysOf(questions))
	require.Equal(t, "last_words", questions[0].Next[0].To)
	_, empty, err := p.Offer(t.Context(), demo, made.Draft)
	require.NoError(t, err)
	require.Equal(t, "questions.2.source", empty[0].Field)
	require.Equal(t, "empty", empty[0].Code)

	s["vendors"] = []app.Drawn{{Name: "nike", Label: "Nike"}}
	require.NoError(t, p.Catalogue.Drain(t.Context(), demo))
	drain()
	questions = read(t, f).Surveys[0].Questions
	require.Equal(t, []string{"source", "wish", "brands", "last_words"}, keysOf(questions))
	require.Equal(t, "brands", questions[0].Next[0].To)

	alone := brands()
	alone.Handle, alone.Questions = "alone", alone.Questions[2:3]
	alone.Questions[0].Source = &app.Source{From: "tags"}
	made = create(t, p, alone)
	_, err = p.Publish(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	drain()
	require.Len(t, read(t, f).Surveys, 1, "a survey that asks nothing is not shown")
}

func TestTooLargeACatalogueIsOfferedInPart(t *testing.T) {
	t.Parallel()
	p, f, s, drain := drawing(t)
	for i := range 100 {
		s["vendors"] = append(s["vendors"], app.Drawn{Name: fmt.Sprint(i), Label: fmt.Sprintf("%03d %s", i, strings.Repeat("x", 250))})
	}
	d := brands()
	for i := range 10 {
		q := d.Questions[2]
		q.Key = fmt.Sprintf("brands_%d", i)
		d.Questions = append(d.Questions, q)
	}
	made := create(t, p, d)
	_, err := p.Publish(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	drain()
	require.LessOrEqual(t, len(f.document), 128<<10)
	options := len(read(t, f).Surveys[0].Questions[2].Options)
	require.Greater(t, options, 10)
	require.Less(t, options, 100)
}

func TestAQuestionWithAllItsAnswersIsLeftOutUntilItsQuotaIsRaised(t *testing.T) {
	t.Parallel()
	p, f, _ := publisher(t)
	d := document("welcome")
	d.Questions[1].Quota = 2
	made := create(t, p, d)
	version, err := p.Publish(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	ahead := time.Duration(0)
	count := func() []string {
		ahead += 2 * time.Minute
		require.NoError(t, p.Count(t.Context(), demo, func() time.Time { return time.Now().Add(-ahead) })) // the next count is due at once
		_, err := p.Drain(t.Context(), demo)
		require.NoError(t, err)
		return keysOf(read(t, f).Surveys[0].Questions)
	}
	_, err = p.Drain(t.Context(), demo)
	require.NoError(t, err)
	answer := func(who app.CustomerID) {
		_, err := p.Store.RecordResponse(t.Context(), demo, store.Submitted{Customer: who, Response: app.Response{
			ID: app.ResponseID(uuid.NewString()), Survey: made.ID, Version: version.Version, Surface: app.SurfaceThankYou, SubmittedAt: time.Now(),
			Answers: []app.Answer{{Question: "wish", Value: app.Value{Kind: app.KindText, JSON: []byte(`"more"`)}}},
		}})
		require.NoError(t, err)
	}
	answer(1)
	answer(1)
	require.Equal(t, []string{"source", "wish"}, count(), "one person is one")
	answer(2)
	require.Equal(t, []string{"source"}, count())

	d.Questions[1].Quota = 3
	made.Draft = d
	saved, err := p.Save(t.Context(), demo, made)
	require.NoError(t, err)
	_, err = p.Publish(t.Context(), demo, made.ID, saved.Revision)
	require.NoError(t, err)
	_, err = p.Drain(t.Context(), demo)
	require.NoError(t, err)
	require.Equal(t, []string{"source", "wish"}, keysOf(read(t, f).Surveys[0].Questions))
}
