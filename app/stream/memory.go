package stream

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app/rule"
)

// answers is what the facts of answers begin with.
const answers = "answers."

// event is one thing in a history: an answer, or an asking.
type event struct {
	at       time.Time
	occasion string
	answer   *Answer // nil: an asking
}

// memory is a history by question: askings first, then answers, each of them chained
// to the one of the same question before it.
type memory struct {
	history History
	slots   map[string]int32 // question → its place in latest
	latest  []int32          // the last event as given
	earlier []int32          // the one before each event, −1 where the chain ends
	known   rule.Facts
	read    map[string]any // answers as rules see them, as far as one looked
	some    []event
}

func remember(in Input) *memory {
	asked, answered := len(in.History.Askings), len(in.History.Answers)
	m := &memory{
		history: in.History, known: in.Facts, read: map[string]any{},
		slots: make(map[string]int32, max(asked, answered)), latest: make([]int32, 0, max(asked, answered)),
		earlier: make([]int32, 0, asked+answered),
	}
	for i := range asked {
		m.chain(in.History.Askings[i].Question)
	}
	for i := range answered {
		m.chain(in.History.Answers[i].Question)
	}
	return m
}

func (m *memory) chain(question string) {
	slot, known := m.slots[question]
	if !known {
		slot = int32(len(m.latest))
		m.slots[question] = slot
		m.latest = append(m.latest, -1)
	}
	m.earlier = append(m.earlier, m.latest[slot])
	m.latest[slot] = int32(len(m.earlier) - 1)
}

// of are a question's events in the order they happened, askings before the answers
// of the same moment. They are good until the next call.
func (m *memory) of(question string) []event {
	m.some = m.some[:0]
	slot, known := m.slots[question]
	if !known {
		return nil
	}
	for i := m.latest[slot]; i >= 0; i = m.earlier[i] {
		m.some = append(m.some, m.event(int(i)))
	}
	if len(m.some) > 1 {
		slices.SortFunc(m.some, event.compare)
	}
	return m.some
}

func (m *memory) event(i int) event {
	if i < len(m.history.Askings) {
		a := &m.history.Askings[i]
		return event{at: a.At, occasion: a.Occasion}
	}
	a := &m.history.Answers[i-len(m.history.Askings)]
	return event{at: a.At, occasion: a.Occasion, answer: a}
}

func (e event) compare(o event) int {
	switch {
	case !e.at.Equal(o.at):
		return e.at.Compare(o.at)
	case e.answer == nil || o.answer == nil:
		return boolean(e.answer != nil) - boolean(o.answer != nil)
	default:
		return slices.Compare(e.answer.Value, o.answer.Value) // any order, but always the same
	}
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// fact is what rules see: the latest answer to a question, else what is known of her
// and her visit.
func (m *memory) fact(name string) any {
	question, isAnswer := strings.CutPrefix(name, answers)
	if !isAnswer {
		if m.known == nil {
			return nil
		}
		return m.known(name)
	}
	if v, ok := m.read[question]; ok {
		return v
	}
	v := m.answer(question)
	m.read[question] = v
	return v
}

func (m *memory) answer(question string) (v any) {
	events := m.of(question)
	for i := len(events) - 1; i >= 0; i-- {
		if a := events[i].answer; a != nil {
			if json.Unmarshal(a.Value, &v) != nil {
				return nil // not canonical: as good as unknown
			}
			return v
		}
	}
	return nil
}
