package mapping_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

func mailchimp(s *integrations.Spec) {
	s.Naming = integrations.Naming{Upper: true, Most: 10}
	s.Types = []app.FieldType{app.FieldText, app.FieldNumber, app.FieldDate, app.FieldBirthday}
	s.Name, s.ListIsConsent = "tool", true
}

func TestAToolThatLacksATypeGetsTagsOrText(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqlite(t))
	w.spec = mailchimp
	w.ask(t, append(every(), app.Question{Key: "quiz_skin_type", Type: "text"}, app.Question{Key: "quiz_skin_tone", Type: "text"})...)
	m := w.board(t).Proposed
	require.Equal(t, app.TargetTag, find(t, m, "interests").Kind)
	require.Equal(t, "askwell:interests:", find(t, m, "interests").Name)
	require.Equal(t, app.FieldText, find(t, m, "vegan").Type)
	require.Equal(t, map[string]string{"yes": "Ja", "no": "Nej"}, find(t, m, "vegan").Words)
	require.Equal(t, "QUIZ_SKIN", find(t, m, "quiz_skin_type").Name)
	require.Equal(t, "QUIZ_SKI_2", find(t, m, "quiz_skin_tone").Name)
	w.save(t, m)
	w.reachable(t, 7, "ada@example.com", map[string]app.Value{
		"vegan": value(app.KindBoolean, false), "interests": value(app.KindChoices, []string{"spf", "acids"}),
	})
	require.Equal(t, `"Nej"`, w.held("ada@example.com")["VEGAN"])
	require.Equal(t, []string{"askwell:interests:acids", "askwell:interests:spf"}, w.person("ada@example.com").Tags)
	w.reachable(t, 7, "ada@example.com", map[string]app.Value{"interests": value(app.KindChoices, []string{"retinol"})})
	require.Equal(t, []string{"askwell:interests:retinol"}, w.person("ada@example.com").Tags, "what she does not say any more goes")
}

func TestWhatIsThereAlreadyIsNotWrittenOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqlite(t))
	w.catalogue.Attributes = []integrations.Attribute{{Key: "Skin", Type: app.FieldText}, {Key: "level", Type: app.FieldText, Options: []string{"Gold"}}}
	w.ask(t, every()[0])
	m := w.board(t).Proposed
	require.Equal(t, "skin_2", find(t, m, "skin").Name, "the merchant's own stays his")

	m.Targets[0].Name = "Skin"
	saved := w.save(t, m)
	require.True(t, saved.Mapping.Targets[0].Theirs, "unless he says so")
	again := w.save(t, w.board(t).Proposed)
	require.True(t, again.Mapping.Targets[0].Theirs)
	require.Empty(t, again.Changed)

	m.Targets = append(m.Targets, app.Target{Question: "skin", Kind: app.TargetProperty, Name: "level", Type: app.FieldText, Words: map[string]string{"oily": "Silver"}})
	m.Destination = tool
	_, err := w.keeper.Save(t.Context(), w.shop, m, again.Mapping.Revision)
	requireField(t, err, "targets.1.words", "not_an_option")
}

