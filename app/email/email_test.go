package email_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/email"
)

func asked(change func(*app.Question)) email.Asked {
	q := app.Question{
		Key: "source", Type: "single_choice", Prompt: app.Text{"en": "How did you hear of us?", "ar": "كيف سمعت عنا؟"}, Why: app.Text{"en": "To know where to look"},
		Options: []app.Option{{Key: "podcast", Label: app.Text{"en": "A podcast"}}, {Key: "friend", Label: app.Text{"en": `A "friend" <3`}}},
	}
	if change != nil {
		change(&q)
	}
	return email.Asked{
		Document: app.Document{Handle: "welcome", Languages: []string{"en", "ar"}, Questions: []app.Question{q}},
		Locale:   "en", Elsewhere: "https://shop.example/apps/askwell/preferences",
	}
}

func draw(t *testing.T, a email.Asked, tool string) email.Snippet {
	t.Helper()
	with, known := email.Find(tool)
	require.True(t, known)
	drawn, err := email.Ask(a, with)
	require.NoError(t, err)
	return drawn
}

// links are the addresses of a snippet as an email program reads them.
func links(t *testing.T, snippet string) (list []string) {
	t.Helper()
	tree, err := html.Parse(strings.NewReader(snippet))
	require.NoError(t, err)
	for node := range tree.Descendants() {
		for _, a := range node.Attr {
			if node.Data == "a" && a.Key == "href" {
				list = append(list, a.Val)
			}
		}
	}
	return list
}

func TestEveryToolPutsHerLinkBeforeEveryOption(t *testing.T) {
	t.Parallel()
	const elsewhere, query = "https://shop.example/apps/askwell/preferences", "?survey=welcome&question=source&answer=podcast&locale=en"
	for tool, tag := range map[string]string{
		"klaviyo":   "{{ person|lookup:'askwell_link'|default:'" + elsewhere + "' }}",
		"omnisend":  "[[ contact.custom_properties.askwell_link | default: '" + elsewhere + "' ]]",
		"brevo":     "{{ contact.ASKWELL_LINK|default:'" + elsewhere + "' }}",
		"mailchimp": "*|ASKLINK|*",
		"shopify":   elsewhere,
	} {
		drawn := draw(t, asked(nil), tool)
		require.Equal(t, tag+query, links(t, drawn.HTML)[0], tool)
		require.Contains(t, drawn.Text, "A podcast: "+tag+query+"\n", tool)
		require.NotContains(t, drawn.HTML+drawn.Text, "link.invalid")
		require.NotEmpty(t, drawn.Notes)
	}
}

func TestMailchimpShowsSomethingElseToWhoHasNoLink(t *testing.T) {
	t.Parallel()
	drawn := draw(t, asked(nil), "mailchimp")
	with, without, both := strings.Cut(drawn.HTML, "*|ELSE:|*")
	require.True(t, both)
	require.True(t, strings.HasPrefix(with, "*|IF:ASKLINK|*\n<table"))
	require.True(t, strings.HasSuffix(without, "</table>\n*|END:IF|*\n"))
	require.NotContains(t, without, "*|ASKLINK|*")
	require.Len(t, links(t, without), 2)
}

func TestWhatEveryTypeIsAnsweredWith(t *testing.T) {
	t.Parallel()
	ten := 10.0
	for name, c := range map[string]struct {
		change func(*app.Question)
		labels []string
	}{
		"a choice":        {nil, []string{"A podcast", `A "friend" <3`}},
		"one to write":    {func(q *app.Question) { q.Other = &app.Other{Label: app.Text{"en": "Other"}} }, []string{"A podcast", `A "friend" <3`, "Other"}},
		"yes and no":      {func(q *app.Question) { q.Type, q.Options = "yes_no", nil }, []string{"Yes", "No"}},
		"a rating":        {func(q *app.Question) { q.Type, q.Options = "rating", nil }, []string{"1", "2", "3", "4", "5"}},
		"a score":         {func(q *app.Question) { q.Type, q.Options = "nps", nil }, []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}},
		"several":         {func(q *app.Question) { q.Type = "multiple_choice" }, []string{"Answer"}},
		"a text":          {func(q *app.Question) { q.Type, q.Options = "text", nil }, []string{"Answer"}},
		"a number":        {func(q *app.Question) { q.Type, q.Options, q.Max = "number", nil, &ten }, []string{"Answer"}},
		"what is private": {func(q *app.Question) { q.Sensitive = true }, []string{"Answer"}},
	} {
		drawn := draw(t, asked(c.change), "klaviyo")
		tree, err := html.Parse(strings.NewReader(drawn.HTML))
		require.NoError(t, err)
		var labels []string
		for node := range tree.Descendants() {
			if node.Data == "a" {
				labels = append(labels, strings.TrimSpace(node.FirstChild.Data))
			}
		}
		require.Equal(t, c.labels, labels, name)
		for _, link := range links(t, drawn.HTML) {
			if strings.Contains(name, "write") {
				continue
			}
			require.Equal(t, len(labels) > 1, strings.Contains(link, "&answer="), "%s: %s", name, link)
		}
	}
}

func TestASnippetIsWhatEmailProgramsDraw(t *testing.T) {
	t.Parallel()
	a := asked(nil)
	a.Locale = "ar"
	drawn := draw(t, a, "brevo").HTML
	for _, part := range []string{`dir="rtl"`, `lang="ar"`, `align="right"`, `role="presentation"`, "كيف سمعت عنا؟"} {
		require.Contains(t, drawn, part)
	}
	for _, part := range []string{"<style", "<script", "class=", "<div", "position:"} {
		require.NotContains(t, drawn, part)
	}
	require.Less(t, len(drawn), 50<<10, "Shopify takes 50 kB")
}

func TestAMerchantsWordsAreNoTagsOfTheTool(t *testing.T) {
	t.Parallel()
	words := "{{ person.email }} {{{ a }}} {% x %} {# y #} [[ contact.email ]] [[[ b ]]] [% x %] *|EMAIL|*"
	for tool, tags := range map[string][]string{
		"klaviyo": {"{{ person.email", "{{ a", "{% x", "{# y"}, "brevo": {"{{ person.email", "{{ a"}, "shopify": {"{{ person.email", "{{ a"},
		"omnisend": {"[[ contact.email", "[[ b", "[% x"}, "mailchimp": {"*|EMAIL"},
	} {
		drawn := draw(t, asked(func(q *app.Question) { q.Prompt = app.Text{"en": words} }), tool)
		for _, tag := range tags {
			require.NotContains(t, drawn.HTML, tag, tool)
			require.NotContains(t, drawn.Text, tag, tool)
		}
	}
}
