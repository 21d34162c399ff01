package link_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/link"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/app/web/centre"
	pages "github.com/askwell/askwell/app/web/link"
)

const (
	demo app.ShopID     = "demo-shop.myshopify.com"
	ada  app.CustomerID = 7_000_000_000_001
)

// shop is a shop with a survey on email, and the pages behind its links.
type shop struct {
	*store.Store
	t     *testing.T
	url   string
	links *link.Maker
	later atomic.Int64 // how far its clock is ahead, in nanoseconds
}

func newShop(t *testing.T) *shop {
	t.Helper()
	return newShopOn(t, storetest.New(t))
}

func newShopOn(t *testing.T, db *store.Store) *shop {
	t.Helper()
	s := &shop{Store: db, t: t}
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{Name: "Morgonljus", Locale: "en"}, app.Access{Token: "t", RefreshToken: "r"}))
	s.publish(survey())
	engine := web.New(slog.New(slog.DiscardHandler))
	server := httptest.NewServer(engine)
	t.Cleanup(server.Close)
	s.url = server.URL
	host, err := url.Parse(server.URL)
	require.NoError(t, err)
	s.links, err = link.New(s.Store, storetest.Keys(t), host, s.now)
	require.NoError(t, err)
	pages.Mount(engine, pages.Config{
		Store: s.Store, Links: s.links, Now: s.now,
		Centre: centre.Pages{Preferences: &preference.Keeper{Store: s.Store, Now: s.now, Ring: func(context.Context, app.ShopID, app.DestinationID) {}}},
		Submitter: &capture.Submitter{
			Store: s.Store, Asker: &ask.Asker{Store: s.Store, Now: s.now}, Now: s.now, Ring: func(context.Context, app.ShopID, app.DestinationID) {},
		},
	})
	return s
}

func (s *shop) now() time.Time { return time.Now().Add(time.Duration(s.later.Load())) }

func (s *shop) publish(d app.Document) {
	s.t.Helper()
	made, err := s.CreateSurvey(s.t.Context(), demo, d)
	require.NoError(s.t, err)
	_, err = s.PublishSurvey(s.t.Context(), demo, made.ID, made.Revision)
	require.NoError(s.t, err)
}

func survey() app.Document {
	return app.Document{
		Handle: "welcome", Title: "W", Languages: []string{"en", "sv"}, Placements: []app.Surface{app.SurfaceEmail},
		Questions: []app.Question{
			{
				Key: "source", Type: "single_choice", Prompt: app.Text{"en": "How did you hear about us?", "sv": "Hur hittade du oss?"},
				Why: app.Text{"en": "To know where to look"}, Get: app.Text{"en": "Fewer ads"}, Use: app.Text{"en": "To count"},
				Options: []app.Option{
					{Key: "podcast", Label: app.Text{"en": "A podcast", "sv": "En podd"}},
					{Key: "friend", Label: app.Text{"en": "A <b>friend</b>", "sv": "En vän"}},
				},
				Mapping: app.WriteBack{Tag: true},
			},
			{Key: "wish", Type: "text", Prompt: app.Text{"en": "A wish?", "sv": "En önskan?"}, MaxLength: 10},
		},
		Thanks: app.Text{"en": "Cheers & thanks", "sv": "Tack ska du ha"},
	}
}

// link is the path of a customer's link.
func (s *shop) link(customer app.CustomerID, purpose link.Purpose) string {
	s.t.Helper()
	made, err := s.links.Make(demo, link.Holder{Customer: customer}, purpose)
	require.NoError(s.t, err)
	return strings.TrimPrefix(made.URL, s.url)
}

type answer struct {
	status int
	header http.Header
	body   string
}

func (s *shop) send(method, path string, header http.Header, form url.Values) answer {
	s.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, body)
	require.NoError(s.t, err)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, values := range header {
		r.Header[name] = values
	}
	res, err := http.DefaultClient.Do(r)
	require.NoError(s.t, err)
	defer func() { require.NoError(s.t, res.Body.Close()) }()
	text, err := io.ReadAll(res.Body)
	require.NoError(s.t, err)
	return answer{res.StatusCode, res.Header, string(text)}
}

func (s *shop) get(path string) answer { return s.send(http.MethodGet, path, nil, nil) }

// post answers a question as the form does that stands on its page.
func (s *shop) post(path, question, value string) answer {
	s.t.Helper()
	return s.send(http.MethodPost, path, http.Header{"Sec-Fetch-Site": {"same-origin"}}, formOf(question, value))
}

func formOf(question, value string) url.Values {
	return url.Values{
		"survey": {"welcome"}, "version": {"1"}, "shown": {question}, "locale": {"en"}, "answers[" + question + "]": {value},
	}
}

