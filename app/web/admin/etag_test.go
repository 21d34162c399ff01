package admin_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web"
)

// conditional calls the API as staff with one more header.
func (b *bench) conditional(method, path, name, value string, body any) (*http.Response, []byte) {
	b.Helper()
	text, err := json.Marshal(body)
	require.NoError(b, err)
	req, err := http.NewRequestWithContext(b.Context(), method, b.app+"/api/v1"+path, bytes.NewReader(text))
	require.NoError(b, err)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+b.token("admin", demo))
	req.Header.Set(name, value)
	answer, err := http.DefaultClient.Do(req)
	require.NoError(b, err)
	defer answer.Body.Close()
	told, err := io.ReadAll(answer.Body)
	require.NoError(b, err)
	return answer, told
}

func TestWhatWasReadBeforeSomebodyChangedItIsNotChanged(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	var made survey
	require.Equal(t, http.StatusCreated, b.call("POST", "/surveys", demo, told{"document": document("heard")}, &made))
	require.Equal(t, http.StatusCreated, b.call("POST", "/rewards", demo, told{"title": "T", "kind": "percentage", "value": "5", "prefix": "NEW", "handle": "t"}, nil))
	titled := document("heard")
	titled.Title = "Another"
	for path, change := range map[string]told{
		"/surveys/" + string(made.ID): {"document": titled},
		"/rewards/t":                  {"title": "Another"},
		"/settings":                   {"retention": told{"guests": 60, "attempts": 90, "readings": 365}},
	} {
		first, body := b.conditional("GET", path, "X", "x", nil)
		tag := first.Header.Get("ETag")
		require.Regexp(t, `^"[0-9a-z]+-[0-9a-f]{16}"$`, tag, path)
		same, rest := b.conditional("GET", path, "If-None-Match", tag, nil)
		require.Equal(t, http.StatusNotModified, same.StatusCode, path)
		require.Empty(t, rest)
		require.Equal(t, tag, same.Header.Get("ETag"))

		done, text := b.conditional("PUT", path, "If-Match", tag, change)
		require.Equal(t, http.StatusOK, done.StatusCode, string(text))
		late, text := b.conditional("PUT", path, "If-Match", tag, change)
		require.Equal(t, http.StatusPreconditionFailed, late.StatusCode, path)
		var problem web.Problem
		jsonOf(t, text, &problem)
		require.Equal(t, []string{"outdated", "somebody has changed this since you read it: read it again"}, []string{problem.Type, problem.Title})
		again, text := b.conditional("PUT", path, "If-Match", `"zz-0", `+done.Header.Get("ETag"), change)
		require.Equal(t, http.StatusOK, again.StatusCode, string(text))
		any, text := b.conditional("PUT", path, "If-Match", "*", change)
		require.Equal(t, http.StatusOK, any.StatusCode, string(text))
		now, later := b.conditional("GET", path, "If-None-Match", tag, nil)
		require.Equal(t, http.StatusOK, now.StatusCode)
		require.NotEqual(t, body, later)
	}
}

func TestASurveyIsNotSavedWithoutSayingWhichWasEdited(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	var made survey
	require.Equal(t, http.StatusCreated, b.call("POST", "/surveys", demo, told{"document": document("heard")}, &made))
	path := "/surveys/" + string(made.ID)
	var problem web.Problem
	require.Equal(t, http.StatusUnprocessableEntity, b.call("PUT", path, demo, told{"document": document("heard")}, &problem))
	require.Equal(t, "If-Match", problem.Errors[0].Field)
	answer, text := b.conditional("POST", path+"/publish", "If-Match", `"r1-0"`, told{})
	require.Equal(t, http.StatusOK, answer.StatusCode, string(text))
}

