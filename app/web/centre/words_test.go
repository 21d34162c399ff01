package centre

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/web/page"
)

var inBraces = regexp.MustCompile(`\{[a-z]+\}`)

func TestEveryLanguageSaysEverything(t *testing.T) {
	t.Parallel()
	for _, lang := range page.Languages {
		require.Equal(t, slices.Sorted(maps.Keys(words["en"])), slices.Sorted(maps.Keys(words[lang])), lang)
		for key, said := range words[lang] {
			require.NotEmpty(t, said, "%s %s", lang, key)
			want, got := inBraces.FindAllString(words["en"][key], -1), inBraces.FindAllString(said, -1)
			require.ElementsMatch(t, want, got, "%s %s", lang, key)
		}
		require.Len(t, strings.Fields(words[lang]["months"]), 12, lang)
		for _, channel := range app.Channels {
			require.Contains(t, words[lang], "channel."+string(channel))
		}
		for _, p := range app.DefaultPurposes() {
			require.Contains(t, words[lang], "purpose."+p.Key)
		}
	}
}

func TestWhatThePagesSayTheyCanSay(t *testing.T) {
	t.Parallel()
	said := regexp.MustCompile(`\$t\.Say "([a-z_]+)"`)
	for _, name := range []string{"centre.html", "erase.html"} {
		text, err := files.ReadFile(name)
		require.NoError(t, err)
		for _, found := range said.FindAllStringSubmatch(string(text), -1) {
			require.Contains(t, words["en"], found[1], name)
		}
	}
}

func TestADayIsSaidByTheShopsClocks(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 5, 2, 23, 30, 0, 0, time.UTC)
	stockholm := app.Shop{Timezone: "Europe/Stockholm"}.Zone()
	for lang, want := range map[string]string{
		"en": "3 May 2026", "sv": "3 maj 2026", "da": "3. maj 2026", "es": "3 de mayo de 2026", "pl": "3 maja 2026", "sl": "3. maja 2026",
	} {
		require.Equal(t, want, speech{Lang: lang, zone: stockholm}.Day(at))
	}
	require.Equal(t, time.UTC, app.Shop{Timezone: "Nowhere/Land"}.Zone())
}

func TestAShopsOwnPurposeIsCalledAsItSays(t *testing.T) {
	t.Parallel()
	s := speech{Lang: "sv"}
	require.Equal(t, "Marknadsföring", s.purpose(preference.Use{Key: "marketing", Title: "Marketing"}))
	require.Equal(t, "Vår reklam", s.purpose(preference.Use{Key: "marketing", Title: "Vår reklam"}))
	require.Equal(t, "club", s.purpose(preference.Use{Key: "club"}))
	require.Equal(t, "Klaviyo", tool("klaviyo-2"))
}
