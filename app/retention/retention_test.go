package retention_test

import (
	"encoding/json"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/retention"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const (
	demo  = app.ShopID("demo-shop.myshopify.com")
	other = app.ShopID("other-shop.myshopify.com")
	day   = 24 * time.Hour
)

// world is two shops that keep "size" for 30 days and "hat" until she takes it back.
type world struct {
	*store.Store
	keeper   *retention.Keeper
	now      time.Time
	versions map[app.ShopID]app.Version
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := &world{Store: s, now: time.Now(), versions: map[app.ShopID]app.Version{}}
		w.keeper = &retention.Keeper{Store: s, Logger: slog.New(slog.DiscardHandler), Now: func() time.Time { return w.now }}
		for _, shop := range []app.ShopID{demo, other} {
			access := app.Access{Token: "t", RefreshToken: "r", ExpiresAt: time.Now(), RefreshExpiresAt: time.Now()}
			require.NoError(t, s.RecordInstall(t.Context(), shop, app.Shop{}, access))
			made, err := s.CreateSurvey(t.Context(), shop, app.Document{
				Handle: "fit", Title: "Fit", Languages: []string{"en"},
				Questions: []app.Question{{Key: "size", Type: "text", KeepDays: 30}, {Key: "hat", Type: "text"}},
			})
			require.NoError(t, err)
			w.versions[shop], err = s.PublishSurvey(t.Context(), shop, made.ID, made.Revision)
			require.NoError(t, err)
		}
		test(t, w)
	})
}

// says answers both questions now.
func (w *world) says(t *testing.T, shop app.ShopID, who store.Whom) {
	t.Helper()
	v := w.versions[shop]
	r := app.Response{
		ID: app.ResponseID(uuid.NewString()), Survey: v.Survey, Version: v.Version, Surface: app.SurfaceTheme, SubmittedAt: w.now, Order: who.Order,
		Answers: []app.Answer{text("size", "secret-size"), text("hat", "a hat")},
	}
	r.KeepUntil = capture.KeepUntil(v.Document, r.Answers, w.now)
	_, err := w.RecordResponse(t.Context(), shop, store.Submitted{Response: r, Customer: who.Customer, Visitor: who.Visitor, Writes: true})
	require.NoError(t, err)
}

func text(key, value string) app.Answer {
	return app.Answer{Question: key, Value: app.Value{Kind: app.KindText, JSON: json.RawMessage(strconv.Quote(value))}}
}

// known are the keys of what somebody has said.
func (w *world) known(t *testing.T, shop app.ShopID, customer app.CustomerID) (keys []string) {
	t.Helper()
	list, err := w.Preferences(t.Context(), shop, customer)
	require.NoError(t, err)
	for _, one := range list {
		keys = append(keys, one.Key)
	}
	return keys
}

func TestAnswersAreKeptAsLongAsTheirQuestionSaidWhenTheyWereGiven(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for i := range 450 { // more than two pages
			w.says(t, demo, store.Whom{Customer: app.CustomerID(i + 1)})
		}
		w.says(t, other, store.Whom{Customer: 1})
		survey, err := w.Survey(t.Context(), demo, w.versions[demo].Survey)
		require.NoError(t, err)
		survey.Draft.Questions[0].KeepDays = 3000
		survey, err = w.SaveSurvey(t.Context(), demo, survey)
		require.NoError(t, err)
		_, err = w.PublishSurvey(t.Context(), demo, survey.ID, survey.Revision)
		require.NoError(t, err)

		w.now = w.now.Add(30*day - time.Second)
		require.NoError(t, w.keeper.Expire(t.Context()))
		require.Equal(t, []string{"hat", "size"}, w.known(t, demo, 450))
		w.now = w.now.Add(time.Second)
		require.NoError(t, w.keeper.Expire(t.Context()))
		for _, customer := range []app.CustomerID{1, 225, 450} {
			require.Equal(t, []string{"hat"}, w.known(t, demo, customer), "a later version's promise is not hers")
		}
		require.Equal(t, []string{"hat"}, w.known(t, other, 1))
		planned, err := w.Deliveries(t.Context(), demo, store.DeliveryFilter{Limit: 500})
		require.NoError(t, err)
		require.Equal(t, app.CauseExpired, planned[0].Cause)
		require.NoError(t, w.keeper.Expire(t.Context()))
		again, err := w.Deliveries(t.Context(), demo, store.DeliveryFilter{Limit: 500})
		require.NoError(t, err)
		require.Equal(t, planned, again, "it is over once")
	})
}