// said are a customer's responses, the newest first.
func (s *shop) said(customer app.CustomerID) []app.Response {
	s.t.Helper()
	her, err := s.History(s.t.Context(), demo, store.Whom{Customer: customer})
	require.NoError(s.t, err)
	return her.Responses
}

func TestAnOptionThatWasClickedIsOneButtonAway(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	page := s.get(s.link(ada, link.Answer) + "?survey=welcome&question=source&answer=podcast")
	require.Equal(t, http.StatusOK, page.status)
	for _, part := range []string{
		"<h1 dir=\"auto\">How did you hear about us?</h1>", "Yes, A podcast", `name="answers[source]" value="podcast">`,
		"A &lt;b&gt;friend&lt;/b&gt;", "Something else", "To know where to look", "Fewer ads", "To count", "Morgonljus",
	} {
		require.Contains(t, page.body, part)
	}
	require.NotContains(t, page.body, "<script")
	require.Empty(t, s.said(ada))
}

func TestAnAnswerIsRecordedAndTheSeriesGoesOn(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	path := s.link(ada, link.Answer)
	page := s.post(path, "source", "podcast")
	require.Equal(t, http.StatusCreated, page.status, page.body)
	require.Contains(t, page.body, "Thank you")
	require.Contains(t, page.body, "A wish?", "what comes next stands on the same page")
	page = s.post(path, "wish", "tea")
	require.Equal(t, http.StatusCreated, page.status, page.body)
	require.Contains(t, page.body, "Cheers &amp; thanks")
	require.Contains(t, page.body, `href="https://demo-shop.myshopify.com/apps/askwell/preferences"`)

	said := s.said(ada)
	require.Len(t, said, 2)
	for _, r := range said {
		require.Equal(t, app.SurfaceEmail, r.Surface)
	}
	require.Equal(t, []bool{true, false}, []bool{said[0].Complete, said[1].Complete}, "after the last nothing is left")
	data, err := s.ExportCustomer(t.Context(), demo, ada, nil)
	require.NoError(t, err)
	for _, r := range data.Responses {
		require.Equal(t, app.ProofLink, r.Proof)
	}
}

func TestALinkIsGoodForOneAnswerToAQuestion(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	path := s.link(ada, link.Answer)
	require.Equal(t, http.StatusCreated, s.post(path, "source", "podcast").status)

	same := s.post(path, "source", "podcast")
	require.Equal(t, http.StatusOK, same.status, "a form sent twice is no misuse")
	require.Contains(t, same.body, "Thank you")

	other := s.post(path, "source", "friend")
	require.Equal(t, http.StatusOK, other.status)
	require.Contains(t, other.body, "You have answered this already")
	require.Contains(t, other.body, "/apps/askwell/preferences")

	shown := s.get(path + "?survey=welcome&question=source&answer=friend")
	require.Contains(t, shown.body, "You have answered this already")
	require.NotContains(t, shown.body, "podcast", "what she said is not told to whom it was passed on")

	require.Len(t, s.said(ada), 1)
	require.JSONEq(t, `"podcast"`, string(s.said(ada)[0].Answers[0].Value.JSON))
	require.Equal(t, http.StatusCreated, s.post(path, "wish", "tea").status, "of another question it is the first")
}

func TestWhatIsAskedAnewCanBeAnsweredAnew(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.publish(app.Document{
		Handle: "mood", Title: "M", Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceEmail},
		Questions: []app.Question{{
			Key: "nps", Type: "nps", Prompt: app.Text{"en": "Would you?"}, Again: &app.Again{Mode: app.AgainEvery, Days: 7},
		}},
	})
	path := s.link(ada, link.Answer)
	form := url.Values{"survey": {"mood"}, "version": {"1"}, "shown": {"nps"}, "answers[nps]": {"9"}}
	require.Equal(t, http.StatusCreated, s.send(http.MethodPost, path, nil, form).status)
	form.Set("answers[nps]", "3")
	require.Contains(t, s.send(http.MethodPost, path, nil, form).body, "already")
	s.later.Store(int64(8 * 24 * time.Hour))
	require.Equal(t, http.StatusCreated, s.send(http.MethodPost, path, nil, form).status, "a week later, by the same link")
	require.Len(t, s.said(ada), 2)
}

func TestABadAnswerIsAskedAgainWithWhatIsWrong(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	page := s.post(s.link(ada, link.Answer), "wish", strings.Repeat("x", 11))
	require.Equal(t, http.StatusUnprocessableEntity, page.status)
	require.Contains(t, page.body, "at most 10 characters")
	require.Contains(t, page.body, strings.Repeat("x", 11), "what she wrote is not lost")
	require.Empty(t, s.said(ada))
}
