package datamap_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/datamap"
	"github.com/askwell/askwell/app/settings"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/migrations"
)

const demo app.ShopID = "demo-shop.myshopify.com"

func document() app.Document {
	ask := func(q app.Question) app.Question {
		q.Type, q.Prompt = "text", app.Text{"en": "What <b>" + q.Key + "</b>?"}
		q.Why, q.Use = app.Text{"en": "Why " + q.Key}, app.Text{"en": "Use " + q.Key}
		return q
	}
	return app.Document{
		Handle: "welcome", Title: "W", Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceThankYou},
		Questions: []app.Question{
			ask(app.Question{Key: "source", KeepDays: 30, Mapping: app.WriteBack{Metafield: true, OrderMetafield: true, Tag: true}}),
			ask(app.Question{Key: "news", Purpose: "marketing", Mapping: app.WriteBack{Metafield: true}}),
			ask(app.Question{Key: "inner", Purpose: "inner", Mapping: app.WriteBack{Metafield: true}}),
			ask(app.Question{Key: "lost", Purpose: "lost", Mapping: app.WriteBack{Tag: true}}),
			ask(app.Question{Key: "wish", Sensitive: true, Consent: "ok"}),
		},
	}
}

func mapped(t *testing.T, s *store.Store) datamap.Data {
	t.Helper()
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{Name: "Demo"}, app.Access{
		Token: "t", RefreshToken: "r", ExpiresAt: time.Now(), RefreshExpiresAt: time.Now(),
	}))
	require.NoError(t, s.SetPurposes(t.Context(), demo, append(app.DefaultPurposes(),
		app.Purpose{Key: "inner", Title: "Inner", Basis: app.BasisContract, Destinations: []string{}})))
	made, err := s.CreateSurvey(t.Context(), demo, document())
	require.NoError(t, err)
	_, err = s.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	data, err := datamap.Map(t.Context(), s, demo)
	require.NoError(t, err)
	return data
}

func TestTheMapIsTheConfiguration(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		data := mapped(t, s)
		require.Equal(t, []datamap.Destination{{ID: "shopify", Kind: "shopify"}}, data.Destinations)
		way := func(as string) datamap.Way { return datamap.Way{Destination: "shopify", As: as} }
		goes, withheld := map[string][]datamap.Way{}, map[string][]datamap.Way{}
		for i, q := range data.Questions {
			asked := document().Questions[i]
			require.Equal(t, []any{"welcome", asked.Key, "Why " + asked.Key, asked.KeepDays, asked.Sensitive, asked.Consent},
				[]any{q.Survey, q.Key, q.Why, q.KeepDays, q.Sensitive, q.Consent})
			goes[q.Key], withheld[q.Key] = q.Goes, q.Withheld
		}
		require.Equal(t, map[string][]datamap.Way{
			"source": {way("customer metafield source"), way("order metafield source"), way("customer tag beginning with askwell:source:")},
			"news":   {way("customer metafield news")}, "inner": {}, "lost": {}, "wish": {},
		}, goes)
		require.Equal(t, map[string][]datamap.Way{
			"source": {}, "news": {}, "inner": {way("customer metafield inner")}, "lost": {way("customer tag beginning with askwell:lost:")}, "wish": {},
		}, withheld)
		require.Equal(t, []app.Basis{app.BasisInterest, app.BasisConsent, app.BasisContract, "", app.BasisInterest},
			[]app.Basis{data.Questions[0].Basis, data.Questions[1].Basis, data.Questions[2].Basis, data.Questions[3].Basis, data.Questions[4].Basis})
	})
}

func TestTheMapNamesWhatTagsBeganWithBefore(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		mapped(t, s)
		begin := func(prefix string) {
			require.NoError(t, settings.Save(t.Context(), s, demo, settings.Wish{TagPrefix: &prefix}, nil))
		}
		tags := func() (as []string) {
			data, err := datamap.Map(t.Context(), s, demo)
			require.NoError(t, err)
			for _, way := range data.Questions[0].Goes {
				if what, is := strings.CutPrefix(way.As, "customer tag beginning with "); is {
					as = append(as, what)
				}
			}
			return as
		}
		begin("zpd:")
		begin("third:")
		begin("third:")
		require.Equal(t, []string{"third:source:", "askwell:source: where nothing was written since", "zpd:source: where nothing was written since"}, tags())
		begin("askwell:")
		require.Equal(t, []string{"askwell:source:", "zpd:source: where nothing was written since", "third:source: where nothing was written since"}, tags())
	})
}

