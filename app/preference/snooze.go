package preference

import (
	"fmt"
	"slices"

	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/store"
)

func (w *work) putOff(list []Snooze) {
	for i, z := range list {
		field := fmt.Sprintf("snooze.%d.question", i)
		_, known := w.book.asked[z.Question]
		if !w.require(known, field, "unknown", "There is no such question.") {
			continue
		}
		twice := slices.ContainsFunc(w.snoozes, func(o store.Snooze) bool { return o.Question == z.Question })
		if w.require(!twice, field, "repeated", "This is put off already.") {
			w.snoozes = append(w.snoozes, store.Snooze{Question: z.Question, Since: w.now, Until: capture.PutOff(w.now, z.Never)})
		}
	}
}

// wake lifts what she put off. What she puts off with the same change stays so: that is
// how a longer time is made a shorter one.
func (w *work) wake(keys []string) {
	for i, key := range keys {
		_, known := w.book.asked[key]
		if w.require(known, fmt.Sprintf("wake.%d", i), "unknown", "There is no such question.") && !slices.Contains(w.woken, key) {
			w.woken = append(w.woken, key)
		}
	}
}
