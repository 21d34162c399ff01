package privacy_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func emptyShop(t require.TestingT, s *store.Store, n int) app.ShopID {
	shop := app.ShopID(fmt.Sprintf("empty-%d.myshopify.com", n))
	ctx := contextOf(t)
	require.NoError(t, s.RecordInstall(ctx, shop, app.Shop{}, app.Access{Token: "t", RefreshToken: "r"}))
	return shop
}

func jsonOf(t require.TestingT, data app.PersonalData) string {
	text, err := privacy.JSON(privacy.Portable(data))
	require.NoError(t, err)
	return string(text)
}

// there takes an export to another shop as a file and exports it from there.
func there(t require.TestingT, desk *privacy.Desk, shop app.ShopID, data app.PersonalData, orders ...app.OrderID) app.PersonalData {
	text, err := privacy.JSON(data)
	require.NoError(t, err)
	read, err := privacy.ReadImport(text)
	require.NoError(t, err)
	_, err = desk.Import(contextOf(t), shop, read, false)
	require.NoError(t, err)
	again, err := desk.Export(contextOf(t), shop, data.Customer, orders)
	require.NoError(t, err)
	return again
}

func TestAnImportGivesTheIdenticalProfile(t *testing.T) {
	t.Parallel()
	s := told(t)
	desk := deskAt(s, noon.Add(2*time.Hour))
	data, err := desk.Export(t.Context(), demo, ada, nil)
	require.NoError(t, err)
	shop := emptyShop(t, s, 1)
	again := there(t, desk, shop, data)
	require.Equal(t, jsonOf(t, data), jsonOf(t, again))
	require.Len(t, again.Responses, 2)
	require.Equal(t, jsonOf(t, data), jsonOf(t, there(t, desk, shop, data)), "once, however often")

	list, err := s.Deliveries(t.Context(), shop, store.DeliveryFilter{})
	require.NoError(t, err)
	require.Empty(t, list, "nobody is told unasked")
	published, err := s.PublishedVersions(t.Context(), shop)
	require.NoError(t, err)
	require.Empty(t, published)
	surveys, err := s.Surveys(t.Context(), shop)
	require.NoError(t, err)
	next, err := s.PublishSurvey(t.Context(), shop, surveys[0].ID, surveys[0].Revision)
	require.NoError(t, err)
	require.Equal(t, 2, next.Version, "the first is the one she answered")
}

func TestAnImportTellsDestinationsWhenItIsAskedTo(t *testing.T) {
	t.Parallel()
	s := told(t)
	desk := deskAt(s, noon)
	data, err := desk.Export(t.Context(), demo, ada, nil)
	require.NoError(t, err)
	shop := emptyShop(t, s, 1)
	due, err := desk.Import(t.Context(), shop, data, true)
	require.NoError(t, err)
	require.Equal(t, []app.DestinationID{app.ShopifyDestination}, due)
	list, err := s.Deliveries(t.Context(), shop, store.DeliveryFilter{})
	require.NoError(t, err)
	require.Len(t, list, 1)
}

func TestAnImportUndoesNoErasureAndTakesNobodysPlace(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{}, app.Access{Token: "t", RefreshToken: "r"}))
		v := publishedAs(t, s, asking())
		speak(t, s, v, firstSaid, noon, answer("wish", app.KindText, `"tea"`))
		desk := deskAt(s, noon)
		data, err := desk.Export(t.Context(), demo, ada, nil)
		require.NoError(t, err)

		stranger := data
		stranger.Profiles = []app.ProfileData{{ID: "another", Customer: ada, CreatedAt: noon, UpdatedAt: noon}}
		_, err = desk.Import(t.Context(), demo, stranger, false)
		require.True(t, app.Is(err, app.Conflict), "%v", err)

		other := data
		other.Surveys = []app.SurveyData{data.Surveys[0]}
		other.Surveys[0].Questions = append([]app.Question{}, data.Surveys[0].Questions...)
		other.Surveys[0].Questions[1].Prompt = app.Text{"en": "Something else?", "sv": "Annat?"}
		_, err = desk.Import(t.Context(), demo, other, false)
		require.True(t, app.Is(err, app.Conflict), "%v", err)

		_, err = desk.Import(t.Context(), "stranger.myshopify.com", data, false)
		require.True(t, app.Is(err, app.NotFound), "%v", err)

		_, err = desk.EraseCustomer(t.Context(), demo, privacy.Request{ID: "e", Customer: ada, At: noon})
		require.NoError(t, err)
		_, err = desk.Import(t.Context(), demo, data, false)
		require.True(t, app.Is(err, app.Conflict), "%v", err)
		again, err := desk.Export(t.Context(), demo, ada, nil)
		require.NoError(t, err)
		require.Empty(t, again.Responses)
	})
}

