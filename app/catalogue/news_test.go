package catalogue

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
)

func TestOnlyNewsOfWhatIsDrawnIsUrgent(t *testing.T) {
	t.Parallel()
	cup := Product{ID: "5", Handle: "a-cup", Title: "A cup", Vendor: "Nike", Type: "Cups", Tags: []string{"new"}, OnSale: true}
	held := []app.Drawn{
		{Name: "nike", Label: "Nike"},
		{Name: "cups", Label: "Cups"},
		{Name: "new", Label: "new"},
		{Name: "5", Label: "A cup", Product: "a-cup"},
		{Name: "gone", Label: "Gone", RetiredAt: time.Now()},
	}
	changed := func(change func(*Product)) *Product {
		p := cup
		change(&p)
		return &p
	}
	for name, one := range map[string]struct {
		from   app.Source
		news   News
		urgent bool
	}{
		"a number in stock":            {app.Source{From: "products", Most: 9}, News{Product: &cup}, false},
		"a known vendor":               {app.Source{From: "vendors", Most: 9}, News{Product: &cup}, false},
		"a new vendor":                 {app.Source{From: "vendors", Most: 9}, News{Product: changed(func(p *Product) { p.Vendor = "Puma" })}, true},
		"no vendor":                    {app.Source{From: "vendors", Most: 9}, News{Product: changed(func(p *Product) { p.Vendor = " " })}, false},
		"a vendor that comes back":     {app.Source{From: "vendors", Most: 9}, News{Product: changed(func(p *Product) { p.Vendor = "Gone" })}, true},
		"a vendor too far down":        {app.Source{From: "vendors", Most: 4}, News{Product: changed(func(p *Product) { p.Vendor = "Zoo" })}, false},
		"a vendor that pushes one out": {app.Source{From: "vendors", Most: 4}, News{Product: changed(func(p *Product) { p.Vendor = "A" })}, true},
		"a known type":                 {app.Source{From: "types", Most: 9}, News{Product: &cup}, false},
		"a new type":                   {app.Source{From: "types", Most: 9}, News{Product: changed(func(p *Product) { p.Type = "Mugs" })}, true},
		"a known tag":                  {app.Source{From: "tags", Most: 9}, News{Product: &cup}, false},
		"a new tag":                    {app.Source{From: "tags", Most: 9}, News{Product: changed(func(p *Product) { p.Tags = append(p.Tags, "sale") })}, true},
		"a new title":                  {app.Source{From: "products", Most: 9}, News{Product: changed(func(p *Product) { p.Title = "The cup" })}, true},
		"a new handle":                 {app.Source{From: "products", Most: 9}, News{Product: changed(func(p *Product) { p.Handle = "the-cup" })}, true},
		"a product taken off":          {app.Source{From: "products", Most: 9}, News{Product: changed(func(p *Product) { p.OnSale = false })}, true},
		"a new product":                {app.Source{From: "products", Most: 9}, News{Product: changed(func(p *Product) { p.ID = "6" })}, true},
		"a new draft":                  {app.Source{From: "products", Most: 9}, News{Product: changed(func(p *Product) { p.ID, p.OnSale = "6", false })}, false},
		"a product of who knows which": {app.Source{From: "products", Collection: "c", Most: 9}, News{Product: changed(func(p *Product) { p.ID = "6" })}, false},
		"a new one of who knows which": {app.Source{From: "products", Collection: "c", Most: 9}, News{Product: changed(func(p *Product) { p.ID, p.New = "6", true })}, true},
		"the collection itself":        {app.Source{From: "products", Collection: "c", Most: 9}, News{Collection: &Collection{ID: "1", Handle: "c"}}, true},
		"another collection":           {app.Source{From: "products", Collection: "c", Most: 9}, News{Collection: &Collection{ID: "1", Handle: "d"}}, false},
		"a collection, for vendors":    {app.Source{From: "vendors", Most: 9}, News{Collection: &Collection{ID: "1", Handle: "d"}}, false},
		"a new collection":             {app.Source{From: "collections", Most: 9}, News{Collection: &Collection{ID: "1", Handle: "d", Title: "D"}}, true},
		"a known collection gone":      {app.Source{From: "collections", Most: 9}, News{Collection: &Collection{ID: "5"}}, true},
		"an unknown collection gone":   {app.Source{From: "collections", Most: 9}, News{Collection: &Collection{ID: "6"}}, false},
		"nothing":                      {app.Source{From: "vendors", Most: 9}, News{}, false},
	} {
		require.Equal(t, one.urgent, one.news.changes(one.from, held), name)
	}
}

func TestAKeyIsNeverChangedNorGivenTwice(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var held []app.Drawn
		keys, labels := map[string]string{}, rapid.SampledFrom([]string{"A", "a", "á", "B", "Other", "日", "本", "b 2", "B-2", "b_2"})
		for day := range rapid.IntRange(1, 12).Draw(t, "days") {
			var found []app.Drawn
			for _, label := range rapid.SliceOfN(labels, 0, 8).Draw(t, "found") {
				found = append(found, app.Drawn{Name: label, Label: label})
			}
			held = merge(held, found, time.UnixMilli(int64(day+1)))
			taken, live, retired := map[string]bool{}, 0, false
			for _, one := range held {
				require.False(t, taken[one.Key], "%s twice", one.Key)
				taken[one.Key] = true
				if before := keys[one.Name]; before != "" {
					require.Equal(t, before, one.Key)
				}
				keys[one.Name] = one.Key
				if one.RetiredAt.IsZero() {
					live++
					require.False(t, retired, "what can be chosen comes first")
				} else {
					retired = true
				}
			}
			different := map[string]bool{}
			for _, one := range found {
				different[one.Name] = true
			}
			require.Len(t, different, live)
			require.Len(t, held, len(keys), "nothing is forgotten")
		}
	})
}

func TestAShelfForgetsWhatIsLongGone(t *testing.T) {
	t.Parallel()
	var held []app.Drawn
	for i := range 1_200 {
		held = append(held, app.Drawn{Name: string(rune(i + 200)), Key: string(rune(i + 200)), RetiredAt: time.UnixMilli(int64(i + 1))})
	}
	kept := merge(held, nil, time.Now())
	require.Len(t, kept, mostRetired)
	require.Equal(t, held[1_199].Name, kept[0].Name)
}
