package naming

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/askwell/askwell/app"
)

// mostWaiting is how many questions are told of.
const mostWaiting = 20

// Waiting are a shop's questions that people have written something in to lately.
type Waiting struct {
	Questions []Place // the most that nobody has named first
	Looked    int     // responses
	Whole     bool    // all of them; else the newest
}

// Place is a question of a survey, and how many answers were written in to it.
type Place struct {
	Survey         app.SurveyID
	Title          string
	Question       string
	Prompt         string // in the survey's first language
	Unnamed, Named int    // answers
}

// Waiting tells where names are wanted, or could be looked at again. Errors: Unavailable.
func (k *Keeper) Waiting(ctx context.Context, shop app.ShopID) (Waiting, error) {
	found, err := k.Store.WrittenLately(ctx, shop)
	if err != nil {
		return Waiting{}, err
	}
	told := Waiting{Looked: found.Looked, Whole: found.Whole}
	all := maps.Clone(found.Named)
	maps.Copy(all, found.Unnamed)
	for at := range all {
		told.Questions = append(told.Questions, Place{Survey: at.Survey, Question: at.Question, Unnamed: found.Unnamed[at], Named: found.Named[at]})
	}
	slices.SortFunc(told.Questions, func(a, b Place) int {
		return cmp.Or(cmp.Compare(b.Unnamed, a.Unnamed), cmp.Compare(b.Named, a.Named), cmp.Compare(a.Survey, b.Survey), cmp.Compare(a.Question, b.Question))
	})
	told.Questions = told.Questions[:min(len(told.Questions), mostWaiting)]
	for i := range told.Questions {
		if err := k.entitle(ctx, shop, &told.Questions[i]); err != nil {
			return Waiting{}, err
		}
	}
	return told, nil
}

// entitle says what a question and its survey are called; by its key, what is asked no
// more.
func (k *Keeper) entitle(ctx context.Context, shop app.ShopID, at *Place) error {
	at.Prompt = at.Question
	made, err := k.Store.Survey(ctx, shop, at.Survey)
	if app.Is(err, app.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	at.Title = made.Draft.Title
	asked, err := k.asks(ctx, shop, made, at.Question)
	if err == nil {
		at.Prompt = cmp.Or(asked.Prompt[first(made.Draft.Languages)], at.Question)
	}
	if app.Is(err, app.NotFound) || app.Is(err, app.Invalid) {
		return nil
	}
	return err
}

// asks is a question as a survey asks it now, else as it did when something could be
// written in to it.
func (k *Keeper) asks(ctx context.Context, shop app.ShopID, made app.Survey, key string) (app.Question, error) {
	if q, still := made.Draft.Question(key); still {
		return q, nil
	}
	return k.question(ctx, shop, made.ID, key)
}

func first(languages []string) string {
	if len(languages) == 0 {
		return ""
	}
	return languages[0]
}
