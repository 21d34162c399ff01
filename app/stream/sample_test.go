package stream_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/stream"
)

func TestPeopleFallAsTheBlocksReckon(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/buckets.json")
	require.NoError(t, err)
	var fixtures []struct {
		Purpose, Survey, Person string
		Bucket                  int
	}
	require.NoError(t, json.Unmarshal(data, &fixtures))
	for _, f := range fixtures {
		require.Equal(t, f.Bucket, stream.Bucket(f.Purpose, f.Survey, f.Person), "%+v", f)
	}
}

func TestAShareIsAsGreatAsItSays(t *testing.T) {
	t.Parallel()
	const people = 20_000
	for _, percent := range []int{1, 10, 50, 90} {
		s := survey(t, "share", func(d *app.Document) { d.Sample.Percent = percent }, ask("q"))
		in := input(s)
		n := 0
		for i := range people {
			in.Person = fmt.Sprintf("gid://shopify/Customer/%d", 7_000_000_000+i)
			n += len(stream.Choose(in).Ask)
		}
		p := float64(percent) / 100
		require.InDelta(t, p*people, n, 4*math.Sqrt(people*p*(1-p)), "%d %%", percent)
	}
}

func TestSharesOfTwoSurveysAndTwoPurposesAreIndependent(t *testing.T) {
	t.Parallel()
	const people = 20_000
	for _, other := range []struct{ purpose, survey string }{{"sample", "two"}, {"holdout", "one"}} {
		both := 0
		for i := range people {
			person := fmt.Sprint(i)
			if stream.Bucket("sample", "one", person) < 50 && stream.Bucket(other.purpose, other.survey, person) < 50 {
				both++
			}
		}
		require.InDelta(t, people/4, both, 4*math.Sqrt(people*0.25*0.75), "%v", other)
	}
}

func TestASurveyIsChosenFromByManyAtOnce(t *testing.T) {
	t.Parallel()
	s := survey(t, "one", func(d *app.Document) { d.Audience = app.Rule(`{"!=":[{"var":"answers.qq"},"no"]}`) }, ask("qq"), ask("rr"))
	want := stream.Choose(input(s))
	var all sync.WaitGroup
	plans := make([]stream.Plan, 100)
	for i := range plans {
		all.Go(func() { plans[i] = stream.Choose(input(s)) })
	}
	all.Wait()
	for _, p := range plans {
		require.Equal(t, want, p)
	}
}
