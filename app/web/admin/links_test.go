package admin_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/link"
	"github.com/askwell/askwell/app/store"
)

type madeLink struct {
	URL       string
	ExpiresAt time.Time `json:"expires_at"`
}

func TestStaffMakeALinkForAShopper(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.published(document("heard"))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"podcast"`, time.Now())
	never := b.customer(demo)
	for path, want := range map[string]app.CustomerID{"/people/7/links": 7, "/people/" + never + "/links": app.CustomerID(numberOf(t, never))} {
		var answer madeLink
		require.Equal(t, http.StatusOK, b.call("POST", path, demo, told{"purpose": "answer", "survey": "heard", "question": "source"}, &answer))
		address, query, asks := strings.Cut(answer.URL, "?")
		require.True(t, asks)
		require.Equal(t, "survey=heard&question=source", query)
		opened, err := b.links.Open(t.Context(), address[strings.LastIndex(address, "/")+1:])
		require.NoError(t, err)
		require.Equal(t, app.Speaker{Shop: demo, Customer: want, Door: app.DoorLink}, opened.Speaker)
		require.Equal(t, link.Answer, opened.Purpose)
		require.Equal(t, opened.ExpiresAt, answer.ExpiresAt.UTC())
	}
	var answer madeLink
	require.Equal(t, http.StatusOK, b.call("POST", "/people/7/links", demo, told{"purpose": "preferences"}, &answer))
	require.NotContains(t, answer.URL, "?")

	noted, err := b.store.AuditLog(t.Context(), demo, store.AuditFilter{Subject: app.CustomerSubject(7)}, 10)
	require.NoError(t, err)
	require.Len(t, noted, 2, "who has the link reads what is known of her")
}

func TestALinkIsRefusedThatWouldLeadNowhere(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.published(document("heard"))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"podcast"`, time.Now())
	for _, c := range []struct {
		path   string
		body   told
		status int
	}{
		{"/people/999/links", told{"purpose": "answer"}, http.StatusNotFound},
		{"/people/0/links?order=77", told{"purpose": "answer"}, http.StatusNotFound},
		{"/people/7/links", told{"purpose": "everything"}, http.StatusUnprocessableEntity},
		{"/people/7/links", told{"purpose": "preferences", "survey": "heard"}, http.StatusUnprocessableEntity},
		{"/people/7/links", told{"purpose": "answer", "question": "source"}, http.StatusUnprocessableEntity},
		{"/people/7/links", told{"purpose": "answer", "survey": "none"}, http.StatusNotFound},
		{"/people/7/links", told{"purpose": "answer", "survey": "heard", "question": "none"}, http.StatusUnprocessableEntity},
	} {
		require.Equal(t, c.status, b.call("POST", c.path, demo, c.body, nil), "%v", c)
	}
	require.Equal(t, http.StatusNotFound, b.call("POST", "/people/7/links", other, told{"purpose": "answer"}, nil), "another shop's number is nobody's")
}

func TestAPublishedSurveyIsDrawnForEveryEmailTool(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.published(document("heard"))
	for _, tool := range []string{"klaviyo", "omnisend", "mailchimp", "brevo", "shopify"} {
		for _, name := range []string{"heard", string(made.ID)} {
			var drawn struct {
				HTML, Text string
				Notes      []string
			}
			require.Equal(t, http.StatusOK, b.call("GET", "/surveys/"+name+"/email?locale=sv&tool="+tool, demo, nil, &drawn))
			for _, text := range []string{drawn.HTML, drawn.Text} {
				require.Contains(t, text, "survey=heard")
				require.Contains(t, text, "https://"+string(demo)+"/apps/askwell/preferences", "for whom no link is known of")
			}
			require.NotEmpty(t, drawn.Notes)
		}
	}
	require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/surveys/heard/email?tool=other", demo, nil, nil))
	require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/surveys/heard/email?tool=brevo&locale="+url.QueryEscape(`"><x`), demo, nil, nil))
	require.Equal(t, http.StatusNotFound, b.call("GET", "/surveys/none/email?tool=brevo", demo, nil, nil))
	require.Equal(t, http.StatusNotFound, b.call("GET", "/surveys/"+string(made.ID)+"/email?tool=brevo", other, nil, nil))
	var draft survey
	require.Equal(t, http.StatusCreated, b.call("POST", "/surveys", demo, told{"document": document("draft")}, &draft))
	require.Equal(t, http.StatusNotFound, b.call("GET", "/surveys/draft/email?tool=brevo", demo, nil, nil), "nobody answers what is not published")
}

func numberOf(t *testing.T, text string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(text, 10, 64)
	require.NoError(t, err)
	return n
}
