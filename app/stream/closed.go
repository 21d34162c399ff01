package stream

import "time"

// Closed are the questions that she is not asked for what she said and was asked
// before, wherever she is, each with the time until which; the zero time is for good.
// Of a key in several surveys the longest counts. The input needs no surface, and no
// occasion where the next one is meant.
func Closed(in Input) map[string]time.Time {
	c := chooser{Input: in, memory: remember(in)}
	closed := map[string]time.Time{}
	for _, s := range in.Surveys {
		for i := range s.document().Questions {
			q := &s.document().Questions[i]
			_, _, reason := c.due(q)
			if reason.Rule == "" {
				continue
			}
			until, _ := reason.Wanted.(time.Time)
			before, known := closed[q.Key]
			if !known || !before.IsZero() && (until.IsZero() || until.After(before)) {
				closed[q.Key] = until
			}
		}
	}
	return closed
}
