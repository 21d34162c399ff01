package admin_test

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

type versionsTold struct {
	Versions []struct {
		Version   int
		Questions int
	}
	Next string
}

func TestVersionsAreListedPageByPageWithWhatEachChanged(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	draft := document("heard")
	made := b.published(draft)
	path := "/surveys/" + string(made.ID)
	for n := 2; n <= 3; n++ {
		var got survey
		require.Equal(t, http.StatusOK, b.call("GET", path, demo, nil, &got))
		draft.Questions[0].Prompt = app.Text{"en": "Wording " + strconv.Itoa(n)}
		require.Equal(t, http.StatusOK, b.call("PUT", path, demo, map[string]any{"revision": got.Revision, "document": draft}, &got))
		require.Equal(t, http.StatusOK, b.call("POST", path+"/publish", demo, map[string]any{"revision": got.Revision}, nil))
	}
	var page versionsTold
	require.Equal(t, http.StatusOK, b.call("GET", path+"/versions?limit=2", demo, nil, &page))
	require.Equal(t, []int{3, 2}, []int{page.Versions[0].Version, page.Versions[1].Version})
	require.Equal(t, len(draft.Questions), page.Versions[0].Questions)
	var rest versionsTold
	require.Equal(t, http.StatusOK, b.call("GET", path+"/versions?limit=2&cursor="+page.Next, demo, nil, &rest))
	require.Len(t, rest.Versions, 1)
	require.Equal(t, 1, rest.Versions[0].Version)
	require.Empty(t, rest.Next)

	var version struct {
		Document app.Document
		Before   int
		Changes  []struct{ Path string }
	}
	require.Equal(t, http.StatusOK, b.call("GET", path+"/versions/3", demo, nil, &version))
	require.Equal(t, "Wording 3", version.Document.Questions[0].Prompt["en"])
	require.Equal(t, 2, version.Before)
	require.Len(t, version.Changes, 1)
	require.Contains(t, version.Changes[0].Path, "prompt")
	version.Changes, version.Before = nil, 0
	require.Equal(t, http.StatusOK, b.call("GET", path+"/versions/1", demo, nil, &version))
	require.Zero(t, version.Before)
	require.Empty(t, version.Changes)

	require.Equal(t, http.StatusNotFound, b.call("GET", path+"/versions/4", demo, nil, nil))
	for _, theirs := range []string{"/versions", "/versions/1"} {
		require.Equal(t, http.StatusNotFound, b.call("GET", path+theirs, other, nil, nil), theirs)
	}
}

func TestADraftIsComparedWithWhatIsLiveAndWithWhatWas(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	draft := document("heard")
	path := "/surveys/" + string(b.published(draft).ID)
	type compared struct {
		Version int
		Changes []struct {
			Path     string
			Old, New any
		}
	}
	compare := func(body told) (got compared) {
		t.Helper()
		require.Equal(t, http.StatusOK, b.call("POST", path+"/compare", demo, body, &got), b.log.String())
		return got
	}
	same := compare(told{"document": draft})
	require.Equal(t, 1, same.Version)
	require.Empty(t, same.Changes)

	before := b.dump("surveys")
	draft.Questions[0].Prompt = app.Text{"en": "Another wording"}
	got := compare(told{"document": draft})
	require.Len(t, got.Changes, 1)
	require.Equal(t, "questions.source.prompt.en", got.Changes[0].Path)
	require.Equal(t, "Another wording", got.Changes[0].New)
	require.Equal(t, before, b.dump("surveys"), "it is looked at and not kept")

	var saved survey
	require.Equal(t, http.StatusOK, b.call("PUT", path, demo, told{"revision": 1, "document": draft}, &saved))
	require.Equal(t, http.StatusOK, b.call("POST", path+"/publish", demo, told{"revision": saved.Revision}, nil))
	require.Empty(t, compare(told{"document": draft}).Changes)
	require.Equal(t, got, compare(told{"document": draft, "version": 1}))

	require.Equal(t, http.StatusNotFound, b.call("POST", path+"/compare", demo, told{"document": draft, "version": 3}, nil))
	require.Equal(t, http.StatusNotFound, b.call("POST", path+"/compare", other, told{"document": draft}, nil))
	require.Equal(t, http.StatusNotFound, b.call("POST", path+"/compare", other, told{"document": draft, "version": 1}, nil))
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", path+"/compare", demo, told{"document": told{"questions": 7}}, nil))
	var fresh survey
	require.Equal(t, http.StatusCreated, b.call("POST", "/surveys", demo, told{"document": document("fresh")}, &fresh))
	require.Equal(t, http.StatusNotFound, b.call("POST", "/surveys/"+string(fresh.ID)+"/compare", demo, told{"document": draft}, nil), "nothing is live")
}

func TestWhatAConditionCanAskAboutIsListed(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	var told struct {
		Facts []struct{ Name, Kind, Means string }
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/facts", demo, nil, &told))
	require.Equal(t, "shopper.known", told.Facts[0].Name)
	require.Equal(t, "answers.<key>", told.Facts[len(told.Facts)-1].Name)
}
