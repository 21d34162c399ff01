package admin_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/stream"
)

// explained explains a person's questions, by question.
func (b *bench) explained(path string) (lines map[string]told, order []string) {
	b.Helper()
	var got struct{ Lines []told }
	require.Equal(b, http.StatusOK, b.call("GET", path, demo, nil, &got), path)
	lines = map[string]told{}
	for _, one := range got.Lines {
		key := one["question"].(string)
		lines[key], order = one, append(order, key)
	}
	return lines, order
}

// everyReason is a survey with a question for several rules to refuse.
func everyReason() app.Document {
	doc := document("heard")
	doc.Title, doc.Priority = "First things", 5
	yes := func(key string) app.Question {
		return app.Question{
			Key: key, Type: "yes_no", Prompt: app.Text{"en": "Really " + key + "?"},
			Why: doc.Questions[0].Why, Get: doc.Questions[0].Get, Use: doc.Questions[0].Use, KeepDays: doc.Questions[0].KeepDays,
		}
	}
	only := yes("only")
	only.If = json.RawMessage(`{">":[{"var":"shopper.orders"},5]}`)
	when := yes("when")
	when.If = json.RawMessage(`{"==":[{"var":"answers.only"},true]}`)
	doc.Questions = append(doc.Questions, only, when, yes("tea"), yes("milk"), yes("sugar"), yes("cake"))
	return doc
}

func TestEveryQuestionIsExplainedForAnyShopper(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.published(everyReason())
	at := time.Now().Add(-48 * time.Hour)
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"podcast"`, at)
	b.ordered(app.Order{ID: 502, Name: "#1002"})

	lines, order := b.explained("/people/7/explain?surface=thank-you&locale=en")
	require.Equal(t, []string{"tea", "milk", "sugar"}, order[:3], "three a visit, in the survey's order")
	require.Len(t, lines, 7)
	require.Len(t, lines["tea"]["rules"], len(stream.Rules))
	delete(lines["tea"], "rules")
	require.Equal(t, told{
		"survey": told{"id": string(made.ID), "title": "First things"}, "version": 1.0, "question": "tea", "prompt": "Really tea?",
		"asked": true, "why": "new", "words": "They have never been asked this.",
	}, lines["tea"])
	require.Equal(t, "answered", lines["source"]["rule"])
	require.NotEmpty(t, lines["source"]["saw"])
	require.Contains(t, lines["source"]["words"], "They answered on")
	require.Equal(t, "condition", lines["only"]["rule"])
	require.Contains(t, lines["when"]["words"], "their answer to “Really only?” is not known")
	require.Equal(t, "visit", lines["cake"]["rule"])
	require.Equal(t, told{"questions": 3.0, "seconds": 45.0}, lines["cake"]["wanted"])
	when := map[string]told{}
	for _, one := range lines["when"]["rules"].([]any) {
		when[one.(told)["rule"].(string)] = one.(told)
	}
	require.Equal(t, told{
		"rule": "condition", "passed": false, "saw": told{"answers.only": nil}, "wanted": lines["when"]["wanted"], "words": lines["when"]["words"],
	}, when["condition"])
	require.Equal(t, told{"rule": "audience", "passed": true, "words": "The survey is for everybody."}, when["audience"])
	require.Equal(t, true, when["answered"]["passed"], "and what comes behind the condition")
	require.Contains(t, when["visit"]["words"], "This visit would come to")

	for _, path := range []string{"/people/" + b.customer(demo) + "/explain", "/people/0/explain?order=502"} { // she never answered; a guest
		lines, _ := b.explained(path)
		require.Equal(t, true, lines["source"]["asked"], path)
		require.Equal(t, "new", lines["source"]["why"], path)
	}
	lines, _ = b.explained("/people/7/explain?surface=theme")
	for _, one := range lines {
		require.Equal(t, "placement", one["rule"])
		require.Equal(t, "The survey is not shown on pages of the theme.", one["words"])
	}
	b.explainedEverywhere(made.ID)
	var nothing struct{ Lines []told }
	require.Equal(t, http.StatusOK, b.call("GET", "/people/"+b.customer(other)+"/explain", other, nil, &nothing))
	require.Empty(t, nothing.Lines, "another shop's questions are its own")
	for _, path := range []string{"/people/0/explain", "/people/7/explain?surface=moon", "/people/7/explain?locale=%27"} {
		require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", path, demo, nil, nil), path)
	}
}

// explainedEverywhere looks from every place where a survey can be: on those where this one
// is placed its questions come to the rules behind, on the others to that.
func (b *bench) explainedEverywhere(id app.SurveyID) {
	b.Helper()
	s, err := b.store.Survey(b.Context(), demo, id)
	require.NoError(b, err)
	for _, surface := range app.Surfaces {
		lines, _ := b.explained("/people/7/explain?surface=" + string(surface))
		require.Len(b, lines, 7)
		placed := slices.Contains(s.Draft.Placements, surface)
		for _, one := range lines {
			require.Equal(b, placed, one["rule"] != "placement", surface)
		}
		if !placed {
			require.Regexp(b, "^The survey is not shown on (pages of |the |an )[a-z -]+\\.$", lines["tea"]["words"], "a place has a name")
		}
	}
	require.Equal(b, http.StatusUnprocessableEntity, b.call("GET", "/people/7/explain?surface=staff", demo, nil, nil), "nobody is asked at the desk")
}

// A guest is known by her order wherever she is looked at, and what is known of the order
// counts only where a block tells which it is.
func TestAnOrderIsKnownWhereABlockTellsOfIt(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	doc := document("heard")
	doc.Placements = app.Surfaces
	said := b.published(doc)
	large := document("large")
	large.Placements, large.Questions[0].Key = app.Surfaces, "wish"
	large.Audience = json.RawMessage(`{">":[{"var":"order.value"},5]}`)
	b.published(large)
	b.ordered(app.Order{ID: 502, Name: "#1002", Total: "9.00"})
	b.guest(said.ID, 502, `"podcast"`)
	for _, surface := range app.Surfaces {
		lines, _ := b.explained("/people/0/explain?order=502&surface=" + string(surface))
		require.Equal(t, "answered", lines["source"]["rule"], surface)
		ofOrder := surface == app.SurfaceThankYou || surface == app.SurfaceOrderStatus
		require.Equal(t, ofOrder, lines["wish"]["asked"], "%s: %v", surface, lines["wish"]["words"])
	}
}
