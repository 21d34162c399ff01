package privacy_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
)

// full is an export with something in every list, each text the same.
func full(text string) app.PersonalData {
	return app.PersonalData{
		Format: 1, Shop: demo, Customer: ada, ExportedAt: noon,
		Profiles:   []app.ProfileData{{ID: app.ProfileID(text), Customer: ada, Email: text, Phone: text, CreatedAt: noon}},
		Identities: []app.IdentityData{{Kind: app.IdentityLoyalty, Value: text, Proof: app.IdentityStaff, Since: noon}},
		Browsers:   []app.BrowserData{{Visitor: text, Since: noon}},
		Joins:      []app.JoinData{{From: app.ProfileID(text), Cause: app.JoinMerge, JoinedAt: noon}},
		Former:     []app.FormerData{{Customer: 41, LeftAt: noon}},
		Surveys: []app.SurveyData{{Survey: "heard", Version: 1, Languages: []string{"en"}, Questions: []app.Question{
			{Key: "source", Prompt: app.Text{"en": text}, Why: app.Text{"en": text}, Get: app.Text{"en": text}, Use: app.Text{"en": text}, KeepDays: 30, Purpose: "marketing"},
		}}},
		Responses: []app.ResponseData{{
			ID: app.ResponseID(text), Survey: "heard", Version: 1, Surface: app.SurfaceThankYou, Locale: "en", Told: text, SubmittedAt: noon,
			Answers: map[string]json.RawMessage{"source": json.RawMessage(`"x"`), "gone": json.RawMessage("null")},
			Wording: []app.WordingData{{Question: "source", Language: text, Prompt: text, Answer: []string{text}}, {Question: "gone", Prompt: text}},
		}},
		Preferences: []app.PreferenceData{{
			Key: "source", Prompt: text, Words: []string{text}, Value: json.RawMessage(`"x"`), AnsweredAt: noon, Freshness: app.Doubted, StaleAt: noon,
			Survey: "heard", Version: 1, Response: app.ResponseID(text),
		}},
		Consents: []app.ConsentData{{Channel: app.ChannelEmail, Purpose: text, State: app.ConsentGranted, Wording: text, Locale: text, Source: text, ChangedAt: noon}},
		Rewards:  []app.RewardData{{Reward: text, Code: text, PromisedAt: noon}},
		Asked:    []app.AskedData{{Question: text, AskedAt: noon}},
		Snoozes:  []app.SnoozeData{{Question: "source", Since: noon}, {Question: text, Since: noon, Until: noon}},
		Doubts:   []app.DoubtData{{Question: "source", Since: noon}},
		Orders: []app.OrderData{{
			ID: 5, Name: text, Total: text, Currency: text, Lines: []app.Line{{SKU: text, Vendor: text, Quantity: 2}}, Codes: []string{text},
			Country: text, Region: text, Delivery: app.DeliveredShipping, Channel: text, CreatedAt: noon,
		}},
		Standing:   &app.StandingData{Orders: 3, Spent: text, Tags: []string{text}, Segments: []string{text}, Lost: []string{text}, ToldAt: noon},
		Written:    []app.DestinationData{{Destination: "shopify", Property: text, Value: text, WrittenAt: noon}, {Destination: app.DestinationID(text), Property: text}},
		Changed:    []app.ChangeData{{Destination: "shopify", Property: text, After: app.Stand{There: true, Value: text}, At: noon}},
		Instead:    []app.OverrideData{{Destination: "shopify", Property: text, Wanted: app.Stand{There: true, Value: text}, Since: noon}},
		Checked:    []app.CheckData{{Destination: "shopify", Subject: text, State: app.CheckVerified, CheckedAt: noon}},
		Reached:    []app.ReachData{{Destination: "shopify", Names: must(json.Marshal(map[string]string{"email": text})), Since: noon}},
		Refused:    []app.RefusalData{{Destination: "shopify", Question: text, Purpose: text, Reason: text, Since: noon}},
		Deliveries: []app.DeliveryData{{Destination: "shopify", Cause: app.CauseAnswer, State: app.DeliveryDone, FinishedAt: noon}},
		Requests:   []app.RequestData{{Topic: text, RequestedAt: noon}},
		Readings:   []app.ReadingData{{At: noon, Actor: text, Action: text}},
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

var marks = regexp.MustCompile(`<[a-zA-Z/!][^>]*>`)

func TestAHostileTextIsNothingButText(t *testing.T) {
	t.Parallel()
	const plain = "plain"
	calm, err := privacy.HTML(full(plain), app.Shop{Name: plain}, "en")
	require.NoError(t, err)
	want := marks.FindAllString(strings.ReplaceAll(string(calm), plain, ""), -1)
	for _, text := range []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'); DROP TABLE x;--`, "javascript:alert(1)", "</style><b>", "{{.Data}}", "=cmd|' /C calc'!A0",
		"\u202ereversed", strings.Repeat("long", 5_000), "a\x00b\xff",
	} {
		page, err := privacy.HTML(full(text), app.Shop{Name: text}, "en")
		require.NoError(t, err)
		drawn := string(page)
		require.NotContains(t, drawn, "<script")
		require.NotContains(t, drawn, "<img")
		require.NotContains(t, drawn, "ZgotmplZ")
		require.Len(t, marks.FindAllString(drawn, -1), len(want), "%q makes no element of its own", text[:min(len(text), 40)])
	}
}

func TestThePageNeedsNothingElseAndAllowsNothingElse(t *testing.T) {
	t.Parallel()
	page, err := privacy.HTML(full("x"), app.Shop{}, "en")
	require.NoError(t, err)
	style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindSubmatch(page)
	require.NotNil(t, style)
	sum := sha256.Sum256(style[1])
	// html/template writes + as &#43; in attributes, which a browser reads as +.
	policy := strings.ReplaceAll(string(page), "&#43;", "+")
	policy = strings.ReplaceAll(policy, "&#39;", "'")
	require.Contains(t, policy, "default-src 'none'; style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	for _, asked := range []string{"http://", "https://", "src=", "url(", "@import", "<link", "<script", "<iframe", "<form", " style="} {
		require.NotContains(t, string(page), asked)
	}
}

func TestThePageSpeaksHerLanguageOrTheShops(t *testing.T) {
	t.Parallel()
	for _, one := range []struct{ asked, hers, shops, want string }{
		{"da", "sv", "pl", "da"}, {"", "sv-SE", "pl", "sv"}, {"xx", "", "es", "es"}, {"", "ja", "fi", "en"}, {"SL_si", "", "", "sl"},
	} {
		data := full("x")
		data.Responses[0].Locale = one.hers
		page, err := privacy.HTML(data, app.Shop{Locale: one.shops}, one.asked)
		require.NoError(t, err)
		require.Contains(t, string(page), `<html lang="`+one.want+`">`)
	}
}

func TestEveryLanguageHasEverySentence(t *testing.T) {
	t.Parallel()
	braces := regexp.MustCompile(`\{\w+\}`)
	read := func(lang string) map[string]string {
		var words map[string]string
		require.NoError(t, json.Unmarshal(must(os.ReadFile("locales/"+lang+".json")), &words))
		return words
	}
	english := read("en")
	for _, surface := range append([]app.Surface{app.SurfacePreferences, app.SurfaceStaff}, app.Surfaces...) {
		require.Contains(t, english, "surface."+string(surface))
	}
	for _, proof := range []app.Proof{app.ProofCustomer, app.ProofStaff, app.ProofLink, app.ProofOrder, app.ProofBrowser} {
		require.Contains(t, english, "proof."+string(proof))
	}
	for _, lang := range privacy.Languages {
		words := read(lang)
		require.Len(t, words, len(english), lang)
		for key, sentence := range english {
			require.NotEmpty(t, words[key], "%s %s", lang, key)
			require.ElementsMatch(t, braces.FindAllString(sentence, -1), braces.FindAllString(words[key], -1), "%s %s", lang, key)
		}
		page, err := privacy.HTML(full("x"), app.Shop{Name: "Moka"}, lang)
		require.NoError(t, err)
		require.NotRegexp(t, `>(h|row|told|went|kept|rights|asked)\.[a-z.]+<`, string(page), "a sentence that is not there")
		require.NotRegexp(t, braces, string(page[strings.Index(string(page), "<body>"):]))
	}
}

func TestTheTimesAreTheShops(t *testing.T) {
	t.Parallel()
	page, err := privacy.HTML(full("x"), app.Shop{Timezone: "Europe/Stockholm"}, "en")
	require.NoError(t, err)
	require.Contains(t, string(page), `<time datetime="2026-11-22T12:00:00Z">2026-11-22 13:00</time>`)
	_, err = privacy.HTML(app.PersonalData{}, app.Shop{Timezone: "Nowhere/Land"}, "")
	require.NoError(t, err, "who has nothing has a page, too")
}

func TestEveryListOfAnExportIsOnThePage(t *testing.T) {
	t.Parallel()
	whole := full("x")
	drawn := func(data app.PersonalData) string {
		page, err := privacy.HTML(data, app.Shop{}, "en")
		require.NoError(t, err)
		return string(page)
	}
	before := drawn(whole)
	without := reflect.ValueOf(&whole).Elem()
	for i := range without.NumField() {
		field := without.Type().Field(i)
		if field.Type.Kind() != reflect.Slice && field.Type.Kind() != reflect.Pointer || field.Name == "Drawn" {
			continue // what was drawn is in the words
		}
		changed := full("x")
		reflect.ValueOf(&changed).Elem().Field(i).SetZero()
		require.NotEqual(t, before, drawn(changed), "nothing is said of %s", field.Name)
	}
}
