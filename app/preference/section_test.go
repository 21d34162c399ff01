package preference_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
)

func TestWhatShePicksOfTheShopsProductsIsHerWishList(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		one := app.Option{Key: "cup", Label: words("The cup"), Product: "cup"}
		two := app.Option{Key: "pot", Label: words("The pot")}
		w.publish(app.Document{
			Handle: "wishes", Title: "Wishes", Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceAccount},
			Questions: []app.Question{
				{Key: "dream", Type: "picture_choice", Prompt: words("Which would you have?"), Source: &app.Source{From: "products"}, Purpose: "marketing"},
				{Key: "brand", Type: "multiple_choice", Prompt: words("Which makers?"), Source: &app.Source{From: "vendors"}},
				{Key: "waits", Type: "text", Prompt: words("What are you waiting for?"), Purpose: "back_in_stock"},
				{Key: "soon", Type: "single_choice", Prompt: words("Which one?"), Purpose: "back_in_stock", Options: []app.Option{one, two}},
				{Key: "taste", Type: "single_choice", Prompt: words("Which is you?"), Options: []app.Option{one, two}},
				{Key: "alerts", Type: "consent", Prompt: words("Yes, tell me."), Channel: app.ChannelEmail, Purpose: "back_in_stock"},
			},
		})
		for _, shelf := range []string{"products", "vendors"} {
			_, err := w.store.Redraw(w.Context(), demo, shelf, func([]app.Drawn) []app.Drawn {
				return []app.Drawn{{Key: "cup", Name: "1", Label: "The cup", Image: "https://cdn.example/cup.png"}}
			})
			require.NoError(w, err)
		}
		sections := map[string]string{}
		for _, s := range w.known(customer(ada)).Sections {
			for _, q := range s.Questions {
				sections[q.Key] = s.Key
			}
		}
		for key, section := range map[string]string{
			"dream": preference.Wishes, "waits": preference.Wishes, "soon": preference.Wishes,
			"brand": preference.Interests, "taste": preference.Interests, "alerts": preference.Consents,
		} {
			require.Equal(w, section, sections[key], key)
		}
	})
}
