package admin_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web"
)

func TestWhatWasWrittenInIsNamedAndFoundByItsName(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.published(document("heard"))
	for _, said := range []string{`{"other":"tik tok"}`, `{"other":"TikTok"}`, `{"other":"my sister"}`, `"podcast"`} {
		b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, said, time.Now())
	}
	at := "/surveys/" + string(made.ID) + "/written/source"
	var board struct {
		Groups, Named []told
		Looked        int
		Whole         bool
	}
	require.Equal(t, http.StatusOK, b.call("GET", at, demo, nil, &board))
	require.Equal(t, []any{2, 4, true}, []any{len(board.Groups), board.Looked, board.Whole})
	require.Equal(t, []any{"TikTok", 2.0}, []any{board.Groups[0]["name"], board.Groups[0]["count"]})
	require.Equal(t, "tik tok", board.Groups[0]["texts"].([]any)[1].(map[string]any)["spelling"])
	require.Equal(t, http.StatusNotFound, b.call("GET", at, other, nil, nil))

	name := func(body told) int {
		body["survey"], body["question"] = made.ID, "source"
		return b.call("POST", "/responses/written", demo, body, nil)
	}
	require.Equal(t, http.StatusCreated, name(told{"name": "TikTok", "texts": []string{"tik tok", "TikTok"}}))
	require.Equal(t, http.StatusCreated, name(told{"option": "friend", "texts": []string{"my sister"}}))
	for _, no := range []told{{"texts": []string{"x"}}, {"name": "x", "texts": []string{}}, {"option": "nobody", "texts": []string{"x"}}, {"name": "x", "option": "friend", "texts": []string{"x"}}} {
		require.Equal(t, http.StatusUnprocessableEntity, name(no), no)
	}
	var list struct {
		Responses []struct {
			Answers []struct {
				Values  []string
				Written string
			}
		}
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/responses?question=source&value=friend", demo, nil, &list))
	require.Len(t, list.Responses, 1)
	require.Equal(t, []any{[]string{"A friend"}, "my sister"}, []any{list.Responses[0].Answers[0].Values, list.Responses[0].Answers[0].Written}, "as it is called, and as it was written")
	require.Equal(t, http.StatusOK, b.call("GET", "/responses?question=source&value=name:TikTok", demo, nil, &list))
	require.Len(t, list.Responses, 2)

	var waiting struct {
		Questions []told
		Looked    int
		Whole     bool
	}
	require.Equal(t, http.StatusOK, b.call("POST", "/responses/written/undo", demo, told{"question": "source", "name": "TikTok", "texts": []string{"tik tok"}}, nil))
	require.Equal(t, http.StatusNotFound, b.call("POST", "/responses/written/undo", demo, told{"question": "source", "name": "TikTok", "texts": []string{"tik tok"}}, nil))
	require.Equal(t, http.StatusOK, b.call("GET", "/responses?question=source&value=name:TikTok", demo, nil, &list))
	require.Len(t, list.Responses, 1, "one spelling was taken out")
	require.Equal(t, http.StatusOK, b.call("GET", "/responses/written", demo, nil, &waiting))
	require.Equal(t, []any{1, 4, true}, []any{len(waiting.Questions), waiting.Looked, waiting.Whole})
	require.Equal(t, []any{"source", 1.0, 2.0}, []any{waiting.Questions[0]["question"], waiting.Questions[0]["unnamed"], waiting.Questions[0]["named"]})
	require.NotEmpty(t, waiting.Questions[0]["prompt"])
	require.Equal(t, http.StatusOK, b.call("GET", "/responses/written", other, nil, &waiting))
	require.Empty(t, waiting.Questions)

	require.Equal(t, http.StatusOK, b.call("POST", "/responses/written/undo", demo, told{"question": "source", "option": "friend"}, nil))
	var problem web.Problem
	require.Equal(t, http.StatusNotFound, b.call("POST", "/responses/written/undo", demo, told{"question": "source", "option": "friend"}, &problem))
	board.Named = nil
	require.Equal(t, http.StatusOK, b.call("GET", at, demo, nil, &board))
	require.Len(t, board.Named, 1)
	require.Equal(t, "name:TikTok", board.Named[0]["value"])
}
