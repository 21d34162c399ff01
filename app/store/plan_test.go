package store_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// Few rows of a shop are in these tables, or it is another's rows that say which.
var small = regexp.MustCompile(`^SEARCH (s|surveys|segments|quotas|lanes|destinations|shops|tombstones|word_work) `)

// whole is a step that looks through all there is, of a shop or of all of them.
var whole = regexp.MustCompile(`^(SCAN (\w+ )?(a|c|d|o|p|r|v|x|customers|deliveries|orders|products|profiles|promises|responses|askings|visitors)\b|SEARCH \w+ USING (COVERING )?INDEX \w+ \(shop_id=\?\))`)

func requireFew(t *testing.T, plans []string) {
	t.Helper()
	require.NotEmpty(t, plans)
	require.Empty(t, slices.DeleteFunc(plans, func(line string) bool { return !whole.MatchString(line) || small.MatchString(line) }))
}

func TestWhatShoppersWaitForLooksAtNobodyElse(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	installed(t, s, demo)
	v := published(t, s, demo, "a")
	requireFew(t, store.JoinPlans(t, s))
	visitor := uuid.NewString()
	guest := said(v, 0, "podcast", noon)
	guest.Visitor, guest.Response.Order = visitor, 5
	_, err := s.RecordResponse(t.Context(), demo, guest)
	require.NoError(t, err)
	requireFew(t, store.Plans(t, s, func() {
		for _, who := range []store.Whom{{Customer: ada}, {Visitor: visitor}, {Order: 5}, {Customer: ada, Order: 5, Visitor: visitor}} {
			h, err := s.History(t.Context(), demo, who)
			require.NoError(t, err)
			_, err = s.Facts(t.Context(), demo, who.Customer, who.Order)
			require.NoError(t, err)
			_, err = s.PromisesOf(t.Context(), demo, h.Profile)
			require.NoError(t, err)
		}
	}))
}

func TestWhatIsDoneForAnOrderLooksAtNothingElse(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	installed(t, s, demo)
	v := published(t, s, demo, "a")
	carted := said(v, 0, "podcast", noon)
	carted.Response.Cart = "c1"
	_, err := s.RecordResponse(t.Context(), demo, carted)
	require.NoError(t, err)
	guest := said(v, 0, "podcast", noon)
	guest.Response.Order = 6
	_, err = s.RecordResponse(t.Context(), demo, guest)
	require.NoError(t, err)
	requireFew(t, store.Plans(t, s, func() {
		_, err := s.RecordOrder(t.Context(), demo, app.Order{ID: 5, Customer: ada, Cart: "c1", Lines: []app.Line{{Product: 7}}, CreatedAt: noon, UpdatedAt: noon})
		require.NoError(t, err)
		_, err = s.RecordOrder(t.Context(), demo, app.Order{ID: 6, Cart: "c2", CreatedAt: noon, UpdatedAt: noon})
		require.NoError(t, err)
		_, err = s.ClaimCustomers(t.Context(), demo, 25, time.Minute)
		require.NoError(t, err)
		_, err = s.ClaimProducts(t.Context(), demo, 25, time.Minute)
		require.NoError(t, err)
		_, err = s.ClaimNews(t.Context(), demo, 25, time.Minute)
		require.NoError(t, err)
		_, err = s.DueReads(t.Context(), time.Now(), 25)
		require.NoError(t, err)
	}))
}

func TestWhatIsDoneForAPersonLooksAtNobodyElse(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	installed(t, s, demo)
	v := published(t, s, demo, "a")
	_, err := s.RecordResponse(t.Context(), demo, said(v, ada, "podcast", noon))
	require.NoError(t, err)
	requireFew(t, store.Plans(t, s, func() {
		prefs, err := s.Preferences(t.Context(), demo, ada)
		require.NoError(t, err)
		_, err = s.SaidByPeople(t.Context(), demo, []app.ProfileID{prefs[0].Profile, "another"})
		require.NoError(t, err)
		_, err = s.SaidOnOrders(t.Context(), demo, []app.OrderID{5, 6})
		require.NoError(t, err)
		_, err = s.Contradict(t.Context(), demo, ada, []string{"source"}, noon)
		require.NoError(t, err)
		require.NoError(t, s.NoteStale(t.Context(), demo, map[app.ProfileID]time.Time{prefs[0].Profile: noon}))
		require.NoError(t, s.PlanStale(t.Context(), demo, []app.ProfileID{prefs[0].Profile}))
	}))
}

func TestWhoFloodsUsIsHeardToAPoint(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	installed(t, s, demo)
	v := published(t, s, demo, "a")
	for i := range 3 {
		one := said(v, ada, "podcast", noon.Add(time.Duration(i)*time.Minute))
		one.Response.Answers[0].Value.JSON = []byte(`"` + strings.Repeat("x", 2<<20) + `"`)
		_, err := s.RecordResponse(t.Context(), demo, one)
		require.NoError(t, err)
	}
	h, err := s.History(t.Context(), demo, store.Whom{Customer: ada})
	require.NoError(t, err)
	require.Len(t, h.Responses, 1, "the newest")
	require.Equal(t, noon.Add(2*time.Minute), h.Responses[0].SubmittedAt)
}
