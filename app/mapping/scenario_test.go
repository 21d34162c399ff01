package mapping_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// every is a survey with a question of every shape that is mapped.
func every() []app.Question {
	return []app.Question{
		{Key: "skin", Type: "single_choice", Options: options("oily", "dry"), Other: &app.Other{Label: text("Other")}},
		{Key: "interests", Type: "multiple_choice", Options: options("spf", "retinol", "acids")},
		{Key: "look", Type: "picture_choice", Options: options("bold", "calm")},
		{Key: "pair", Type: "this_or_that", Options: options("tea", "coffee")},
		{Key: "score", Type: "nps"},
		{Key: "born", Type: "birthday"},
		{Key: "due", Type: "date"},
		{Key: "vegan", Type: "yes_no"},
		{Key: "wish", Type: "text"},
		{Key: "order", Type: "ranking", Options: options("price", "smell")},
	}
}

func TestOneSaveOfWhatIsProposedMapsTenQuestions(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.ask(t, every()...)
		proposed := w.board(t).Proposed
		require.Len(t, proposed.Targets, 10)
		saved := w.save(t, proposed)
		require.Equal(t, 1, saved.Mapping.Revision)
		require.Len(t, saved.Added, 10)
		require.Len(t, w.prepared, 11, "ten properties and the link are made before anything is written to them")

		w.answer(t, said{customer: 7, answers: map[string]app.Value{
			"skin": choice("oily"), "interests": value(app.KindChoices, []string{"spf", "acids"}), "look": choice("calm"), "pair": choice("tea"),
			"score": value(app.KindNumber, 9), "born": value(app.KindBirthday, "--11-22"), "due": value(app.KindDate, "2027-01-31"),
			"vegan": value(app.KindBoolean, true), "wish": value(app.KindText, "more <tea>"), "order": value(app.KindRanking, []string{"smell", "price"}),
		}})
		w.reach(t, 7, "Ada@Example.com")
		w.drain(t)
		held := w.held("ada@example.com")
		require.Contains(t, held["askwell_link"], "https://a.example/p/")
		delete(held, "askwell_link")
		require.Equal(t, map[string]string{
			"skin": `"The oily (sv)"`, "interests": `["The spf (sv)","The acids (sv)"]`, "look": `"The calm (sv)"`, "pair": `"The tea (sv)"`,
			"score": "9", "born": `"--11-22"`, "due": `"2027-01-31"`, "vegan": "true", "wish": `"more \u003ctea\u003e"`, "order": `"The smell (sv)"`,
		}, held)

		w.answer(t, said{customer: 7, answers: map[string]app.Value{
			"interests": value(app.KindChoices, []string{"retinol"}), "skin": value(app.KindChoice, map[string]string{"other": "Combination"}),
		}})
		w.drain(t)
		held = w.held("ada@example.com")
		require.Equal(t, `["The retinol (sv)"]`, held["interests"], "a shorter list replaces the longer one")
		require.Equal(t, `"Combination"`, held["skin"])
	})
}

func TestWhatIsFixedStaysWhenAQuestionIsPutDifferently(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqlite(t))
	w.ask(t, every()[:1]...)
	w.save(t, w.board(t).Proposed)
	before := find(t, w.board(t).Mapping, "skin")

	renamed := every()[0]
	renamed.Prompt = text("Your skin?")
	renamed.Options = append(options("dry"), app.Option{Key: "oily", Label: text("Shiny")}, app.Option{Key: "mixed", Label: text("Mixed")})
	w.ask(t, renamed)
	proposed := w.board(t).Proposed
	after := find(t, proposed, "skin")
	require.Equal(t, before.Name, after.Name)
	require.Equal(t, "The oily (sv)", after.Words["oily"])
	require.Equal(t, "Mixed (sv)", after.Words["mixed"], "what came since gets words")

	changed := w.save(t, proposed)
	require.Len(t, changed.Changed, 1)
	w.answer(t, said{customer: 7, answers: map[string]app.Value{"skin": choice("oily")}})
	w.reach(t, 7, "ada@example.com")
	w.drain(t)
	require.Equal(t, `"The oily (sv)"`, w.held("ada@example.com")["skin"])

	again := w.save(t, w.board(t).Proposed)
	require.Empty(t, again.Changed)
	require.Equal(t, 3, again.Mapping.Revision)
}

