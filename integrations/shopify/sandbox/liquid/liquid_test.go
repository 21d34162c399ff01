package liquid_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/integrations/shopify/sandbox/liquid"
)

// product is an object of a page.
type product struct{}

func (product) Name() string { return "product" }
func (product) Get(name string) (any, bool) {
	v, ok := map[string]any{"title": "Low Tide", "tags": []string{"dark", "blend"}, "price": 1390, "media": nil}[name]
	return v, ok
}

func engine() *liquid.Engine {
	return &liquid.Engine{
		Filters: map[string]liquid.Filter{"t": func(c *liquid.Call) (any, error) { return fmt.Sprint(c.Input, c.Named), nil }},
		Lacking: map[string]bool{"all_products": true},
		Form: func(c *liquid.Call, body string) (string, error) {
			return "<form class=" + liquid.Text(c.Named["class"]) + ">" + body + "</form>", nil
		},
		Snippet: func(name string) (*liquid.Template, error) {
			if name == "deep" {
				return liquid.Parse(name, "{% render 'deep' %}")
			}
			return liquid.Parse(name, "[{{ card }}{{ note }}{{ outer }}{{ product.title }}{{ forloop.index }}]")
		},
	}
}

func draw(source string) (string, error) {
	t, err := liquid.Parse("block", source)
	if err != nil {
		return "", err
	}
	published, err := liquid.FromJSON([]byte(`{"surveys":[{"handle":"a","n":3,"f":1.0,"list":[1,2,3]},{"handle":"b","n":null}],"empty":[],"text":"<b>it's</b>"}`))
	if err != nil {
		return "", err
	}
	return engine().Render(t, map[string]any{"product": product{}, "published": published, "customer": nil, "n": 7})
}

func TestATemplateIsDrawnAsShopifyDrawsIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ source, want string }{
		{`a{{ 1 }}b{{ "x" }}{{ 'y' }}{{ nil }}{{ true }}{{ 1.0 }}{{ 2.50 }}{{ (1..3) }}`, "a1bxytrue1.02.51..3"},
		{"a  {{- 1 -}}  b {%- if true -%} c {%- endif %} d", "a1bc d"},
		{`{% raw %}{{ x }}{% endraw %}{% comment %}{{ x {% if %}{% endcomment %}{% doc %} @param {string} x {% enddoc %}{% # a note %}.`, "{{ x }}."},
		{`{% schema %}{"name": "x"}{% endschema %}ok`, "ok"},
		{`{{ product.title }} {{ product["tags"] | join: "/" }} {{ product.tags.size }} {{ product.tags.first }} {{ product.tags[-1] }}`, "Low Tide dark/blend 2 dark blend"},
		{`{{ customer.metafields["$app"].source.value }}|{{ published.nothing.deep }}|{{ published["surveys"][0].handle }}`, "||a"},
		{`{% assign k = "handle" %}{{ published.surveys[1][k] }}`, "b"},
		{`{% if published.surveys[1].n > 0 %}x{% else %}y{% endif %}{% if nil < 1 %}x{% endif %}`, "y"},
		{`{% if true or false and false %}a{% endif %}{% if false and true or true %}b{% endif %}`, "a"},
		{`{% unless false %}a{% else %}b{% endunless %}{% unless n == 7 %}c{% elsif n > 6 %}d{% endunless %}`, "ad"},
		{`{% if published.empty == empty and "" == blank and customer == blank and customer != empty %}yes{% endif %}`, "yes"},
		{`{% if product.tags contains "dark" and "harbour" contains "arb" %}yes{% endif %}{% if published contains "text" %}!{% endif %}`, "yes!"},
		{`{% case n %}{% when 1, 2 %}a{% when 7 or 8 %}b{% else %}c{% endcase %}{% case 0 %}{% when 1 %}{% else %}c{% endcase %}`, "bc"},
		{`{% for s in published.surveys %}{{ forloop.index }}{{ s.handle }}{% unless forloop.last %},{% endunless %}{% else %}none{% endfor %}`, "1a,2b"},
		{`{% for i in (1..9) reversed limit: 3 offset: 2 %}{% if i == 4 %}{% continue %}{% endif %}{{ i }}{% endfor %}{% for i in (1..9) %}{% break %}x{% endfor %}{% for i in nil %}x{% else %}none{% endfor %}`, "53none"},
		{`{% for i in (1..2) %}{% for j in (1..2) %}{{ forloop.parentloop.index }}{{ j }} {% endfor %}{% endfor %}{{ forloop }}`, "11 12 21 22 "},
		{`{% for i in (1..4) %}{% cycle 'a', 'b', 'c' %}{% endfor %}{% increment x %}{% increment x %}{% decrement y %}`, "abca01-1"},
		{`{% capture x %}a{{ n }}{% endcapture %}{{ x | append: "!" | upcase }}`, "A7!"},
		{"{% liquid\n assign a = 'x'\n if a == 'x'\n echo a | append: 'y'\n endif\n # note\n%}", "xy"},
		{`{% for i in (1..2) %}{% assign last = i %}{% endfor %}{{ last }}{{ i }}`, "2"},
		{`{% assign outer = 1 %}{% render 'card', note: n %}{% render 'card' with 'w' as card %}{% render 'card' for product.tags, note: 1 %}`, "[7Low Tide][wLow Tide][dark1Low Tide1][blend1Low Tide2]"},
		{`{% form 'product', product, class: "c" %}{{ form.errors }}in{% endform %}`, "<form class=c>in</form>"},
		{`{{ 'a.b' | t: count: 3, name: product.title }}`, "a.bmap[count:3 name:Low Tide]"},
		{`{{ published.text | escape }} {{ "&lt;&" | escape_once }} {{ published.text | strip_html }} {{ nil | escape }}`, "&lt;b&gt;it&#39;s&lt;/b&gt; &lt;&amp; it's "},
		{`{{ 7 | divided_by: 2 }} {{ 7.0 | divided_by: 2 }} {{ -7 | divided_by: 2 }} {{ -7 | modulo: 3 }} {{ "3" | plus: "4.5" }} {{ 1.25 | round: 1 }} {{ 1.5 | round }} {{ 3 | at_most: 2 }}`, "3 3.5 -4 2 7.5 1.3 2 2"},
		{`{{ "a b  c" | split: " " | size }} {{ "a,b,," | split: "," | join }} {{ "abc" | slice: 1 }} {{ "abc" | slice: -2, 2 }} {{ "hello world" | truncate: 8 }} {{ "a b c" | truncatewords: 2, "…" }}`, "3 a b b bc hello... a b…"},
		{`{{ published.surveys | map: "handle" | join }} {{ published.surveys | where: "n", 3 | size }} {{ published.surveys | where: "n" | map: "handle" }} {{ "c,a,B" | split: "," | sort | join }} {{ "c,a,B" | split: "," | sort_natural | join }}`, "a b 1 a B a c a B c"},
		{`{{ published.surveys[0].list | sum }} {{ published.surveys[0].list | reverse | first }} {{ published.surveys[0].list | concat: published.surveys[0].list | uniq | size }}`, "6 3 3"},
		{`{{ "" | default: "d" }} {{ false | default: 1, allow_false: true }} {{ 0 | default: 9 }} {{ published.empty | default: "e" }}`, "d false 0 e"},
		{`{{ "2026-11-22T08:05:09Z" | date: "%d %B %Y, %-d.%-m. %H:%M %l%p %j %u" }} {{ 0 | date: "%Y" }}`, "22 November 2026, 22.11. 08:05  8AM 326 7 1970"},
		{`{{ "a-b" | capitalize | replace: "-", "+" | remove: "x" | prepend: ">" }} {{ "a b&" | url_encode }}`, ">A+b a+b%26"},
		{`{% style %}.x{}{% endstyle %}`, "<style data-shopify>.x{}</style>"},
	} {
		got, err := draw(c.source)
		require.NoError(t, err, c.source)
		require.Equal(t, c.want, got, c.source)
	}
}

