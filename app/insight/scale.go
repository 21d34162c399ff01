package insight

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// scale are the values that a question's answers are told by, without their counts.
func (l look) scale(q asking, counted *app.TallyCounts) []Value {
	switch question.Kind(q.Question) {
	case app.KindChoice, app.KindChoices:
		return l.options(q, counted)
	case app.KindRanking:
		return l.places(q, counted)
	case app.KindBoolean:
		return []Value{{Key: "true"}, {Key: "false"}}
	case app.KindNumber:
		return numbers(q, counted)
	default:
		var list []Value
		for _, key := range sortedKeys(counted.Values) {
			list = append(list, Value{Key: key})
		}
		return list
	}
}

// options are those of the question as it is, then what else was ever chosen, called as
// the newest version that knows it does; write-ins last.
func (l look) options(q asking, counted *app.TallyCounts) []Value {
	labels, list := l.labels(q.Key), []Value{}
	seen := map[string]bool{app.OtherValue: true}
	for _, o := range q.Options {
		seen[o.Key] = true
		list = append(list, Value{Key: o.Key, Label: labels[o.Key]})
	}
	for _, key := range sortedKeys(counted.Values) {
		if !seen[key] {
			list = append(list, Value{Key: key, Label: cmp.Or(labels[key], app.NameOf(key))})
		}
	}
	if q.Other != nil || counted.Values[app.OtherValue].Answers > 0 {
		label := ""
		if q.Other != nil {
			label = l.words(q.Other.Label, q.in)
		}
		list = append(list, Value{Key: app.OtherValue, Label: label})
	}
	return list
}

// labels are what a question's options are or were called.
func (l look) labels(key string) map[string]string {
	labels := map[string]string{}
	for _, v := range l.versions {
		q, _ := v.Document.Question(key)
		for _, o := range q.Options {
			labels[o.Key] = cmp.Or(labels[o.Key], l.words(o.Label, v.Document))
		}
	}
	return labels
}

// places are the options at each place they were ranked: "1:price".
func (l look) places(q asking, counted *app.TallyCounts) []Value {
	labels, list := l.labels(q.Key), []Value{}
	for _, key := range sortedKeys(counted.Values) {
		_, option, _ := strings.Cut(key, ":")
		list = append(list, Value{Key: key, Label: labels[option]})
	}
	slices.SortStableFunc(list, func(a, b Value) int { return cmp.Compare(placeOf(a.Key), placeOf(b.Key)) })
	return list
}

func placeOf(key string) int {
	place, _, _ := strings.Cut(key, ":")
	n, _ := strconv.Atoi(place)
	return n
}

// numbers are the steps of a rating's scale, and the spans of any other number that
// somebody gave.
func numbers(q asking, counted *app.TallyCounts) []Value {
	at := map[float64]bool{}
	for _, n := range question.Scale(q.Question) {
		at[float64(n)] = true
	}
	for key := range counted.Values {
		if n, err := strconv.ParseFloat(key, 64); err == nil {
			at[n] = true
		}
	}
	var list []Value
	for _, n := range sortedKeys(at) {
		list = append(list, Value{Key: strconv.FormatFloat(n, 'f', -1, 64)})
	}
	return list
}
