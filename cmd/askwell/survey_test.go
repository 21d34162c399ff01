package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/seal"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/app/written"
)

const codeShop app.ShopID = "code-shop.myshopify.com"

// desk is where somebody keeps surveys in files: a shop's database and a folder.
type desk struct {
	t      *testing.T
	store  *store.Store
	url    string
	folder string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, url: storetest.SQLite(t), folder: t.TempDir()}
	s, err := store.Open(t.Context(), store.Config{URL: d.url, Keys: storetest.Keys(t)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	d.store = s
	openShop(t, s)
	return d
}

func openShop(t require.TestingT, s *store.Store) {
	require.NoError(t, s.RecordInstall(context.Background(), codeShop, app.Shop{GID: "gid://shopify/Shop/1"}, app.Access{
		Token: "t", RefreshToken: "r", ExpiresAt: time.Now(), RefreshExpiresAt: time.Now(),
	}))
}

// survey runs a command and expects its exit code.
func (d *desk) survey(code int, args ...string) string {
	d.t.Helper()
	env := map[string]string{
		"APP_URL": "https://askwell.example", "DATABASE_URL": d.url, "SHOPIFY_API_KEY": "k", "SHOPIFY_API_SECRET": "s",
		"ENCRYPTION_KEYS": base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32)), "LOG_LEVEL": "error",
	}
	var out bytes.Buffer
	args = append([]string{"survey", args[0], "--shop", string(codeShop)}, args[1:]...)
	require.Equal(d.t, code, execute(d.t.Context(), args, func(name string) string { return env[name] }, &out), out.String())
	return out.String()
}

// file writes a file of the folder.
func (d *desk) file(name, text string) string {
	d.t.Helper()
	path := filepath.Join(d.folder, name)
	require.NoError(d.t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func (d *desk) current(handle string) app.Survey {
	d.t.Helper()
	survey, err := d.store.SurveyByHandle(d.t.Context(), codeShop, handle)
	require.NoError(d.t, err)
	return survey
}

// answers lets so many customers answer one question.
func (d *desk) answers(handle, question, value string, people int) {
	d.t.Helper()
	survey := d.current(handle)
	for i := range people {
		_, err := d.store.RecordResponse(d.t.Context(), codeShop, store.Submitted{
			Customer: app.CustomerID(i + 1),
			Response: app.Response{
				ID: app.ResponseID(uuid.NewString()), Survey: survey.ID, Version: survey.Version, Surface: app.SurfaceTheme,
				Answers:     []app.Answer{{Question: question, Value: app.Value{Kind: app.KindChoice, JSON: []byte(value)}}},
				SubmittedAt: time.Now(),
			},
		})
		require.NoError(d.t, err)
	}
}

const brew = `handle: brew
title: How do you brew?
languages: [en]
placements: [theme]
questions:
- key: way
  type: single_choice
  prompt: {en: How do you brew?}
  why: {en: To grind it right.}
  get: {en: Better coffee.}
  use: {en: We choose the grind.}
  options:
  - {key: filter, label: {en: Filter}}
  - {key: moka, label: {en: Moka}}
  - {key: press, label: {en: Press}}
- key: wish
  type: text
  prompt: {en: What do you miss?}
  why: {en: To find it.}
  get: {en: More to choose from.}
  use: {en: Our roaster reads it.}
`

func TestAppliedTwiceASurveyStaysAsItIs(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	path := d.file("brew.yaml", brew)
	require.Equal(t, "+ brew: a new survey, questions: 2\n  a new version will be published: 1\n", d.survey(2, "plan", "--exit-code", path))
	require.Equal(t, "brew: version 1\n", d.survey(0, "apply", path))
	before := d.current("brew")
	require.Equal(t, "brew: nothing to change\n", d.survey(0, "apply", path))
	require.Equal(t, "= brew: nothing to change\n", d.survey(0, "plan", "--exit-code", path))
	exported := d.file("exported.yaml", d.survey(0, "export", "brew"))
	require.Equal(t, "brew: nothing to change\n", d.survey(0, "apply", exported))
	asJSON := d.file("exported.json", d.survey(0, "export", "brew", "--json"))
	require.Equal(t, "brew: nothing to change\n", d.survey(0, "apply", asJSON))
	require.Equal(t, before, d.current("brew"))
}

func applierOf(t require.TestingT, s *store.Store, force bool) applier {
	keys, err := seal.NewRing([]string{base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))})
	require.NoError(t, err)
	runs, err := counter(s, config{AppURL: &url.URL{Scheme: "https", Host: "askwell.example"}, Keys: keys})
	require.NoError(t, err)
	return applier{planner: newPlanner(s, codeShop, runs), force: force}
}

func TestAFolderHoldsEverySurvey(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.survey(0, "apply", d.file("brew.yaml", brew), d.file("bake.yml", strings.Replace(brew, "handle: brew", "handle: bake", 1)))
	folder := filepath.Join(d.folder, "all")
	require.Equal(t, 2, strings.Count(d.survey(0, "export", "--all", "--to", folder), " written\n"))
	require.Equal(t, "bake: nothing to change\nbrew: nothing to change\n", d.survey(0, "apply", folder))

	text, err := os.ReadFile(filepath.Join(folder, "brew.yaml"))
	require.NoError(t, err)
	commented := "# by the coffee team\n" + string(text)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "brew.yaml"), []byte(commented), 0o600))
	require.Equal(t, 2, strings.Count(d.survey(0, "export", "--all", "--to", folder), " unchanged\n"))
	kept, err := os.ReadFile(filepath.Join(folder, "brew.yaml"))
	require.NoError(t, err)
	require.Equal(t, commented, string(kept))

	require.Contains(t, d.survey(1, "apply", d.folder+"/brew.yaml", folder), "handle: "+d.folder+"/brew.yaml has this handle too")
	require.Contains(t, d.survey(1, "apply", t.TempDir()), "there is no survey in this folder")
	require.Contains(t, d.survey(1, "export"), "name one survey")
}

