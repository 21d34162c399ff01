package world

import "time"

const redactAfter = 48 * time.Hour

// Seed is the world as it starts: a coffee roaster with customers and a past
// order, and two shops beside it.
func Seed(now time.Time) *World {
	w := &World{LastID: 7_400_000_000_000} // about where Shopify's own ids are
	w.Shops = []*Shop{coffeeShop(w), candleShop(w), bookShop(w)}
	for _, s := range w.Shops {
		s.ID, s.Metafields, s.LastOrder = w.NewID(), Metafields{}, 1000
		for _, p := range s.Products {
			p.ID = w.NewID()
		}
		people(w, s, now)
	}
	return w
}

// people gives a shop its first customers and one past order.
func people(w *World, s *Shop, now time.Time) {
	month := now.AddDate(0, -1, 0)
	for _, c := range []*Customer{
		{
			Email: "ada@example.com", Phone: "+46700000001", First: "Ada", Last: "Lindqvist", Tags: []string{"vip"},
			EmailConsent: Consent{"SUBSCRIBED", "SINGLE_OPT_IN", month}, SMSConsent: Consent{State: "NOT_SUBSCRIBED"},
		},
		{
			Email: "zofia@example.com", First: "Zofia", Last: "Łukasik", Locale: "pl",
			EmailConsent: Consent{"NOT_SUBSCRIBED", "", time.Time{}}, SMSConsent: Consent{State: "NOT_SUBSCRIBED"},
		},
		{
			Email: "mateo@example.com", Phone: "+34600000003", First: "Mateo", Last: "Ibáñez", Tags: []string{"wholesale"}, Locale: "es",
			EmailConsent: Consent{"UNSUBSCRIBED", "SINGLE_OPT_IN", month}, SMSConsent: Consent{"SUBSCRIBED", "CONFIRMED_OPT_IN", month},
		},
	} {
		if c.Locale == "" {
			c.Locale = "en"
		}
		c.ID, c.CreatedAt, c.UpdatedAt, c.Metafields = w.NewID(), month, month, Metafields{}
		s.Customers = append(s.Customers, c)
	}
	ada, bought := s.Customers[0], s.Products[0]
	s.LastOrder++
	s.Orders = append(s.Orders, &Order{
		ID: w.NewID(), Number: s.LastOrder, Token: randomHex(), Customer: ada.ID, Email: ada.Email,
		Country: s.Country, Locale: "en", Metafields: Metafields{}, CreatedAt: month, UpdatedAt: month,
		Lines: []*Line{{ID: w.NewID(), Product: bought.Handle, Title: bought.Title, Price: bought.Price, Quantity: 1}},
	})
}

// Reset puts the people back and clears the logs. Ids go on growing and the
// installation stays: to the app, these are new customers in the same shop.
func (w *World) Reset(now time.Time) {
	w.Faults, w.Ahead = Faults{}, 0
	for _, s := range w.Shops {
		s.Customers, s.Orders, s.Discounts = nil, nil, nil
		s.Webhooks, s.Calls, s.Proxied, s.Totals, s.Bucket = nil, nil, nil, Totals{}, Bucket{}
		s.LastOrder = 1000
		people(w, s, now)
	}
}

func coffeeShop(*World) *Shop {
	return &Shop{
		Domain: "demo-shop.myshopify.com", Name: "Morgonljus", Tagline: "Small-batch coffee, roasted by the harbour", Plan: "Basic",
		Email: "hello@morgonljus.example", Currency: "EUR", Country: "SE", Timezone: "Europe/Stockholm", Languages: []string{"en", "sv", "sl", "pl", "da", "es"},
		Products: []*Product{
			{
				Handle: "first-light", Title: "First Light", Kind: "Light roast · 250 g", Price: 1450,
				Blurb: "Bergamot, apricot, honey", Art: Art{"bag", "#f6e7d3", "#e2725b", "#fff8ee", "#7a2e1f"},
				Description: "A washed Ethiopian from Guji, roasted just past first crack. Bright and floral; the one we drink before the harbour wakes up.",
			},
			{
				Handle: "low-tide", Title: "Low Tide", Kind: "Dark roast · 250 g", Price: 1390,
				Blurb: "Cocoa, hazelnut, molasses", Art: Art{"bag", "#dfe8ea", "#28464f", "#f3f7f4", "#28464f"},
				Description: "Brazil and Sumatra, taken slow and dark. Made for milk, moka pots and long afternoons with the rain outside.",
			},
			{
				Handle: "skerry-decaf", Title: "Skerry Decaf", Kind: "Medium roast · 250 g", Price: 1490,
				Blurb: "Caramel, red apple, malt", Art: Art{"bag", "#e9ecd8", "#7d8f55", "#fbfbf1", "#3f4a26"},
				Description: "Colombian, decaffeinated with sugar cane. All of the evening, none of the staring at the ceiling.",
			},
			{
				Handle: "harbour-mug", Title: "Harbour Mug", Kind: "Stoneware · 30 cl", Price: 2400,
				Blurb: "Thrown by hand, glazed in fog", Art: Art{"mug", "#ece7f0", "#8a7fb0", "#f8f5fb", "#453d66"},
				Description: "Heavy in the hand and slow to cool. Each one is thrown by Ilse two doors down, so no two are quite the same.",
			},
		},
	}
}

func candleShop(*World) *Shop {
	return &Shop{
		Domain: "slow-wick.myshopify.com", Name: "Slow Wick", Tagline: "Candles for long evenings", Plan: "Advanced",
		Email: "hello@slowwick.example", Currency: "SEK", Country: "SE", Timezone: "Europe/Stockholm", Languages: []string{"sv", "en"},
		Products: []*Product{
			{
				Handle: "birch-smoke", Title: "Birch Smoke", Kind: "Soy candle · 40 h", Price: 28900,
				Blurb: "Campfire, birch, wool", Art: Art{"candle", "#efe6dd", "#b98b66", "#fffaf4", "#4d3524"},
				Description: "The last hour of a bonfire, in a jar.",
			},
			{
				Handle: "rain-on-moss", Title: "Rain on Moss", Kind: "Soy candle · 40 h", Price: 28900,
				Blurb: "Moss, fern, wet stone", Art: Art{"candle", "#e0ebe2", "#5f8a6b", "#f6fbf6", "#25402e"},
				Description: "Open the window in April and close your eyes.",
			},
		},
	}
}

func bookShop(*World) *Shop {
	return &Shop{
		Domain: "little-atlas.myshopify.com", Name: "Little Atlas", Tagline: "Maps and books for small explorers", Plan: "Plus",
		Email: "hello@littleatlas.example", Currency: "USD", Country: "US", Timezone: "America/New_York", Languages: []string{"en", "es"},
		Products: []*Product{
			{
				Handle: "atlas-of-puddles", Title: "An Atlas of Puddles", Kind: "Hardcover · ages 3–6", Price: 1899,
				Blurb: "Forty puddles, ranked by splash", Art: Art{"book", "#dcebf5", "#2f6f9f", "#f4fafe", "#123a57"},
				Description: "A field guide to the smallest seas there are.",
			},
			{
				Handle: "night-sky-map", Title: "Night Sky Map", Kind: "Poster · 50 × 70 cm", Price: 2499,
				Blurb: "Glows after lights out", Art: Art{"book", "#e6e3f1", "#35306b", "#f7f6fd", "#221d4d"},
				Description: "Every constellation you can find from a bedroom window.",
			},
		},
	}
}
