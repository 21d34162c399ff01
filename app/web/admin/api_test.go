package admin_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web"
)

const other = app.ShopID("slow-wick.myshopify.com")

type survey struct {
	ID       app.SurveyID
	Document app.Document
	Revision int
	Version  int
	State    string
}

func TestASurveyIsCreatedEditedAndPublished(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)

	var made, got survey
	require.Equal(t, http.StatusCreated, b.call("POST", "/surveys", demo, map[string]any{"document": document("heard")}, &made))
	require.Equal(t, "draft", made.State)
	require.Equal(t, http.StatusOK, b.call("GET", "/surveys/"+string(made.ID), demo, nil, &got))
	require.Equal(t, made, got)

	require.Equal(t, http.StatusOK, b.call("POST", "/surveys/"+string(made.ID)+"/publish", demo, map[string]any{"revision": 1}, &got))
	require.Equal(t, "live", got.State)
	require.Equal(t, 1, got.Version)

	edited := got.Document
	edited.Questions[0].Prompt = app.Text{"en": "Who told you?"}
	require.Equal(t, http.StatusOK, b.call("PUT", "/surveys/"+string(made.ID), demo, map[string]any{"revision": 1, "document": edited}, &got))
	require.Equal(t, "changed", got.State)
	require.Equal(t, 2, got.Revision)

	var list struct{ Surveys []map[string]any }
	require.Equal(t, http.StatusOK, b.call("GET", "/surveys", demo, nil, &list))
	require.Len(t, list.Surveys, 1)
	require.Equal(t, "changed", list.Surveys[0]["state"])
}

func TestASurveyWithASensitiveQuestionIsLiveOnceItIsPublished(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	draft := document("heard")
	guard, secret := draft.Questions[0], draft.Questions[0]
	guard.Key, guard.Type, guard.Required, guard.Options, guard.Other, guard.Mapping = "agreed", "consent", false, nil, nil, app.WriteBack{}
	secret.Key, secret.Sensitive, secret.Mapping = "secret", true, app.WriteBack{Metafield: true}
	draft.Questions = append(draft.Questions, guard, secret)

	var made, got survey
	require.Equal(t, http.StatusCreated, b.call("POST", "/surveys", demo, map[string]any{"document": draft}, &made))
	path := "/surveys/" + string(made.ID)
	var problem web.Problem
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", path+"/publish", demo, map[string]any{"revision": 1}, &problem))
	require.Equal(t, "questions.2.consent", problem.Errors[0].Field)

	made.Document.Questions[2].Consent = "agreed"
	require.Equal(t, http.StatusOK, b.call("PUT", path, demo, map[string]any{"revision": 1, "document": made.Document}, nil))
	require.Equal(t, http.StatusOK, b.call("POST", path+"/publish", demo, map[string]any{"revision": 2}, &got))
	require.Equal(t, "live", got.State)
	require.Empty(t, got.Document.Questions[2].If, "it is edited as it was written")
}

func TestAnIDThatNoSurveyCanHaveIsRefusedBeforeTheDatabase(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	for _, id := range []string{"%00", "%FF", "a%20b", strings.Repeat("a", 65)} {
		require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/surveys/"+id, demo, nil, nil), id)
		require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/surveys/"+id+"/publish", demo, map[string]any{"revision": 1}, nil), id)
	}
}

func TestAnEditOfAnOldRevisionIsAConflict(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	var made survey
	b.call("POST", "/surveys", demo, map[string]any{"document": document("heard")}, &made)
	edit := map[string]any{"revision": 1, "document": made.Document}
	require.Equal(t, http.StatusOK, b.call("PUT", "/surveys/"+string(made.ID), demo, edit, nil))
	var problem web.Problem
	require.Equal(t, http.StatusConflict, b.call("PUT", "/surveys/"+string(made.ID), demo, edit, &problem))
	require.Equal(t, "conflict", problem.Type)
	require.Equal(t, http.StatusConflict, b.call("POST", "/surveys/"+string(made.ID)+"/publish", demo, map[string]any{"revision": 1}, nil))
}

