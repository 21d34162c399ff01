package purpose_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/purpose"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// entry is something she said of a purpose, so many seconds after noon.
func entry(channel app.Channel, key string, state app.ConsentState, after int) app.Consent {
	return app.Consent{Channel: channel, Purpose: key, State: state, ChangedAt: noon.Add(time.Duration(after) * time.Second)}
}

func news(state app.ConsentState, after int) app.Consent {
	return entry(app.ChannelEmail, "news", state, after)
}

func TestWhatEachBasisPermitsAsTheLedgerStands(t *testing.T) {
	t.Parallel()
	ledgers := map[string][]app.Consent{
		"nothing said":                    nil,
		"granted":                         {news(app.ConsentGranted, 1)},
		"granted on another channel":      {entry(app.ChannelSMS, "news", app.ConsentGranted, 1)},
		"granted where it does not count": {entry(app.ChannelPost, "news", app.ConsentGranted, 1)},
		"granted for something else":      {entry(app.ChannelEmail, "marketing", app.ConsentGranted, 1)},
		"withdrawn for something else":    {entry(app.ChannelEmail, "marketing", app.ConsentWithdrawn, 1)},
		"withdrawn":                       {news(app.ConsentGranted, 1), news(app.ConsentWithdrawn, 2)},
		"withdrawn, told in disorder":     {news(app.ConsentWithdrawn, 2), news(app.ConsentGranted, 1)},
		"granted again":                   {news(app.ConsentGranted, 1), news(app.ConsentWithdrawn, 2), news(app.ConsentGranted, 3)},
		"both at once":                    {news(app.ConsentWithdrawn, 1), news(app.ConsentGranted, 1)},
		"pending":                         {news(app.ConsentPending, 1)},
		"pending again":                   {news(app.ConsentGranted, 1), news(app.ConsentPending, 2)},
		"one withdrawn, one granted":      {news(app.ConsentWithdrawn, 2), entry(app.ChannelSMS, "news", app.ConsentGranted, 1)},
	}
	const yes, objected = "", "objected to News"
	none := "no consent to News by email or SMS"
	for basis, why := range map[app.Basis]map[string]string{
		app.BasisConsent: {
			"nothing said": none, "granted": yes, "granted on another channel": yes, "granted where it does not count": none,
			"granted for something else": none, "withdrawn for something else": none,
			"withdrawn": "consent to News by email was withdrawn", "withdrawn, told in disorder": "consent to News by email was withdrawn",
			"granted again": yes, "both at once": "consent to News by email was withdrawn",
			"pending": "consent to News by email is not confirmed yet", "pending again": "consent to News by email is not confirmed yet",
			"one withdrawn, one granted": yes,
		},
		app.BasisInterest: {
			"nothing said": yes, "granted": yes, "granted on another channel": yes, "granted where it does not count": yes,
			"granted for something else": yes, "withdrawn for something else": yes,
			"withdrawn": objected, "withdrawn, told in disorder": objected, "granted again": yes, "both at once": objected,
			"pending": yes, "pending again": yes, "one withdrawn, one granted": objected,
		},
		app.BasisContract: {},
	} {
		p := app.Purpose{Key: "news", Title: "News", Basis: basis, Channels: []app.Channel{app.ChannelEmail, app.ChannelSMS}}
		for name, ledger := range ledgers {
			ok, said := purpose.Permit(p, "shopify", ledger)
			require.Equal(t, why[name], said, "%s, %s", basis, name)
			require.Equal(t, why[name] == "", ok, "%s, %s", basis, name)
		}
	}
}

func TestAPurposeGoesNowhereElseThanItSays(t *testing.T) {
	t.Parallel()
	p := app.Purpose{Key: "service", Title: "Service", Basis: app.BasisContract, Destinations: []string{"shopify"}}
	ok, _ := purpose.Permit(p, "shopify", nil)
	require.True(t, ok)
	ok, why := purpose.Permit(p, "klaviyo", nil)
	require.False(t, ok)
	require.Equal(t, "Service does not go to klaviyo", why)
	p.Destinations = []string{}
	ok, _ = purpose.Permit(p, "shopify", nil)
	require.False(t, ok, "an empty list is nowhere")
}

