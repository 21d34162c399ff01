package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/written"
)

func TestAPlanSaysWhatChangesAndForHowManyShoppers(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	path := d.file("brew.yaml", brew)
	d.survey(0, "apply", path)
	d.answers("brew", "way", `"moka"`, 3)
	d.answers("brew", "wish", `"Tea"`, 1)
	d.file("brew.yaml", `handle: brew
title: Brewing
languages: [en]
placements: [theme]
questions:
- key: size
  type: text
  prompt: {en: How much?}
  why: {en: To fit your cup.}
  get: {en: Less waste.}
  use: {en: We pack as much.}
- key: way
  type: single_choice
  prompt: {en: How do you make it?}
  why: {en: To grind it right.}
  get: {en: Better coffee.}
  use: {en: We choose the grind.}
  options:
  - {key: press, label: {en: Press}}
  - {key: filter, label: {en: Filter}}
  - {key: pot, label: {en: Moka}}
  mapping: {tag: true}
`)
	const said = `~ brew: revision 1 changes, responses so far: 4
    ~ title: "How do you brew?" → "Brewing"
  ~ question way changed, answered by 3 shoppers
      ~ prompt.en: "How do you brew?" → "How do you make it?"
      - options.moka: {"key":"moka","label":{"en":"Moka"}}
      + options.pot: {"key":"pot","label":{"en":"Moka"}}
      ~ options: ["filter","press"] → ["press","filter"]
      + mapping: {"tag":true}
      ! nobody can choose moka any more; 3 shoppers did: that answer is kept, and no new key takes it over
      ! it touches 3 shoppers: what they said is written anew with what they say next, or all at once by a backfill
  - question wish removed, answered by 1 shopper
      - {"key":"wish","type":"text","prompt":{"en":"What do you miss?"},"why":{"en":"To find it."},"get":{"e…
      ! it is asked no more; the answers of 1 shopper are kept
  + question size added
      + {"key":"size","type":"text","prompt":{"en":"How much?"},"why":{"en":"To fit your cup."},"get":{"en":…
  a new version will be published: 2
  what was said already is written anew with what each says next, or all at once by apply --backfill
      ! shopify: touches 3 shoppers, adds 3 tags
`
	before := d.current("brew")
	require.Equal(t, said, d.survey(2, "plan", "--exit-code", d.folder))
	require.Equal(t, said, d.survey(0, "apply", "--dry-run", path))
	require.Equal(t, before, d.current("brew"))

	var plans []surveyChange
	require.NoError(t, json.Unmarshal([]byte(d.survey(0, "plan", "--json", path)), &plans))
	require.Len(t, plans, 1)
	require.Equal(t, []any{"brew", 1, 4, 2}, []any{plans[0].Handle, plans[0].Revision, plans[0].Responses, plans[0].Publishes})
	require.Equal(t, []written.Change{{Path: "title", Old: []byte(`"How do you brew?"`), New: []byte(`"Brewing"`)}}, plans[0].Changes)
	require.Equal(t, 3, plans[0].Questions[0].Shoppers)
	require.Equal(t, 3, plans[0].Destinations[0].Effect.AddTags)

	require.Equal(t, "brew: version 2; backfill of shopify begun: 3\n", d.survey(0, "apply", "--backfill", path))
	runs, err := d.store.Runs(t.Context(), codeShop, app.ShopifyDestination, "", 10)
	require.NoError(t, err)
	require.Len(t, runs, 1)
	require.Equal(t, []any{3, 3, operator}, []any{runs[0].Effect.People, runs[0].Effect.AddTags, runs[0].By})
}

func TestWhatChangedSinceThePlanIsNotOverwritten(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	path := d.file("brew.yaml", brew)
	d.survey(0, "apply", path)
	d.file("brew.yaml", strings.Replace(brew, "title: How do you brew?", "title: Mine", 1))
	plan := d.file("plan.json.txt", d.survey(0, "plan", "--json", path))

	d.file("brew.yaml", strings.Replace(brew, "title: How do you brew?", "title: Not planned", 1))
	require.Contains(t, d.survey(1, "apply", "--plan", plan, path), "says something else than was planned")
	d.file("brew.yaml", strings.Replace(brew, "title: How do you brew?", "title: Mine", 1))

	edited := d.current("brew")
	edited.Draft.Title = "Theirs"
	_, err := d.store.SaveSurvey(t.Context(), codeShop, edited)
	require.NoError(t, err)
	require.Contains(t, d.survey(1, "apply", "--plan", plan, path), "conflict: brew was changed meanwhile: it was planned for revision 1 and is at 2")
	require.Equal(t, "Theirs", d.current("brew").Draft.Title)
	require.Equal(t, "brew: version 2\n", d.survey(0, "apply", "--plan", plan, "--force", path))
	require.Equal(t, "Mine", d.current("brew").Draft.Title)
	require.Contains(t, d.survey(1, "apply", "--plan", plan, d.file("other.yaml", strings.Replace(brew, "handle: brew", "handle: other", 1))), "other is not in the plan")
}

func TestASaveBetweenComparingAndApplyingIsNotOverwritten(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	f, err := readSurvey("brew.yaml", []byte(brew))
	require.NoError(t, err)
	d.survey(0, "apply", d.file("brew.yaml", brew))
	f.Document.Title = "Mine"
	for _, force := range []bool{false, true} {
		a := applierOf(t, d.store, force)
		c, err := a.one(t.Context(), f)
		require.NoError(t, err)
		theirs := d.current("brew")
		theirs.Draft.Title = "Theirs"
		_, err = d.store.SaveSurvey(t.Context(), codeShop, theirs)
		require.NoError(t, err)
		_, err = a.apply(t.Context(), c)
		require.Equal(t, !force, app.Is(err, app.Conflict), "%v", err)
	}
	require.Equal(t, "Mine", d.current("brew").Draft.Title)
}

func TestAnUnpublishedDraftIsPublishedOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	path := d.file("brew.yaml", brew)
	d.survey(0, "apply", path)
	edited := d.current("brew")
	edited.Draft.Title = "Half done"
	_, err := d.store.SaveSurvey(t.Context(), codeShop, edited)
	require.NoError(t, err)

	draft := d.file("draft.yaml", d.survey(0, "export", "brew"))
	require.Contains(t, d.survey(0, "plan", "--exit-code", draft), "this draft is not published")
	require.Equal(t, "brew: nothing to change; this draft is not published: --publish does that\n", d.survey(0, "apply", draft))
	require.Contains(t, d.survey(0, "plan", path), "no new version: this is what is published")
	require.Equal(t, "brew: revision 3 saved\n", d.survey(0, "apply", path))
	require.Equal(t, "brew: version 2\n", d.survey(0, "apply", draft, "--publish"))
	require.Equal(t, "Half done", d.current("brew").Draft.Title)
}

func TestAPlanSaysHowManyChoseAnOptionThatGoes(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	path := d.file("brew.yaml", brew)
	d.survey(0, "apply", path)
	d.answers("brew", "way", `"moka"`, 1)
	d.answers("brew", "way", `["filter","moka"]`, 2)
	d.file("brew.yaml", strings.NewReplacer("  - {key: filter, label: {en: Filter}}\n", "", "  - {key: press, label: {en: Press}}\n", "  - {key: pot, label: {en: Pot}}\n").Replace(brew))
	said := d.survey(0, "plan", path)
	require.Contains(t, said, "! nobody can choose filter any more; 2 shoppers did: that answer is kept, and no new key takes it over\n")
	require.Contains(t, said, "! nobody can choose press any more; nobody has\n")
	require.NotContains(t, said, "choose moka")
}

func TestAPlanForeseesWhatOnlyPublishingRefuses(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.survey(0, "apply", d.file("brew.yaml", brew))
	other := strings.NewReplacer(
		"handle: brew", "handle: other\nreward: ten-percent", "[en]", "[en, sv]", "{en: Filter}", "{en: Filter, sv: Brygg}", "{en: Moka}", "{en: Moka, sv: Moka}",
		"{en: Press}", "{en: Press, sv: Press}", "{en: How do you brew?}", "{en: Brew?, sv: Brygg?}", "  why: {en: To grind it right.}\n", "",
		"{en: Better coffee.}", "{en: Better, sv: Bättre}", "{en: We choose the grind.}", "{en: Grind, sv: Mal}",
		"key: wish\n  type: text", "key: wish\n  type: number", "{en: What do you miss?}", "{en: Miss?, sv: Saknar?}",
		"{en: To find it.}", "{en: Find, sv: Hitta}", "{en: More to choose from.}", "{en: More, sv: Mer}", "{en: Our roaster reads it.}", "{en: Read, sv: Läst}",
	).Replace(brew)
	path := d.file("other.yaml", other)
	require.Equal(t, strings.ReplaceAll(`+ other: a new survey, questions: 2
  a new version will be published: 1
  missing in en: 1
      FILE:7:3: questions.0.why of question way
  missing in sv: 1
      FILE:7:3: questions.0.why of question way
  publishing would be refused
      FILE:16:3: questions.1.key: Question wish: this key was published with another type of question. Use a new key.
      FILE:2:1: reward: There is no such reward.
`, "FILE", path), d.survey(1, "plan", "--exit-code", path))
	require.Contains(t, d.survey(1, "apply", "--dry-run", path), "publishing would be refused")

	var plans []surveyChange
	require.NoError(t, json.Unmarshal([]byte(d.survey(1, "plan", "--json", path)), &plans))
	require.Equal(t, []question.Gap{{Path: "questions.0.why", Question: "way"}}, plans[0].Missing["sv"])
	require.Len(t, plans[0].Refused, 4)

	tidy := d.file("tidy.yaml", strings.Replace(brew, "handle: brew", "handle: tidy", 1))
	require.Contains(t, d.survey(1, "apply", tidy, path), path+":7:3: questions.0.why.sv: Question way: tell the shopper why you ask, in sv.")
	for _, handle := range []string{"other", "tidy"} {
		_, err := d.store.SurveyByHandle(t.Context(), codeShop, handle)
		require.True(t, app.Is(err, app.NotFound), "nothing of it is saved: %s", handle)
	}
}

func TestAPlanForeseesThatAllSurveysDoNotFit(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	large := brew
	for i := range 15 {
		large += fmt.Sprintf("- {key: more_%d, type: multiple_choice, prompt: {en: x}, why: {en: x}, get: {en: x}, use: {en: x}, options: [", i)
		for o := range 50 {
			large += fmt.Sprintf("{key: o%d, label: {en: %s}},", o, strings.Repeat("x", 100))
		}
		large += "]}\n"
	}
	d.survey(0, "apply", d.file("large.yaml", large))
	path := d.file("second.yaml", strings.Replace(large, "handle: brew", "handle: second", 1))
	require.Contains(t, d.survey(1, "plan", path), "second.yaml:1:1: the published surveys would be over 128 KB together")
}