func TestNothingIsAppliedWhenOneFileIsWrong(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	good, wrong := d.file("good.yaml", brew), d.file("wrong.yaml", strings.Replace(brew, "single_choice", "singel_choice", 1))
	out := d.survey(1, "apply", good, wrong)
	require.Contains(t, out, "wrong.yaml:7:3: questions.0.type: Question way: there is no such type of question.")
	_, err := d.store.SurveyByHandle(t.Context(), codeShop, "brew")
	require.True(t, app.Is(err, app.NotFound))
}

func TestAPublisherNamesTheLineItRefuses(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.survey(0, "apply", d.file("brew.yaml", brew))
	other := d.file("other.yaml", strings.Replace(strings.Replace(brew, "handle: brew", "handle: other", 1), "key: wish", "key: way2\n  type: text\n  prompt: {en: How?}\n  why: {en: x}\n  get: {en: x}\n  use: {en: x}\n- key: wish", 1))
	d.survey(0, "apply", other)
	changed := d.file("changed.yaml", strings.NewReplacer("handle: brew", "handle: third", "type: text", "type: number").Replace(brew))
	require.Contains(t, d.survey(1, "apply", changed), "changed.yaml:16:3: questions.1.key: Question wish: this key was published with another type of question.")
}

func TestASurveyIsReadFromTheInput(t *testing.T) {
	t.Parallel()
	files, err := readSurveys([]string{"-"}, strings.NewReader(brew))
	require.NoError(t, err)
	require.Equal(t, "brew", files[0].Document.Handle)
	_, err = readSurveys([]string{"-"}, strings.NewReader(strings.Repeat("#", written.MostBytes+1)))
	require.EqualError(t, err, fmt.Sprintf("-: the file is over %d bytes", written.MostBytes))
}

// goodDocument is a survey that may be published.
func goodDocument() *rapid.Generator[app.Document] {
	return rapid.Custom(func(t *rapid.T) app.Document {
		d := app.Document{
			Handle: rapid.StringMatching(`[a-z][a-z0-9]{0,9}`).Draw(t, "handle"), Title: rapid.StringMatching(`[ -~åé☕]{0,20}`).Draw(t, "title"),
			Languages:  []string{"en", "sv", "no"}[:rapid.IntRange(1, 3).Draw(t, "languages")],
			Placements: app.Surfaces[:rapid.IntRange(0, len(app.Surfaces)).Draw(t, "placements")],
			Priority:   rapid.IntRange(-5, 5).Draw(t, "priority"),
		}
		text := func() app.Text {
			words := app.Text{}
			for _, l := range d.Languages {
				words[l] = "x" + rapid.StringMatching("[ -~\nåé☕]{0,20}").Draw(t, "words") + "x"
			}
			return words
		}
		for i := range rapid.IntRange(1, 4).Draw(t, "questions") {
			q := app.Question{Key: fmt.Sprintf("text_%d", i), Type: "text", Prompt: text(), Why: text(), Get: text(), Use: text(), Mapping: app.WriteBack{Metafield: rapid.Bool().Draw(t, "metafield")}}
			if rapid.Bool().Draw(t, "choice") {
				q.Key, q.Type = fmt.Sprintf("choice_%d", i), "single_choice"
				for n := range rapid.IntRange(2, 4).Draw(t, "options") {
					q.Options = append(q.Options, app.Option{Key: fmt.Sprintf("o%d", n), Label: text()})
				}
				q.If = app.Rule(`{"==":[{"var":"visit.country"},"SE"]}`)
			}
			d.Questions = append(d.Questions, q)
		}
		return d
	})
}

func TestExportedAndAppliedNothingChanges(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		s := storetest.New(t)
		openShop(r, s)
		a, ctx := applierOf(t, s, false), context.Background()
		made, err := a.editor.Create(ctx, codeShop, goodDocument().Draw(r, "document"))
		require.NoError(r, err)
		if rapid.Bool().Draw(r, "published") {
			_, err = a.editor.Publish(ctx, codeShop, made.ID, made.Revision)
			require.NoError(r, err)
		}
		before, err := s.Survey(ctx, codeShop, made.ID)
		require.NoError(r, err)

		text, err := written.Survey(before.Draft)
		require.NoError(r, err)
		f, err := readSurvey("a.yaml", text)
		require.NoError(r, err)
		plans, err := a.plan(ctx, []surveyFile{f})
		require.NoError(r, err)
		require.False(r, plans[0].edits(), plans)
		done, err := a.apply(ctx, plans[0])
		require.NoError(r, err)
		require.Contains(r, done, "nothing to change")
		after, err := s.Survey(ctx, codeShop, made.ID)
		require.NoError(r, err)
		require.Equal(r, before, after)
	})
}
