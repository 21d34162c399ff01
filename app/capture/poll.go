package capture

import (
	"context"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

// A count is good for a moment: a poll is live enough, and a rush of answers costs
// one. It is kept for a while, to show to who comes during the next.
const (
	pollFor  = 10 * time.Second
	pollKept = time.Hour
)

// polls remembers the counts made lately.
type polls struct {
	mu   sync.Mutex
	kept map[pollKey]keptPoll
}

type pollKey struct {
	shop    app.ShopID
	survey  app.SurveyID
	version int
}

type keptPoll struct {
	tallies app.Tallies
	at      time.Time
}

// poll is how others answered a survey, nothing of one that is no poll. Errors:
// Unavailable.
func (s *Submitter) poll(ctx context.Context, v app.Version) (app.Tallies, error) {
	if v.Document.Poll == nil {
		return nil, nil
	}
	key, now := pollKey{v.Shop, v.Survey, v.Version}, s.now()
	if tallies, fresh := s.polls.claim(key, now); fresh {
		return tallies, nil
	}
	voices, err := s.Store.Voices(ctx, v.Shop, v.Survey)
	if err != nil {
		return nil, err
	}
	tallies := tally(v.Document, voices)
	s.polls.keep(key, keptPoll{tallies, now})
	return tallies, nil
}

// claim is the last count while it is fresh. Else the caller makes the next one, and
// whoever comes meanwhile has the last.
func (p *polls) claim(key pollKey, now time.Time) (tallies app.Tallies, fresh bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	last := p.kept[key]
	if now.Before(last.at.Add(pollFor)) {
		return last.tallies, true
	}
	for old, one := range p.kept {
		if now.After(one.at.Add(pollKept)) {
			delete(p.kept, old)
		}
	}
	if p.kept == nil {
		p.kept = map[pollKey]keptPoll{}
	}
	p.kept[key] = keptPoll{last.tallies, now}
	return nil, false
}

func (p *polls) keep(key pollKey, one keptPoll) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept[key] = one
}

// tally counts the newest answer of each person, the newest first. A question that
// fewer have answered than the poll wants is left out, and so is a sensitive one.
func tally(d app.Document, voices []store.Voice) app.Tallies {
	all := app.Tallies{}
	for _, q := range d.Questions {
		people, counts := 0, map[string]int{}
		heard := map[app.ProfileID]bool{}
		for _, voice := range voices {
			picked, gone := picks(q, voice.Answers), forgotten(q, voice.Answers)
			if len(picked) == 0 && !gone || heard[voice.Profile] {
				continue
			}
			heard[voice.Profile] = true
			if gone {
				continue
			}
			people++
			for _, option := range picked {
				counts[option]++
			}
		}
		if people < d.Poll.Least || q.Sensitive {
			continue
		}
		all[q.Key] = shares(counts, people)
	}
	return all
}

// shares are counts in percent.
func shares(counts map[string]int, people int) map[string]int {
	percent := make(map[string]int, len(counts))
	for option, n := range counts {
		percent[option] = int(math.Round(100 * float64(n) / float64(people)))
	}
	return percent
}

// forgotten reports whether an answer to a question counts no more.
func forgotten(q app.Question, answers []app.Answer) bool {
	return slices.ContainsFunc(answers, func(a app.Answer) bool { return a.Question == q.Key && a.Value.IsForgotten() })
}

// picks are the options an answer to a question stands for: of a ranking the best,
// of a scale its number; none for what cannot be counted.
func picks(q app.Question, answers []app.Answer) []string {
	at := slices.IndexFunc(answers, func(a app.Answer) bool { return a.Question == q.Key })
	if at < 0 {
		return nil
	}
	value := answers[at].Value
	switch {
	case value.Kind == app.KindBoolean, value.Kind == app.KindNumber && question.Scale(q) != nil:
		return []string{string(value.JSON)}
	}
	keys, other := value.Choices()
	if value.Kind == app.KindRanking {
		keys = keys[:min(len(keys), 1)]
	}
	if other != "" {
		keys = append(keys, question.OtherKey)
	}
	return keys
}