func TestAQuestionsPurposeIsFoundAmongItsShops(t *testing.T) {
	t.Parallel()
	usual, known := purpose.Find(app.Shop{}, "")
	require.True(t, known)
	require.Equal(t, app.PurposePersonalisation, usual.Key)
	ok, _ := purpose.Permit(usual, "shopify", nil)
	require.True(t, ok)

	own := app.Shop{Purposes: []app.Purpose{{Key: "club", Title: "Club", Basis: app.BasisContract}}}
	club, known := purpose.Find(own, "club")
	require.True(t, known)
	require.Equal(t, "Club", club.Title)
	gone, known := purpose.Find(own, "research")
	require.False(t, known)
	ok, why := purpose.Permit(gone, "shopify", nil)
	require.False(t, ok)
	require.Equal(t, `this shop has no purpose "research"`, why)
}

func TestAListOfPurposesIsCheckedWhole(t *testing.T) {
	t.Parallel()
	require.Empty(t, purpose.Check(app.DefaultPurposes()))
	for name, change := range map[string]struct {
		field, code string
		do          func(list []app.Purpose) []app.Purpose
	}{
		"too many":           {"purposes", "too_many", func([]app.Purpose) []app.Purpose { return make([]app.Purpose, 21) }},
		"no personalisation": {"purposes", "missing", func(l []app.Purpose) []app.Purpose { return l[1:] }},
		"no marketing":       {"purposes", "missing", func(l []app.Purpose) []app.Purpose { return l[:2] }},
		"none":               {"purposes", "missing", func([]app.Purpose) []app.Purpose { return []app.Purpose{} }},
		"a key of words":     {"purposes.1.key", "format", one(func(p *app.Purpose) { p.Key = "Our service" })},
		"a key twice":        {"purposes.1.key", "repeated", one(func(p *app.Purpose) { p.Key = app.PurposePersonalisation })},
		"no title":           {"purposes.1.title", "required", one(func(p *app.Purpose) { p.Title = " " })},
		"a long title":       {"purposes.1.title", "too_long", one(func(p *app.Purpose) { p.Title = strings.Repeat("ø", 81) })},
		"no basis":           {"purposes.1.basis", "unknown", one(func(p *app.Purpose) { p.Basis = "" })},
		"a basis of its own": {"purposes.1.basis", "unknown", one(func(p *app.Purpose) { p.Basis = "because" })},
		"consent to nothing": {"purposes.1.channels", "required", one(func(p *app.Purpose) { p.Basis = app.BasisConsent })},
		"an unknown channel": {"purposes.1.channels", "unknown", one(func(p *app.Purpose) { p.Channels = []app.Channel{"fax"} })},
		"a channel twice": {"purposes.1.channels", "repeated", one(func(p *app.Purpose) {
			p.Channels = []app.Channel{app.ChannelEmail, app.ChannelEmail}
		})},
		"a destination of words": {"purposes.1.destinations", "format", one(func(p *app.Purpose) { p.Destinations = []string{"Our CRM"} })},
		"a destination twice":    {"purposes.1.destinations", "repeated", one(func(p *app.Purpose) { p.Destinations = []string{"a", "a"} })},
		"many destinations":      {"purposes.1.destinations", "too_many", one(func(p *app.Purpose) { p.Destinations = many(51) })},
	} {
		wrong := purpose.Check(change.do(app.DefaultPurposes()))
		require.NotEmpty(t, wrong, name)
		require.Equal(t, change.field, wrong[0].Field, name)
		require.Equal(t, change.code, wrong[0].Code, name)
		require.NotEmpty(t, wrong[0].Message, name)
	}
}

// one changes the purpose after the first.
func one(do func(*app.Purpose)) func([]app.Purpose) []app.Purpose {
	return func(list []app.Purpose) []app.Purpose {
		do(&list[1])
		return list
	}
}

func many(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = "d" + strings.Repeat("x", i%39)
	}
	return list
}