func TestWhatIsWrongIsSaidByField(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqlite(t))
	w.catalogue.Attributes = []integrations.Attribute{{Key: "visits", Type: app.FieldNumber}}
	w.ask(t, append(every(), app.Question{Key: "mail", Type: "email"})...)
	w.save(t, w.board(t).Proposed)
	property := func(change func(*app.Target)) app.Target {
		one := app.Target{Question: "skin", Kind: app.TargetProperty, Name: "skin_more", Type: app.FieldText}
		change(&one)
		return one
	}
	for name, wrong := range map[string]struct {
		target      app.Target
		field, code string
	}{
		"no question":        {property(func(t *app.Target) { t.Question = "none" }), "question", "unknown"},
		"no kind":            {property(func(t *app.Target) { t.Kind = "fax" }), "kind", "unsupported"},
		"no type":            {property(func(t *app.Target) { t.Type = "colour" }), "type", "unsupported"},
		"a type of another":  {property(func(t *app.Target) { t.Type = app.FieldNumber }), "type", "wrong_type"},
		"another type":       {property(func(t *app.Target) { t.Question, t.Name, t.Type = "score", "score", app.FieldText }), "type", "fixed"},
		"a clash":            {property(func(t *app.Target) { t.Name = "visits" }), "name", "clash"},
		"no name":            {property(func(t *app.Target) { t.Name = "" }), "name", "required"},
		"a bad name":         {property(func(t *app.Target) { t.Name = "Skin more" }), "name", "format"},
		"a long name":        {property(func(t *app.Target) { t.Name = strings.Repeat("a", 101) }), "name", "format"},
		"the same place":     {property(func(t *app.Target) { t.Name = "LOOK" }), "name", "taken"},
		"unknown words":      {property(func(t *app.Target) { t.Words = map[string]string{"none": "x"} }), "words", "unknown"},
		"hidden words":       {property(func(t *app.Target) { t.Words = map[string]string{"oily": "a\x00b"} }), "words", "characters"},
		"long words":         {property(func(t *app.Target) { t.Words = map[string]string{"oily": strings.Repeat("a", 256)} }), "words", "too_long"},
		"changed words":      {property(func(t *app.Target) { t.Name, t.Words = "skin", map[string]string{"oily": "Shiny"} }), "words", "fixed"},
		"a personal tag":     {app.Target{Question: "mail", Kind: app.TargetTag, Name: "mail:"}, "kind", "not_allowed"},
		"a tag of no name":   {app.Target{Question: "skin", Kind: app.TargetTag}, "name", "required"},
		"a tag with a comma": {app.Target{Question: "skin", Kind: app.TargetTag, Name: "a,b"}, "words", "characters"},
		"no list":            {app.Target{Question: "skin", Kind: app.TargetList, Name: "99"}, "name", "unknown"},
		"a list of nothing":  {app.Target{Question: "skin", Kind: app.TargetList, Name: "12", Options: []string{"none"}}, "options", "unknown"},
		"a named event":      {app.Target{Question: "skin", Kind: app.TargetEvent, Name: "x"}, "name", "not_allowed"},
	} {
		kept := w.board(t).Mapping
		m := kept
		m.Consents = []app.Channel{app.ChannelEmail}
		at := len(kept.Targets)
		m.Targets = append(m.Targets[:at:at], wrong.target)
		if wrong.code == "fixed" { // it stands in for the one that is kept
			m.Targets = []app.Target{wrong.target}
			at = 0
		}
		_, err := w.keeper.Save(t.Context(), w.shop, m, kept.Revision)
		require.Error(t, err, name)
		requireField(t, err, "targets."+strconv.Itoa(at)+"."+wrong.field, wrong.code)
	}
	m := w.board(t).Mapping
	m.Consents, m.Link = []app.Channel{app.ChannelSMS, app.ChannelEmail, app.ChannelEmail}, "skin"
	_, err := w.keeper.Save(t.Context(), w.shop, m, m.Revision)
	requireField(t, err, "consents.0", "unsupported")
	requireField(t, err, "consents.2", "taken")
	requireField(t, err, "link", "taken")
	m = w.board(t).Mapping
	m.Targets = make([]app.Target, store.MostTargets+1)
	_, err = w.keeper.Save(t.Context(), w.shop, m, m.Revision)
	requireField(t, err, "targets", "count")
}

func TestWhoSavesWhatSomebodyElseChangedIsTold(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.ask(t, every()...)
		m := w.board(t).Proposed
		w.save(t, m)
		_, err := w.keeper.Save(t.Context(), w.shop, m, 0)
		require.True(t, app.Is(err, app.Conflict), "%v", err)
		m.Destination = tool
		_, err = w.store.SaveMapping(t.Context(), w.shop, m, 0)
		require.True(t, app.Is(err, app.Conflict), "%v", err)
		m.Destination = "nowhere"
		_, err = w.store.SaveMapping(t.Context(), w.shop, m, 0)
		require.True(t, app.Is(err, app.NotFound), "%v", err)
		other, err := w.store.Mapping(t.Context(), "other.myshopify.com", tool)
		require.NoError(t, err)
		require.Zero(t, other.Revision, "another shop has none of it")
	})
}