func TestATrimGoesThroughEveryShopByWhatEachHasDecided(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		visitor := uuid.NewString()
		for _, shop := range []app.ShopID{demo, other} {
			w.says(t, shop, store.Whom{Visitor: visitor})
			require.NoError(t, w.Audit(t.Context(), shop, app.AuditEntry{At: w.now, Actor: "user/1", Action: "list"}))
		}
		require.NoError(t, w.SetRetention(t.Context(), demo, &app.Retention{Guests: 30, Attempts: 7, Readings: 30}))
		require.NoError(t, w.RecordUninstall(t.Context(), demo, time.Now()))
		left := func(shop app.ShopID) []int {
			h, err := w.History(t.Context(), shop, store.Whom{Visitor: visitor})
			require.NoError(t, err)
			r, err := w.AuditLog(t.Context(), shop, store.AuditFilter{}, 10)
			require.NoError(t, err)
			return []int{len(h.Responses), len(r)}
		}
		w.now = w.now.Add(29 * day)
		require.NoError(t, w.keeper.Trim(t.Context()))
		require.Equal(t, []int{1, 1}, left(demo))
		w.now = w.now.Add(2 * day)
		require.NoError(t, w.keeper.Trim(t.Context()))
		require.Equal(t, []int{0, 0}, left(demo), "a shop that has left keeps nothing longer")
		require.Equal(t, []int{1, 1}, left(other))
		w.now = w.now.Add(365 * day)
		require.NoError(t, w.keeper.Trim(t.Context()))
		require.Equal(t, []int{0, 0}, left(other))
	})
}

func TestTheTableSaysWhatIsKeptHowLongAndWhy(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for _, rule := range retention.Rules(app.Shop{Retention: &app.Retention{Guests: 50}}) {
		require.True(t, strings.HasSuffix(rule.Why, "."), rule.What)
		seen[rule.What] = rule.Days
	}
	require.Equal(t, map[string]int{
		"answers": 0, "guests": 50, "askings": 400, "browsers": 400, "repeats": 60, "deliveries": 90,
		"refusals": 0, "exports": 90, "readings": 365, "repeated": 1, "files": 7, "webhooks": 7,
	}, seen)
}

func TestAFileOfResponsesIsKeptForAWeek(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		begun, err := w.CreateExport(t.Context(), demo, app.Export{Format: app.ExportCSV, Filter: []byte("{}"), By: "user/7"})
		require.NoError(t, err)
		held, err := w.LeaseExport(t.Context(), demo, begun.ID, time.Now().Add(time.Minute))
		require.NoError(t, err)
		require.NoError(t, w.FinishExport(t.Context(), demo, held, store.ExportPiece{Data: []byte("words")}))
		w.now = time.Now().Add(6 * day)
		require.NoError(t, w.keeper.Trim(t.Context()))
		_, _, err = w.ExportPart(t.Context(), demo, begun.ID, 1)
		require.NoError(t, err)
		w.now = time.Now().Add(8 * day)
		require.NoError(t, w.keeper.Trim(t.Context()))
		_, _, err = w.ExportPart(t.Context(), demo, begun.ID, 1)
		require.True(t, app.Is(err, app.NotFound), err)
		_, err = w.Export(t.Context(), demo, begun.ID)
		require.True(t, app.Is(err, app.NotFound), err)
	})
}
