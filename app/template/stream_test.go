package template_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
	"github.com/askwell/askwell/app/stream"
	"github.com/askwell/askwell/app/template"
)

// shopper is asked by one template and answers.
type shopper struct {
	*testing.T
	surveys []*stream.Survey
	history stream.History
	now     time.Time
	visit   int
}

func newShopper(t *testing.T, name string) *shopper {
	t.Helper()
	one, err := template.Get(name)
	require.NoError(t, err)
	s := &shopper{T: t, now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	for i, d := range one.Surveys {
		compiled, err := stream.Compile(app.Version{Survey: app.SurveyID(fmt.Sprint(i)), Version: 1, Document: d})
		require.NoError(t, err)
		s.surveys = append(s.surveys, compiled)
	}
	return s
}

// comes begins another visit.
func (s *shopper) comes(days int) { s.visit, s.now = s.visit+1, s.now.AddDate(0, 0, days) }

// asked are the keys that are asked on a surface as things stand.
func (s *shopper) asked(at app.Surface, facts map[string]any) []string {
	plan := stream.Choose(stream.Input{
		Surveys: s.surveys, Surface: at, Locale: "sv", Now: s.now, Person: "ada", Occasion: fmt.Sprint("visit/", s.visit),
		Facts: rule.Known(facts), History: s.history, Budget: stream.DefaultBudget,
	})
	var keys []string
	for _, a := range plan.Ask {
		keys = append(keys, a.Question)
	}
	return keys
}

// says answers one question; nil leaves it blank.
func (s *shopper) says(key string, answer any) {
	occasion := fmt.Sprint("visit/", s.visit)
	s.now = s.now.Add(time.Second)
	s.history.Askings = append(s.history.Askings, stream.Asking{Question: key, Occasion: occasion, At: s.now, Seconds: 5})
	if answer == nil {
		return
	}
	value, err := json.Marshal(answer)
	require.NoError(s, err)
	s.history.Answers = append(s.history.Answers, stream.Answer{Question: key, Occasion: occasion, At: s.now, Value: value})
}

// through answers whatever a visit asks, in order, and tells what that was.
func (s *shopper) through(facts, answers map[string]any) (all []string) {
	for {
		next := slices.DeleteFunc(s.asked(app.SurfaceTheme, facts), func(key string) bool { return slices.Contains(all, key) })
		if len(next) == 0 {
			return all
		}
		all = append(all, next[0])
		s.says(next[0], answers[next[0]])
	}
}

func TestTheProfileTakesThreeVisits(t *testing.T) {
	t.Parallel()
	guest := map[string]any{"shopper.known": false}
	answers := map[string]any{"first_name": "Ada", "email": "ada@example.com", "mobile": "+46701234567", "restock_wish": "Lampan", "interests": []string{"lamps"}}
	s := newShopper(t, "progressive-profile")
	s.comes(0)
	require.Equal(t, []string{"first_name", "email", "email_marketing"}, s.through(guest, answers))
	s.comes(3)
	require.Equal(t, []string{"mobile", "restock_wish", "sms_alerts"}, s.through(guest, answers))
	s.comes(3)
	require.Equal(t, []string{"interests", "favourite_brands", "contact_rhythm"}, s.through(guest, answers))
	s.comes(3)
	require.Empty(t, s.through(guest, answers))
}

func TestWhoKeepsHerNumberIsAskedForPreferencesAllTheSame(t *testing.T) {
	t.Parallel()
	s := newShopper(t, "progressive-profile")
	answers := map[string]any{"email": "ada@example.com"}
	for visit := range 2 {
		s.comes(1)
		s.through(map[string]any{"shopper.known": false, "shopper.visits": float64(visit + 1)}, answers)
	}
	s.comes(1)
	require.Contains(t, s.asked(app.SurfaceTheme, map[string]any{"shopper.visits": 3.0}), "interests")
}

func TestWhoIsKnownIsNotAskedForHerEmail(t *testing.T) {
	t.Parallel()
	s := newShopper(t, "progressive-profile")
	s.comes(0)
	asked := s.asked(app.SurfaceTheme, map[string]any{"shopper.known": true})
	require.NotContains(t, asked, "email")
	require.Contains(t, asked, "mobile")
}

func TestOnlyThePodcastIsAskedWhichPodcast(t *testing.T) {
	t.Parallel()
	for said, want := range map[string][]string{"podcast": {"podcast"}, "social": {"network"}, "friend": nil} {
		s := newShopper(t, "attribution")
		s.comes(0)
		require.Equal(t, []string{"source"}, s.asked(app.SurfaceThankYou, nil))
		s.says("source", said)
		require.Equal(t, want, s.asked(app.SurfaceThankYou, nil), said)
	}
}

func TestAnOrderThatIsPickedUpIsNotAskedForADoor(t *testing.T) {
	t.Parallel()
	s := newShopper(t, "delivery")
	s.comes(0)
	for _, way := range []string{"pickup", "pickup_point", "none"} {
		require.Empty(t, s.asked(app.SurfaceThankYou, map[string]any{"order.delivery": way}), way)
	}
	shipped := map[string]any{"order.delivery": "shipping"}
	require.Equal(t, []string{"delivery"}, s.asked(app.SurfaceThankYou, shipped))
	s.says("delivery", map[string]string{"part": "evening", "place": "door"})
	require.Equal(t, []string{"delivery_note"}, s.asked(app.SurfaceThankYou, shipped))
}

func TestWhatWentWrongIsAskedOfThoseItWentWrongFor(t *testing.T) {
	t.Parallel()
	for score, want := range map[int]string{3: "went_wrong", 10: "may_quote"} {
		s := newShopper(t, "after-purchase")
		s.comes(0)
		require.Empty(t, s.asked(app.SurfaceTheme, map[string]any{"shopper.days_since_order": 1.0}), "the parcel is on its way")
		come := map[string]any{"shopper.days_since_order": 8.0}
		asked := s.asked(app.SurfaceTheme, come)
		require.Equal(t, []string{"experience", "recommend", "next_wish"}, asked)
		s.says("recommend", score)
		asked = s.asked(app.SurfaceTheme, come)
		require.Contains(t, asked, want)
		require.NotEqual(t, slices.Contains(asked, "went_wrong"), slices.Contains(asked, "may_quote"))
	}
}

func TestAGiftForOneselfIsNoGift(t *testing.T) {
	t.Parallel()
	s := newShopper(t, "gift-giving")
	s.comes(0)
	s.says("gift_for", "myself")
	require.Empty(t, s.asked(app.SurfaceThankYou, nil))
	s = newShopper(t, "gift-giving")
	s.comes(0)
	s.says("gift_for", "friend")
	require.Equal(t, []string{"gift_occasion", "gift_date"}, s.asked(app.SurfaceThankYou, nil))
	s.says("gift_occasion", "christmas")
	require.Empty(t, s.asked(app.SurfaceThankYou, nil), "everybody knows the day")
}

func TestTheCartIsAskedAboutWhereItStands(t *testing.T) {
	t.Parallel()
	s := newShopper(t, "cart-reason")
	s.comes(0)
	require.Empty(t, s.asked(app.SurfaceTheme, map[string]any{"visit.page": "cart", "cart.items": 2.0}))
	require.Equal(t, []string{"cart_reason"}, s.asked(app.SurfaceCart, map[string]any{"visit.page": "other", "cart.items": 2.0}), "a drawer is on every page")
}
