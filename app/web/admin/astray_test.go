package admin_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
)

// three asks three things, each of which leads to the end.
func three() app.Document {
	d := document("three")
	for _, key := range []string{"second", "third"} {
		q := d.Questions[0]
		q.Key = key
		d.Questions = append(d.Questions, q)
	}
	return d
}

type ahead struct {
	Asked    int
	Warnings []app.FieldError
	Refused  []app.FieldError
}

// TestADraftWhoseWaysLeadAstrayIsKeptShownAndNotPublished: who moves a question past where a
// branch leads can save that, and is told what publishing would refuse.
func TestADraftWhoseWaysLeadAstrayIsKeptShownAndNotPublished(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	draft := three()
	made := b.published(draft)
	path := "/surveys/" + string(made.ID)
	draft.Questions[2].Next = []app.Branch{{To: "source"}, {To: "gone"}, {To: "end:gone"}, {To: "third"}}
	var saved survey
	require.Equal(t, http.StatusOK, b.call("PUT", path, demo, told{"revision": made.Revision, "document": draft}, &saved), b.log.String())
	for _, surface := range app.Surfaces {
		require.Equal(t, http.StatusOK, b.call("POST", "/surveys/preview", demo, told{"document": draft, "surface": surface, "locale": "en"}, nil), "%s: %s", surface, b.log.String())
	}
	var said ahead
	require.Equal(t, http.StatusOK, b.call("POST", "/surveys/uses", demo, told{"document": draft}, &said))
	require.Zero(t, said.Asked)
	var fields []string
	for _, one := range said.Refused {
		fields = append(fields, one.Field+" "+one.Code)
	}
	require.Equal(t, []string{"questions.2.next.0.to loop", "questions.2.next.1.to unknown", "questions.2.next.2.to unknown", "questions.2.next.3.to loop"}, fields)
	for _, reads := range []string{"", "/missing", "/effect", "/versions"} {
		require.Equal(t, http.StatusOK, b.call("GET", path+reads, demo, nil, nil), reads)
	}
	var refused struct{ Errors []app.FieldError }
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", path+"/publish", demo, told{"revision": saved.Revision}, &refused))
	require.Equal(t, said.Refused, refused.Errors)

	draft.Questions[2].Next = nil
	require.Equal(t, http.StatusOK, b.call("POST", "/surveys/uses", demo, told{"document": draft}, &said))
	require.Equal(t, 3, said.Asked)
	require.Empty(t, said.Refused)
}

// TestWhatALongDraftComesToIsSaidWhileItIsWritten before anything is saved or refused.
func TestWhatALongDraftComesToIsSaidWhileItIsWritten(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	draft := document("long")
	ask := func(questions int) (said ahead) {
		for len(draft.Questions) < questions {
			q := draft.Questions[0]
			q.Key = fmt.Sprintf("more_%d", len(draft.Questions))
			draft.Questions = append(draft.Questions, q)
		}
		require.Equal(t, http.StatusOK, b.call("POST", "/surveys/uses", demo, told{"document": draft}, &said), b.log.String())
		return said
	}
	require.Empty(t, ask(7).Warnings)
	said := ask(8)
	require.Equal(t, 8, said.Asked)
	require.Equal(t, "long", said.Warnings[0].Code)
	require.Contains(t, said.Warnings[0].Message, "leave before the end")
	require.Empty(t, ask(20).Refused)
	require.Equal(t, "too_many", ask(21).Refused[0].Code)
}

// TestNoWaysOfADraftBreakAnything tries branches to anywhere: whatever can be kept is drawn.
func TestNoWaysOfADraftBreakAnything(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	anywhere := rapid.SampledFrom([]string{"source", "second", "third", "gone", "end", "end:gone", ""})
	rapid.Check(t, func(rt *rapid.T) {
		draft := three()
		for i := range draft.Questions {
			for _, to := range rapid.SliceOfN(anywhere, 0, 3).Draw(rt, "branches") {
				draft.Questions[i].Next = append(draft.Questions[i].Next, app.Branch{To: to})
			}
		}
		surface := rapid.SampledFrom(app.Surfaces).Draw(rt, "surface")
		require.Equal(rt, http.StatusOK, b.call("POST", "/surveys/preview", demo, told{"document": draft, "surface": surface, "locale": "en"}, nil))
		require.Equal(rt, http.StatusOK, b.call("POST", "/surveys/uses", demo, told{"document": draft}, nil))
	})
}
