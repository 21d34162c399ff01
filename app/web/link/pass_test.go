package link_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/link"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web"
	pages "github.com/askwell/askwell/app/web/link"
)

func TestAllHerLinksAreGoodForOneAnswer(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	first := s.link(ada, link.Answer)
	require.Equal(t, http.StatusCreated, s.post(first, "source", "podcast").status)
	her, err := s.History(t.Context(), demo, store.Whom{Customer: ada})
	require.NoError(t, err)
	made, err := s.links.Make(demo, link.Holder{Profile: her.Profile}, link.Answer)
	require.NoError(t, err)
	byProfile := strings.TrimPrefix(made.URL, s.url)
	s.later.Store(int64(link.Period))
	renewed := s.link(ada, link.Answer)
	require.NotEqual(t, first, renewed)
	for _, path := range []string{byProfile, renewed} {
		require.Contains(t, s.get(path+"?survey=welcome&question=source").body, "You have answered this already")
		require.Contains(t, s.post(path, "source", "friend").body, "You have answered this already")
	}
	require.Len(t, s.said(ada), 1)
	require.Equal(t, http.StatusCreated, s.post(s.link(ada+1, link.Answer), "source", "friend").status, "another's is another's")
}

func TestNobodyFindsOutByTryingWhatIsPrivate(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.publish(app.Document{
		Handle: "private", Title: "P", Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceEmail},
		Questions: []app.Question{{Key: "address", Type: "email", Prompt: app.Text{"en": "Your other email?"}}},
	})
	path := s.link(ada, link.Answer)
	try := func(address string) answer {
		form := url.Values{"survey": {"private"}, "version": {"1"}, "shown": {"address"}, "locale": {"en"}, "answers[address]": {address}}
		return s.send(http.MethodPost, path, nil, form)
	}
	require.Equal(t, http.StatusCreated, try("ada@example.com").status)
	right, wrong := try("ada@example.com"), try("bob@example.com")
	require.Equal(t, wrong.status, right.status)
	require.Equal(t, wrong.body, right.body)
}

func TestALinkIsWrittenToNoLog(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	var lines bytes.Buffer
	engine := web.New(slog.New(slog.NewJSONHandler(&lines, &slog.HandlerOptions{Level: slog.LevelDebug})))
	pages.Mount(engine, pages.Config{Store: s.Store, Links: s.links}) // no submitter: what should answer panics
	path := s.link(ada, link.Answer)
	for _, address := range []string{path, path[:len(path)-2], path + "/", path + "?survey=welcome&question=source"} {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut} {
			engine.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), method, address, nil))
		}
	}
	require.Contains(t, lines.String(), "/p/:token")
	require.Contains(t, lines.String(), "panic")
	require.NotContains(t, lines.String(), path[len("/p/"):len(path)-2])
}
