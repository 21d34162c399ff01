package admin_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web"
)

type templateList struct {
	Templates []struct {
		Name, Title, Purpose string
		Languages            []string
		Questions, Seconds   int
		Surveys              []struct{ Handle string }
		Rewards              []struct{ Handle string }
	}
}

type installed struct {
	Surveys []struct {
		ID      app.SurveyID
		Handle  string
		Version int
	}
}

func TestEveryTemplateIsListedAndInstalledInOneCall(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	var list templateList
	require.Equal(t, http.StatusOK, b.call("GET", "/templates", demo, nil, &list))
	require.Greater(t, len(list.Templates), 9)
	for _, one := range list.Templates {
		var done installed
		require.Equal(t, http.StatusOK, b.call("POST", "/templates/"+one.Name, demo, nil, &done), one.Name)
		require.Len(t, done.Surveys, len(one.Surveys))
		for i, made := range done.Surveys {
			require.Equal(t, one.Surveys[i].Handle, made.Handle)
			var got survey
			require.Equal(t, http.StatusOK, b.call("GET", "/surveys/"+string(made.ID), demo, nil, &got))
			require.Equal(t, "live", got.State)
			require.Equal(t, 1, got.Version)
			require.Equal(t, one.Languages, got.Document.Languages)
		}
		for _, promised := range one.Rewards {
			require.Equal(t, http.StatusOK, b.call("GET", "/rewards/"+promised.Handle, demo, nil, nil))
		}
	}
}

func TestATemplateIsInstalledAsWished(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	var done installed
	require.Equal(t, http.StatusOK, b.call("POST", "/templates/onboarding", demo, map[string]any{"languages": []string{"da", "sv"}, "value": "15"}, &done))
	var got survey
	b.call("GET", "/surveys/"+string(done.Surveys[0].ID), demo, nil, &got)
	require.Equal(t, []string{"da", "sv"}, got.Document.Languages)
	var promised struct{ Kind, Value string }
	b.call("GET", "/rewards/onboarding-reward", demo, nil, &promised)
	require.Equal(t, "15", promised.Value)

	var problem web.Problem
	require.Equal(t, http.StatusConflict, b.call("POST", "/templates/onboarding", demo, map[string]any{}, &problem))
	require.Contains(t, problem.Title, "onboarding")
	require.Equal(t, http.StatusConflict, b.call("POST", "/templates/onboarding", demo, map[string]any{"languages": []string{"da", "sv"}, "value": "15"}, &problem))
	require.Contains(t, problem.Title, "installed already")
	require.Equal(t, http.StatusOK, b.call("POST", "/templates/onboarding", demo, map[string]any{"again": true, "value": "15"}, &done))
	require.Equal(t, "onboarding-2", done.Surveys[0].Handle)
	require.Equal(t, http.StatusOK, b.call("POST", "/templates/onboarding", other, nil, nil), "a shop has its own")
}

func TestAWishThatCannotBeMetIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	for field, wish := range map[string]map[string]any{
		"languages.0": {"languages": []string{"de"}},
		"value":       {"value": "ten"},
		"currency":    {"value": "5", "currency": "XTS"},
		"articles":    {"articles": []string{"news/a"}},
	} {
		problem := web.Problem{}
		require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/templates/onboarding", demo, wish, &problem), field)
		require.Equal(t, field, problem.Errors[0].Field)
	}
	require.Equal(t, http.StatusNotFound, b.call("POST", "/templates/nothing", demo, nil, nil))
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/templates/%00", demo, nil, nil))
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/templates/birthday", demo, map[string]any{"surprise": 1}, nil))
	var list struct{ Surveys []any }
	b.call("GET", "/surveys", demo, nil, &list)
	require.Empty(t, list.Surveys)
}