func TestWhatIsSensitiveGoesNowhereUnlessItIsTicked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqlite(t))
	secret := app.Question{Key: "illness", Type: "single_choice", Options: options("acne", "none"), Sensitive: true}
	w.ask(t, every()[0], secret)
	b := w.board(t)
	require.Len(t, b.Proposed.Targets, 1, "it is not proposed")

	m := b.Proposed
	m.Targets = append(m.Targets, app.Target{Question: "illness", Kind: app.TargetProperty, Name: "illness", Type: app.FieldText})
	m.Destination = tool
	_, err := w.keeper.Save(t.Context(), w.shop, m, 0)
	requireField(t, err, "targets.1.sensitive", "sensitive")
	m.Targets[1].Sensitive = true
	w.save(t, m)
	w.answer(t, said{customer: 7, answers: map[string]app.Value{"skin": choice("dry"), "illness": choice("acne")}})
	w.reach(t, 7, "ada@example.com")
	w.drain(t)
	require.Equal(t, `"The acne (sv)"`, w.held("ada@example.com")["illness"])

	ordinary := every()[0]
	ordinary.Sensitive = true
	w.ask(t, ordinary, secret) // sensitive from now on, and was mapped when it was not
	w.answer(t, said{customer: 7, answers: map[string]app.Value{"illness": choice("none")}})
	w.drain(t)
	held := w.held("ada@example.com")
	require.NotContains(t, held, "skin", "what was said before it was sensitive is taken away, too")
	require.Equal(t, `"The none (sv)"`, held["illness"])
	refusals, err := w.store.RefusalsOf(t.Context(), w.shop, store.Whom{Customer: 7})
	require.NoError(t, err)
	require.Len(t, refusals, 1)
	require.Equal(t, "skin", refusals[0].Question)
}

func TestAnAnswerIsNeverAConsent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqlite(t))
	news := app.Question{Key: "news", Type: "consent", Purpose: app.PurposeMarketing, Channel: app.ChannelEmail}
	w.ask(t, every()[0], news)
	b := w.board(t)
	require.Equal(t, []app.Channel{app.ChannelEmail}, b.Proposed.Consents, "it is told by its channel")
	m := b.Proposed
	m.Targets = append(m.Targets, app.Target{Question: "news", Kind: app.TargetProperty, Name: "news", Type: app.FieldBoolean})
	m.Destination = tool
	_, err := w.keeper.Save(t.Context(), w.shop, m, 0)
	requireField(t, err, "targets.1.question", "consent")

	m = b.Proposed
	m.Targets = append(m.Targets, app.Target{Question: "skin", Kind: app.TargetList, Name: "12", Options: []string{"oily"}})
	m.Consents = nil
	m.Destination = tool
	_, err = w.keeper.Save(t.Context(), w.shop, m, 0)
	requireField(t, err, "targets.1.kind", "consent")
	m.Consents = []app.Channel{app.ChannelEmail}
	w.save(t, m)

	w.answer(t, said{customer: 7, answers: map[string]app.Value{"skin": choice("oily"), "news": value(app.KindBoolean, true)}})
	w.reach(t, 7, "ada@example.com")
	w.drain(t)
	state := w.person("ada@example.com")
	require.Empty(t, state.Consents, "a tick without its entry in the ledger is none")
	require.Empty(t, state.Lists, "and who has not agreed is on no list that is mailed")
	require.NotContains(t, w.held("ada@example.com"), "news")

	w.answer(t, said{customer: 7, answers: map[string]app.Value{"news": value(app.KindBoolean, true)}, consents: []app.Consent{{
		ID: "c1", Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: app.ConsentGranted, ChangedAt: w.now, Wording: "Yes.", Question: "news",
	}}})
	w.drain(t)
	state = w.person("ada@example.com")
	require.Equal(t, app.ConsentGranted, state.Consents[app.ChannelEmail].State)
	require.Equal(t, []string{"12"}, state.Lists)

	w.answer(t, said{customer: 7, answers: map[string]app.Value{"skin": choice("dry")}})
	w.drain(t)
	require.Empty(t, w.person("ada@example.com").Lists, "another answer, and she has left")
}

func TestAnEventIsToldFromWhenItWasMapped(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqlite(t))
	w.ask(t, every()[0], every()[2])
	m := w.board(t).Proposed
	w.save(t, m)
	w.reachable(t, 7, "ada@example.com", map[string]app.Value{"skin": choice("dry")})
	m.Targets = append(m.Targets, app.Target{Question: "skin", Kind: app.TargetEvent})
	w.save(t, m)
	w.answer(t, said{customer: 7, answers: map[string]app.Value{"look": choice("bold")}})
	w.drain(t)
	require.Empty(t, w.person("ada@example.com").Events, "what was said before is old")
	w.answer(t, said{customer: 7, answers: map[string]app.Value{"skin": choice("oily"), "look": choice("calm")}})
	w.drain(t)
	events := w.person("ada@example.com").Events
	require.Len(t, events, 1, "and of what is not mapped nothing is told")
	require.Equal(t, integrations.AnswerGiven, events[0].Name)
	require.Equal(t, "The oily (sv)", events[0].Properties["answer"])
	require.Equal(t, "oily", events[0].Properties["answer_key"])
}

// reachable answers as a customer whose address is known, and delivers it.
func (w *world) reachable(t testingT, customer app.CustomerID, email string, answers map[string]app.Value) {
	t.Helper()
	w.answer(t, said{customer: customer, answers: answers})
	w.reach(t, customer, email)
	w.drain(t)
}