func TestWhatIsNotToBeHadIsAnErrorThatNamesIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ source, want string }{
		{"\n{{ product.swatch }}", "Liquid error (block line 2): not implemented in the sandbox: product.swatch"},
		{"{{ all_products['x'] }}", "not implemented in the sandbox: all_products"},
		{"{% paginate x by 3 %}{% endpaginate %}", "not implemented in the sandbox: the tag paginate"},
		{"{{ 1 | color_mix: 2 }}", "not implemented in the sandbox: the filter color_mix"},
		{"{% for x in product %}{% endfor %}", "not implemented in the sandbox: a loop over product"},
		{"{% if x %}", "'if' tag was never closed"},
		{"{% endif %}", "Unknown tag 'endif'"},
		{"{% if a b %}{% endif %}", "Unexpected b"},
		{"{{ a", "was not properly terminated"},
		{"{% if 'a' > 1 %}{% endif %}", "comparison of String with 1 failed"},
		{"{{ 1 | divided_by: 0 }}", "divided by 0"},
		{"{% render 'deep' %}", "Nesting too deep"},
		{"{% for i in (1..2000000) %}{{ i }}{% endfor %}{% for i in (1..2000000) %}{% endfor %}", "Memory limits exceeded"},
	} {
		_, err := draw(c.source)
		require.ErrorContains(t, err, c.want, c.source)
	}
}

func TestNoTextBreaksTheParser(t *testing.T) {
	t.Parallel()
	piece := rapid.SampledFrom([]string{
		"{{", "}}", "{%", "%}", "-", " if ", " endif ", " for ", " in ", " x ", "'", "\"", "|", ":", ",", ".", "[", "]", "(", ")", "1", "..", " raw ", " liquid\n", "{% if x %}",
		"{% endif %}", " render 'card' ", " case 1 ", " when ", " assign x = ", " contains ", "\n", "ö", " and ",
	})
	rapid.Check(t, func(t *rapid.T) {
		source := ""
		for _, p := range rapid.SliceOfN(piece, 0, 14).Draw(t, "pieces") {
			source += p
		}
		_, err := draw(source) // it ends, and does not panic
		_ = err
	})
}