func TestTheMapOfAToolIsItsMapping(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	mapped(t, s)
	require.NoError(t, s.AddDestination(t.Context(), demo, "klaviyo", "klaviyo"))
	_, err := s.SaveMapping(t.Context(), demo, app.Mapping{Destination: "klaviyo", Targets: []app.Target{
		{Question: "source", Kind: app.TargetProperty, Name: "askwell_source", Type: app.FieldText},
		{Question: "source", Kind: app.TargetList, Name: "7", Label: "Newsletter"},
		{Question: "inner", Kind: app.TargetEvent},
	}}, 0)
	require.NoError(t, err)
	require.NoError(t, s.AddDestination(t.Context(), demo, app.FlowDestination, "flow"))
	data, err := datamap.Map(t.Context(), s, demo)
	require.NoError(t, err)
	goes := map[string][]string{}
	for _, q := range data.Questions {
		for _, way := range append(q.Goes, q.Withheld...) {
			if way.Destination != app.ShopifyDestination {
				goes[q.Key] = append(goes[q.Key], string(way.Destination)+" "+way.As)
			}
		}
	}
	slices.Sort(goes["source"])
	require.Equal(t, []string{"flow event", "klaviyo list Newsletter", "klaviyo property askwell_source"}, goes["source"])
	require.Equal(t, []string{"flow event"}, goes["news"], "a tool is told what is mapped")
	require.ElementsMatch(t, []string{"flow event", "klaviyo event"}, goes["inner"])
}

func TestTheMapSaysHowLongEverythingIsKeptAndWhoReadsIt(t *testing.T) {
	t.Parallel()
	data := mapped(t, storetest.New(t))
	days := map[string]int{}
	for _, k := range data.Kinds {
		require.NotEmpty(t, k.What+k.Why, k.Key)
		for name, text := range map[string]string{"basis": k.Basis, "from": k.From, "goes": k.Goes, "kept": k.Kept} {
			require.NotEmpty(t, text, "%s of %s", name, k.Key)
		}
		require.NotEmpty(t, k.Readers, k.Key)
		days[k.Key] = k.Days
	}
	require.Equal(t, app.DefaultRetention, app.Retention{Guests: days["people"], Attempts: days["deliveries"], Readings: days["readings"]})
}

var (
	tables = regexp.MustCompile(`(?m)^(CREATE|DROP|ALTER) TABLE (\w+)(?: RENAME TO (\w+))?`)
	downs  = regexp.MustCompile(`(?s)-- \+goose Down.*`)
)

func TestEveryTableIsOnTheMapOrHoldsNobodysData(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(migrations.FS, "*.sql")
	require.NoError(t, err)
	schema := []string{"goose_db_version"}
	for _, name := range names {
		text, err := fs.ReadFile(migrations.FS, name)
		require.NoError(t, err)
		up := downs.ReplaceAllString(string(text), "")
		for _, said := range tables.FindAllStringSubmatch(up, -1) {
			switch {
			case said[1] == "CREATE":
				schema = append(schema, said[2])
			case said[1] == "DROP":
				schema = slices.DeleteFunc(schema, func(one string) bool { return one == said[2] })
			case said[3] != "":
				schema[slices.Index(schema, said[2])] = said[3]
			}
		}
	}
	slices.Sort(schema)
	schema = slices.Compact(schema)
	listed := slices.Concat(mapped(t, storetest.New(t)).Tables(), datamap.Impersonal)
	slices.Sort(listed)
	require.Equal(t, schema, listed, "each table once, and no other")
}

func TestTheMapIsReadAsTextAndAsAPage(t *testing.T) {
	t.Parallel()
	data := mapped(t, storetest.New(t))
	var text, page strings.Builder
	require.NoError(t, data.Text(&text))
	require.NoError(t, data.HTML(&page))
	for _, said := range []string{"Why source", "Use source", "30 days", "customer tag beginning with askwell:source:", "legal obligation: a consent must be proven"} {
		require.Contains(t, text.String(), said)
		require.Contains(t, page.String(), said)
	}
	require.NotContains(t, page.String(), "<b>", "what a merchant writes is only text")
	require.Contains(t, text.String(), "lost, which the shop does not have")
}

func TestAShopThatIsNotHasNoMap(t *testing.T) {
	t.Parallel()
	_, err := datamap.Map(t.Context(), storetest.New(t), demo)
	require.True(t, app.Is(err, app.NotFound))
}