func TestAHostileExportIsRefusedWhole(t *testing.T) {
	t.Parallel()
	s := told(t)
	desk := deskAt(s, noon)
	data, err := desk.Export(t.Context(), demo, ada, nil)
	require.NoError(t, err)
	good, err := privacy.JSON(data)
	require.NoError(t, err)
	shop := emptyShop(t, s, 1)
	for name, change := range map[string]struct {
		from, to string
		field    string
	}{
		"another form":            {`"format": 1`, `"format": 2`, "format"},
		"a field nobody knows":    {`"format": 1`, `"format": 1, "evil": true`, ""},
		"a NUL":                   {`"tea"`, `"t\u0000ea"`, ""},
		"no option of it":         {`"source": "podcast"`, `"source": "radio"`, "responses.0.answers.source"},
		"another kind of answer":  {`"source": "podcast"`, `"source": {"$ne": 1}`, "responses.0.answers.source"},
		"a question nobody asked": {`"source": "podcast"`, `"sauce": "podcast"`, "responses.0.answers"},
		"no option was so called": {"\"other\"\n          ]", "\"'; DROP TABLE responses; --\"\n          ]", "responses.0.shown.0"},
		"another version":         {`"version": 1,`, `"version": 7,`, ""},
		"a surface":               {`"surface": "thank-you"`, `"surface": "moon"`, "responses.0.surface"},
		"a time before ours":      {`"submitted_at": "2026`, `"submitted_at": "0926`, "responses.0"},
		"somebody else's consent": {`"holder": "customer/7000000000001"`, `"holder": "customer/5"`, "consents.0.holder"},
		"a channel": {`"channel": "email",
      "purpose"`, `"channel": "smoke",
      "purpose"`, ""},
		"a question without words": {`"prompt": {`, `"prompts": {`, ""},
	} {
		bad := strings.Replace(string(good), change.from, change.to, 1)
		require.NotEqual(t, string(good), bad, name)
		read, err := privacy.ReadImport([]byte(bad))
		if err == nil {
			_, err = desk.Import(t.Context(), shop, read, false)
		}
		var refused *app.Error
		require.ErrorAs(t, err, &refused, name)
		require.Equal(t, app.Invalid, refused.Kind, name)
		require.NotEmpty(t, refused.Fields, name)
		if change.field != "" {
			require.Equal(t, change.field, refused.Fields[0].Field, name)
		}
		again, err := desk.Export(t.Context(), shop, ada, nil)
		require.NoError(t, err)
		require.Empty(t, again.Profiles, "%s: nothing is left of what was refused", name)
	}
	for name, bad := range map[string]string{
		"nothing": "", "not JSON": "{", "deep": strings.Repeat("[", 1_000_000), "two": string(good) + string(good), "null": "null", "a list": "[]",
	} {
		read, err := privacy.ReadImport([]byte(bad))
		if err == nil {
			_, err = desk.Import(t.Context(), shop, read, false)
		}
		require.True(t, app.Is(err, app.Invalid), "%s: %v", name, err)
	}
	_, err = privacy.ReadImport(make([]byte, privacy.MostImport+1))
	require.True(t, app.Is(err, app.TooLarge))
	many := data
	many.Asked = make([]app.AskedData, 10_001)
	_, err = desk.Import(t.Context(), shop, many, false)
	require.True(t, app.Is(err, app.Invalid))
}

func FuzzReadImport(f *testing.F) {
	good, err := json.Marshal(full("x"))
	require.NoError(f, err)
	f.Add(good)
	f.Add([]byte(`{"format":1,"responses":[{"answers":{"a":null}}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		data, err := privacy.ReadImport(raw)
		if err != nil {
			require.True(t, app.Is(err, app.Invalid) || app.Is(err, app.TooLarge))
			return
		}
		_ = jsonOf(t, data) // what was read can be written
	})
}
