package recount

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"

	"github.com/askwell/askwell/app"
)

// Values are what an answer is counted as: the options chosen, app.OtherValue for what
// was written in, "2:podcast" for what was ranked second, "true" or "false", a number's
// span, a date's month "2026-11" or "--11", a slot "evening/door". What is nobody's but
// hers, such as a text, is counted as nothing.
func Values(v app.Value) []string {
	switch v.Kind {
	case app.KindChoice, app.KindChoices:
		keys, other := v.Choices()
		if other != "" {
			keys = append(keys, app.OtherValue)
		}
		slices.Sort(keys)
		return slices.Compact(keys)
	case app.KindRanking:
		keys, _ := v.Choices()
		for i, key := range keys {
			keys[i] = strconv.Itoa(i+1) + ":" + key
		}
		return keys
	case app.KindNumber:
		var n float64
		if json.Unmarshal(v.JSON, &n) != nil {
			return nil
		}
		return []string{strconv.FormatFloat(Span(n), 'f', -1, 64)}
	case app.KindBoolean:
		return []string{string(v.JSON)}
	case app.KindDate, app.KindBirthday:
		var day string
		if json.Unmarshal(v.JSON, &day) != nil || len(day) < len("--11-22") {
			return nil
		}
		return []string{day[:len(day)-len("-22")]}
	case app.KindSlot:
		part, place := v.Slot()
		return []string{part + "/" + place}
	default:
		return nil
	}
}

// Span is where the span of numbers begins that a number is counted in: each whole number
// up to ten is one, and beyond them 10 to 20, 20 to 50, 50 to 100 and so on; below zero
// the same mirrored, so that −15 is in −20 to −10.
func Span(n float64) float64 {
	if n < 0 {
		at := Span(-n)
		if at == -n {
			return n
		}
		return -SpanEnd(at)
	}
	if n < 10 {
		return math.Floor(n)
	}
	ten := math.Pow(10, math.Floor(math.Log10(n)))
	for ten*10 <= n { // what a logarithm's rounding gets wrong
		ten *= 10
	}
	switch {
	case n >= 5*ten:
		return 5 * ten
	case n >= 2*ten:
		return 2 * ten
	default:
		return ten
	}
}

// SpanEnd is where a span that begins at a number ends; the end belongs to the next.
func SpanEnd(begins float64) float64 {
	if begins < 0 {
		return -spanBefore(-begins)
	}
	if begins < 10 {
		return begins + 1
	}
	if ten := math.Pow(10, math.Round(math.Log10(begins/2))); math.Abs(begins-2*ten) < ten/2 {
		return 5 * ten
	}
	return 2 * begins
}

// spanBefore is where the span begins that ends at a positive number.
func spanBefore(ends float64) float64 {
	if ends <= 10 {
		return ends - 1
	}
	if half := ends / 2; Span(half) == half && SpanEnd(half) == ends {
		return half
	}
	return ends * 2 / 5
}

// mostSpent is when somebody has surely gone and come back: what took longer says nothing
// of how long answering takes.
const mostSpent = 30 * 60 * 1000 // milliseconds

// perDouble is how many steps of time there are from one to twice as long: the middle of
// a step is at most nine percent off.
const perDouble = 4

// spentOn is how many milliseconds a response took, −1 when it is not known: from when
// its questions stood before her to when they were answered. Two clocks tell that, so that
// what cannot be is left out.
func spentOn(e app.TallyEntry) int64 {
	if e.StartedAt.IsZero() || len(e.Answers) == 0 {
		return -1
	}
	spent := e.SubmittedAt.Sub(e.StartedAt).Milliseconds()
	if spent <= 0 || spent > mostSpent {
		return -1
	}
	return spent
}

// step is the step a time in seconds is in, the first from a tenth of a second on. An
// answer takes an equal part of what its response took.
func step(seconds float64) int {
	return max(0, int(math.Floor(perDouble*math.Log2(seconds/0.1))))
}

// Seconds is when a step of time begins.
func Seconds(step int) float64 { return 0.1 * math.Pow(2, float64(step)/perDouble) }
