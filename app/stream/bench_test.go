package stream_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
	"github.com/askwell/askwell/app/stream"
)

// busy is a shopper with 500 answers, and as many askings, among 200 questions in ten
// surveys: a third answered, some conditional, all for an audience.
func busy(b *testing.B) stream.Input {
	b.Helper()
	var surveys []*stream.Survey
	for i := range 10 {
		var questions []app.Question
		for j := range 20 {
			q := ask(fmt.Sprintf("question_%d", i*20+j))
			if j%5 == 4 {
				q.If = app.Rule(fmt.Sprintf(`{"==":[{"var":"answers.question_%d"},"podcast"]}`, i*20+j-1))
			}
			if j%4 == 3 {
				q.Again = &app.Again{Mode: app.AgainEvery, Days: 90}
			}
			questions = append(questions, q)
		}
		audience := func(d *app.Document) {
			d.Audience = app.Rule(`{"and":[{">=":[{"var":"shopper.orders"},1]},{"in":["vip",{"var":"shopper.tags"}]}]}`)
			d.Sample.Percent = 99
		}
		surveys = append(surveys, survey(b, fmt.Sprintf("survey-%d", i), audience, questions...))
	}
	in := input(surveys...)
	in.Person = "grace"
	in.Budget = stream.DefaultBudget
	in.Facts = rule.Known(map[string]any{"shopper.orders": 12.0, "shopper.tags": []any{"new", "loyal", "vip"}})
	for i := range 500 {
		key := fmt.Sprintf("question_%d", i*3)
		at := ago(40 + float64(i)/10)
		in.History.Answers = append(in.History.Answers, stream.Answer{Question: key, Occasion: key, At: at, Value: json.RawMessage(`"podcast"`)})
		in.History.Askings = append(in.History.Askings, stream.Asking{Question: key, Occasion: key, At: at, Seconds: 10})
	}
	p := stream.Choose(in)
	require.Len(b, p.Ask, 3)
	require.Len(b, p.Not, 197)
	return in
}

func BenchmarkChoose(b *testing.B) {
	in := busy(b)
	b.ReportAllocs()
	for b.Loop() {
		stream.Choose(in)
	}
}

func BenchmarkExplain(b *testing.B) {
	in := busy(b)
	b.ReportAllocs()
	for b.Loop() {
		stream.Explain(stream.Choose(in))
	}
}