func TestAWrongDocumentIsRefusedFieldByField(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	wrong := document("heard")
	wrong.Questions[0].Prompt = app.Text{}
	var problem web.Problem
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/surveys", demo, map[string]any{"document": wrong}, &problem))
	require.Equal(t, "questions.0.prompt.en", problem.Errors[0].Field)

	problem = web.Problem{}
	strange := map[string]any{"document": map[string]any{"handle": "x", "surprise": true}}
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/surveys", demo, strange, &problem))
	require.Equal(t, "invalid", problem.Type)
	require.NotEmpty(t, problem.Errors)

	huge := document("heard")
	huge.Title = strings.Repeat("x", 2<<20)
	require.Equal(t, http.StatusRequestEntityTooLarge, b.call("POST", "/surveys", demo, map[string]any{"document": huge}, &problem))
}

func TestTheTextsASurveyLacksAreToldByLanguage(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	draft := document("heard")
	draft.Questions[0].Why, draft.Questions[0].Use = nil, nil
	var made survey
	require.Equal(t, http.StatusCreated, b.call("POST", "/surveys", demo, map[string]any{"document": draft}, &made))
	path := "/surveys/" + string(made.ID)
	var told struct {
		Missing map[string][]map[string]string
	}
	require.Equal(t, http.StatusOK, b.call("GET", path+"/missing", demo, nil, &told))
	require.Equal(t, map[string][]map[string]string{"en": {
		{"path": "questions.0.why", "question": "source"}, {"path": "questions.0.use", "question": "source"},
	}}, told.Missing)

	var problem web.Problem
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", path+"/publish", demo, map[string]any{"revision": 1}, &problem))
	require.Equal(t, []app.FieldError{
		{Field: "questions.0.why.en", Code: "required", Message: "Question source: tell the shopper why you ask, in en."},
		{Field: "questions.0.use.en", Code: "required", Message: "Question source: tell the shopper how the answer is used, in en."},
	}, problem.Errors)

	require.Equal(t, http.StatusOK, b.call("PUT", path, demo, map[string]any{"revision": 1, "document": document("heard")}, nil))
	require.Equal(t, http.StatusOK, b.call("GET", path+"/missing", demo, nil, &told))
	require.Equal(t, http.StatusOK, b.call("POST", path+"/publish", demo, map[string]any{"revision": 2}, nil))
	_, body := b.send("GET", b.app+"/api/v1"+path+"/missing", b.token("admin", demo), nil)
	require.JSONEq(t, `{"missing":{}}`, string(body))
	require.Equal(t, http.StatusNotFound, b.call("GET", "/surveys/none/missing", demo, nil, nil))
}

func TestASurveyComesWithItsWarningsAndIsPublishedAllTheSame(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	draft := document("heard")
	for i := range 7 {
		q := draft.Questions[0]
		q.Key, q.Mapping = fmt.Sprintf("more_%d", i), app.WriteBack{Metafield: i > 0}
		draft.Questions = append(draft.Questions, q)
	}
	var got struct {
		survey
		Warnings []app.FieldError
	}
	require.Equal(t, http.StatusCreated, b.call("POST", "/surveys", demo, map[string]any{"document": draft}, &got))
	require.Len(t, got.Warnings, 2)
	require.Equal(t, "questions long", got.Warnings[0].Field+" "+got.Warnings[0].Code)
	require.Equal(t, "questions.1.mapping unused", got.Warnings[1].Field+" "+got.Warnings[1].Code)
	require.Contains(t, got.Warnings[0].Message, "8 questions")
	require.Equal(t, http.StatusOK, b.call("POST", "/surveys/"+string(got.ID)+"/publish", demo, map[string]any{"revision": 1}, nil))
}

func TestFiftyQuestionsAreRefusedWithTheWayOut(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	draft := document("fifty")
	for i := range 49 {
		q := draft.Questions[0]
		q.Key = fmt.Sprintf("more_%d", i)
		draft.Questions = append(draft.Questions, q)
	}
	var made survey
	require.Equal(t, http.StatusCreated, b.call("POST", "/surveys", demo, map[string]any{"document": draft}, &made))
	var problem web.Problem
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/surveys/"+string(made.ID)+"/publish", demo, map[string]any{"revision": 1}, &problem))
	require.Len(t, problem.Errors, 1)
	require.Equal(t, "questions", problem.Errors[0].Field)
	require.Contains(t, problem.Errors[0].Message, "50 questions, and 20 is the most: at 3 questions a visit it takes 17 visits")
	require.Contains(t, problem.Errors[0].Message, "split the survey")
}

