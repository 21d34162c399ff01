package capture

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

// Display is a question block that a shopper got to see, or began to answer.
type Display struct {
	Survey    string      `json:"survey"`
	Version   int         `json:"version"`
	Surface   app.Surface `json:"surface"`
	Order     string      `json:"order"`
	Visitor   string      `json:"visitor"`
	Questions []string    `json:"questions"` // that stood in it
	Event     string      `json:"event"`     // "shown", which "" is too, or "started"
	Seen      int         `json:"seen"`      // how often it was shown and not told yet
}

// What is told of a display.
const (
	EventShown   = "shown"
	EventStarted = "started"
)

// mostSeen is how many displays may be told at once: a browser that makes no request
// before she acts counts them until she does.
const mostSeen = 100

// counts is how often it was shown and begun. What was shown was seen at least now;
// what was begun has told so before, or says how often.
func (d Display) counts() (shown, started int) {
	if d.Event == EventStarted {
		return d.Seen, 1
	}
	return max(d.Seen, 1), 0
}

// Show counts a display, and remembers what it asked of somebody who can be known
// again. Errors: Invalid with the fields that are wrong.
func (s *Submitter) Show(ctx context.Context, by app.Speaker, d Display) error {
	v, err := s.version(ctx, by.Shop, d.Survey, d.Version)
	if err != nil {
		return err
	}
	c := checker{version: v}
	c.surface(d.Surface)
	c.require(slices.Contains([]string{"", EventShown, EventStarted}, d.Event), "event", "unknown", "There is no such event.")
	c.require(d.Seen >= 0 && d.Seen <= mostSeen, "seen", "range", "This cannot have been seen so often.")
	asked := store.Asked{
		Whom:   store.Whom{Customer: by.Customer, Order: believed(by, c.order(d.Order)), Visitor: c.visitor(d.Visitor)},
		Survey: v.Survey, Questions: c.questions(d.Questions),
	}
	if err := app.InvalidFields(c.wrong); err != nil {
		return err
	}
	// Anybody's browser remembers itself what it has shown, and a flood of browsers
	// that are none leaves nothing but a count.
	if d.Event != EventStarted && !anybody(by) {
		if err := s.Store.RecordAskings(ctx, by.Shop, asked); err != nil {
			return err
		}
	}
	shown, started := d.counts()
	return s.Store.RecordDisplays(ctx, by.Shop, v, d.Surface, shown, started)
}

// questions must be of the version, each once.
func (c *checker) questions(keys []string) []string {
	if !c.require(len(keys) <= question.MostQuestions, "questions", "count", "There are not so many questions.") {
		return nil
	}
	for i, key := range keys {
		_, known := c.version.Document.Question(key)
		c.require(known && !slices.Contains(keys[:i], key), fmt.Sprintf("questions.%d", i), "unknown", "There is no such question.")
	}
	return keys
}

// Snooze is a question a shopper puts off.
type Snooze struct {
	Question string `json:"question"`
	Never    bool   `json:"never"` // and not only for now
	Order    string `json:"order"`
	Visitor  string `json:"visitor"`
}

// later is how long "not now" lasts.
const later = 14 * 24 * time.Hour

// Snooze remembers that a shopper does not want to be asked a question, in whatever
// survey and wherever she is. Errors: Invalid with the fields that are wrong.
func (s *Submitter) Snooze(ctx context.Context, by app.Speaker, z Snooze) error {
	var c checker
	who := store.Whom{Customer: by.Customer, Order: believed(by, c.order(z.Order)), Visitor: c.visitor(z.Visitor)}
	c.require(!who.Nobody() || len(c.wrong) > 0, "visitor", "required", "A guest says which browser she is at, or which order she is asked about.")
	asks, err := s.Asker.Asks(ctx, by.Shop, z.Question)
	if err != nil {
		return err
	}
	c.require(asks, "question", "unknown", "There is no such question.")
	if err := app.InvalidFields(c.wrong); err != nil {
		return err
	}
	return s.Store.Snooze(ctx, by.Shop, who, z.Question, PutOff(s.now(), z.Never))
}