// Of those who edited the same edition and save at once, one has it.
func TestOneOfManyWhoReadTheSameChangesIt(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	require.Equal(t, http.StatusCreated, b.call("POST", "/rewards", demo, told{"title": "T", "kind": "percentage", "value": "5", "prefix": "NEW", "handle": "t"}, nil))
	for path, change := range map[string]func(n int) told{
		"/rewards/t": func(n int) told { return told{"title": string(rune('A' + n))} },
		"/settings": func(n int) told {
			return told{"budget": told{"month": told{"questions": 1 + n, "seconds": 60}, "visit": told{"questions": 1, "seconds": 60}}}
		},
	} {
		first, _ := b.conditional("GET", path, "X", "x", nil)
		statuses := make([]int, 8)
		var all sync.WaitGroup
		for n := range statuses {
			all.Go(func() {
				answer, _ := b.conditional("PUT", path, "If-Match", first.Header.Get("ETag"), change(n))
				statuses[n] = answer.StatusCode
			})
		}
		all.Wait()
		slices.Sort(statuses)
		require.Equal(t, append([]int{http.StatusOK}, slices.Repeat([]int{http.StatusPreconditionFailed}, 7)...), statuses, path)
	}
}

// A destination's settings are changed by whom they were read by, or not at all.
func TestADestinationIsChangedAsItWasRead(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.connected()
	const path = "/destinations/tool"
	read := func() string {
		answer, text := b.conditional("GET", path, "X", "x", nil)
		require.Equal(t, http.StatusOK, answer.StatusCode, string(text))
		return answer.Header.Get("ETag")
	}
	tag := read()
	same, _ := b.conditional("GET", path, "If-None-Match", tag, nil)
	require.Equal(t, http.StatusNotModified, same.StatusCode)
	require.Equal(t, http.StatusOK, b.call("POST", path+"/check", demo, nil, nil))
	require.Equal(t, http.StatusOK, b.call("POST", path+"/pause", demo, nil, nil))
	done, text := b.conditional("PATCH", path, "If-Match", tag, told{"title": "News"})
	require.Equal(t, http.StatusOK, done.StatusCode, "what it does by itself is nobody's edit: "+string(text))
	late, text := b.conditional("PATCH", path, "If-Match", tag, told{"sample": 7})
	require.Equal(t, http.StatusPreconditionFailed, late.StatusCode, string(text))
	gone, _ := b.conditional("DELETE", path+"?written=leave", "If-Match", tag, nil)
	require.Equal(t, http.StatusPreconditionFailed, gone.StatusCode)
	require.Equal(t, http.StatusOK, b.call("PATCH", path, demo, told{"sample": 7}, nil), "who names none changes whichever there is")

	tag = read()
	statuses := make([]int, 8)
	var all sync.WaitGroup
	for n := range statuses {
		all.Go(func() {
			answer, _ := b.conditional("PATCH", path, "If-Match", tag, told{"title": string(rune('A' + n))})
			statuses[n] = answer.StatusCode
		})
	}
	all.Wait()
	slices.Sort(statuses)
	require.Equal(t, append([]int{http.StatusOK}, slices.Repeat([]int{http.StatusPreconditionFailed}, 7)...), statuses)
	left, text := b.conditional("DELETE", path+"?written=leave", "If-Match", read(), nil)
	require.Equal(t, http.StatusOK, left.StatusCode, string(text))
	require.Empty(t, left.Header.Get("ETag"))
}

func TestARewardIsEndedAsItWasRead(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	require.Equal(t, http.StatusCreated, b.call("POST", "/rewards", demo, told{"title": "T", "kind": "percentage", "value": "5", "prefix": "NEW", "handle": "t"}, nil))
	first, _ := b.conditional("GET", "/rewards/t", "X", "x", nil)
	require.Equal(t, http.StatusOK, b.call("PUT", "/rewards/t", demo, told{"title": "Another"}, nil))
	late, _ := b.conditional("POST", "/rewards/t/end", "If-Match", first.Header.Get("ETag"), nil)
	require.Equal(t, http.StatusPreconditionFailed, late.StatusCode)
	now, _ := b.conditional("GET", "/rewards/t", "X", "x", nil)
	done, text := b.conditional("POST", "/rewards/t/end", "If-Match", now.Header.Get("ETag"), nil)
	require.Equal(t, http.StatusOK, done.StatusCode, string(text))
}