func TestAShopSeesNothingOfAnother(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	var made survey
	b.call("POST", "/surveys", demo, map[string]any{"document": document("heard")}, &made)
	path := "/surveys/" + string(made.ID)
	require.Equal(t, http.StatusNotFound, b.call("GET", path, other, nil, nil))
	require.Equal(t, http.StatusNotFound, b.call("PUT", path, other, map[string]any{"revision": 1, "document": made.Document}, nil))
	require.Equal(t, http.StatusNotFound, b.call("POST", path+"/publish", other, map[string]any{"revision": 1}, nil))
	var list struct{ Surveys []any }
	require.Equal(t, http.StatusOK, b.call("GET", "/surveys", other, nil, &list))
	require.Empty(t, list.Surveys)
}

func TestTheAPIWantsAStaffSessionOfAnInstalledShop(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	for name, token := range map[string]string{"none": "", "nonsense": "x", "a shopper's": b.token("checkout", demo)} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, b.app+"/api/v1/surveys", nil)
		require.NoError(t, err)
		req.Header.Set("Authorization", "Bearer "+token)
		answer, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		require.Equal(t, http.StatusUnauthorized, answer.StatusCode, name)
		require.Equal(t, "1", answer.Header.Get("X-Shopify-Retry-Invalid-Session-Request"), name)
		require.Contains(t, answer.Header.Get("Content-Type"), "application/problem+json", name)
	}
	require.Equal(t, http.StatusForbidden, b.call("GET", "/surveys", demo, nil, nil))
	b.install(demo)
	require.Equal(t, http.StatusOK, b.call("GET", "/surveys", demo, nil, nil))
	require.NoError(t, b.store.RecordUninstall(t.Context(), demo, time.Now().Add(time.Minute)))
	require.Equal(t, http.StatusForbidden, b.call("GET", "/surveys", demo, nil, nil))
}

func TestResponsesComeInPagesWithWhatBecameOfThem(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	var made survey
	b.call("POST", "/surveys", demo, map[string]any{"document": document("heard")}, &made)
	b.call("POST", "/surveys/"+string(made.ID)+"/publish", demo, map[string]any{"revision": 1}, nil)
	start := time.Now().Add(-time.Minute).Truncate(time.Millisecond)
	for i := range 5 { // two of them in the same millisecond
		value := []string{`"podcast"`, `{"other":"my sister"}`}[i%2]
		b.answered(made.ID, app.ResponseID(uuid.NewString()), app.CustomerID(i), value, start.Add(time.Duration(i/2)*time.Second))
	}

	var seen []string
	for cursor := ""; ; {
		var page struct {
			Responses []struct {
				ID, Customer string
				Answers      []struct {
					Prompt string
					Values []string
				}
				Deliveries []struct{ Destination, State string }
			}
			Next string
		}
		require.Equal(t, http.StatusOK, b.call("GET", "/responses?limit=2&cursor="+url.QueryEscape(cursor), demo, nil, &page))
		for _, r := range page.Responses {
			require.Equal(t, "How did you hear about us?", r.Answers[0].Prompt)
			seen = append(seen, fmt.Sprint(r.Customer, " ", r.Answers[0].Values[0], " ", len(r.Deliveries)))
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	require.ElementsMatch(t, []string{"4 A podcast 1", "3 my sister 1", "2 A podcast 1", "1 my sister 1", " A podcast 0"}, seen)
	require.Equal(t, "4 A podcast 1", seen[0], "the newest is first")

	require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/responses?cursor=zzz", demo, nil, nil))
	require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/responses?limit=100000", demo, nil, nil))

	var status struct {
		Responses7d  int `json:"responses_7d"`
		Destinations []struct {
			ID, Title string
			Waiting   int
		}
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/status", demo, nil, &status))
	require.Equal(t, 5, status.Responses7d)
	require.Equal(t, "shopify", status.Destinations[0].ID)
	require.Equal(t, "Shopify", status.Destinations[0].Title)
	require.Equal(t, 4, status.Destinations[0].Waiting)
}

func TestTheAPIDescribesItself(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	answer, body := b.open("/openapi.json", nil)
	require.Equal(t, http.StatusOK, answer.StatusCode)
	for _, path := range []string{"/api/v1/surveys", "/api/v1/surveys/{id}/publish", "/api/v1/responses", "/api/v1/status", "/api/v1/rewards/{handle}/end", "/api/v1/people/{customer}/explain", "/api/v1/settings"} {
		require.Contains(t, body, `"`+path+`"`)
	}
}
