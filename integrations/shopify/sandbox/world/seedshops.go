package world

func candleShop() *Shop {
	return &Shop{
		Domain: "slow-wick.myshopify.com", Name: "Slow Wick", Tagline: "Candles for long evenings", Plan: "Advanced",
		Email: "hello@slowwick.example", Currency: "SEK", Country: "SE", Timezone: "Europe/Stockholm", Languages: []string{"sv", "en"},
		Address: Address{Company: "Slow Wick AB", Line1: "Bergsgatan 11", City: "Östersund", Zip: "831 30", Country: "SE", Phone: "+46700009002"},
		Products: []*Product{
			{
				Handle: "birch-smoke", Title: "Birch Smoke", Vendor: "Slow Wick", Type: "Candle", Kind: "Soy candle · 40 h",
				Blurb: "Campfire, birch, wool", Art: Art{"candle", "#efe6dd", "#b98b66", "#fffaf4", "#4d3524"},
				Description: "The last hour of a bonfire, in a jar.", Tags: []string{"smoky", "winter"}, Options: jars, Variants: priced(jars, 28900, 47900),
			},
			{
				Handle: "rain-on-moss", Title: "Rain on Moss", Vendor: "Slow Wick", Type: "Candle", Kind: "Soy candle · 40 h",
				Blurb: "Moss, fern, wet stone", Art: Art{"candle", "#e0ebe2", "#5f8a6b", "#f6fbf6", "#25402e"},
				Description: "Open the window in April and close your eyes.", Tags: []string{"green", "spring"}, Options: jars, Variants: priced(jars, 28900, 47900),
			},
			{
				Handle: "sauna-bench", Title: "Sauna Bench", Vendor: "Slow Wick", Type: "Candle", Kind: "Soy candle · 40 h",
				Blurb: "Tar, aspen, hot stone", Art: Art{"candle", "#f0e2d6", "#a5533a", "#fff6ef", "#541f10"},
				Description: "For flats without a sauna. Not to be poured water on.", Tags: []string{"new", "smoky", "winter"}, Variants: priced(nil, 28900),
			},
			{
				Handle: "linen-line", Title: "Linen Line", Vendor: "Slow Wick", Type: "Candle", Kind: "Soy candle · 40 h",
				Blurb: "Clean cotton, wind, grass", Art: Art{"candle", "#e6eef5", "#7d9fc2", "#f8fbfe", "#24425f"},
				Description: "A washing line in a garden by the sea.", Tags: []string{"green", "summer"}, Variants: []*Variant{{Price: 22900, Compare: 28900}},
			},
			{
				Handle: "wick-almanac", Title: "The Wick Almanac", Vendor: "Pappershamnen", Type: "Book", Kind: "Paperback · 96 pages",
				Blurb: "A candle for every week", Art: Art{"book", "#efe9da", "#6a6d3d", "#fbf9f0", "#33351a"},
				Description: "When to trim, when to relight, and what to read meanwhile.", Tags: []string{"gift"}, Variants: priced(nil, 19500),
			},
		},
		Collections: []*Collection{
			everything("Allt"),
			{Handle: "candles", Title: "Doftljus", Description: "Hällda för hand.", Rules: []Rule{{"TYPE", "EQUALS", "Candle"}}, Sort: "BEST_SELLING"},
			{Handle: "winter", Title: "Vinter", Description: "För långa kvällar.", Rules: []Rule{{"TAG", "EQUALS", "winter"}, {"TAG", "EQUALS", "smoky"}}, Any: true, Sort: "ALPHA_ASC"},
		},
	}
}

func bookShop() *Shop {
	return &Shop{
		Domain: "little-atlas.myshopify.com", Name: "Little Atlas", Tagline: "Maps and books for small explorers", Plan: "Plus",
		Email: "hello@littleatlas.example", Currency: "USD", Country: "US", Timezone: "America/New_York", Languages: []string{"en", "es"},
		Address: Address{Company: "Little Atlas LLC", Line1: "48 Compass Street", City: "Brooklyn", Zip: "11201", Province: "NY", Country: "US", Phone: "+12025550199"},
		Products: []*Product{
			{
				Handle: "atlas-of-puddles", Title: "An Atlas of Puddles", Vendor: "Little Atlas Press", Type: "Book", Kind: "Hardcover · ages 3–6",
				Blurb: "Forty puddles, ranked by splash", Art: Art{"book", "#dcebf5", "#2f6f9f", "#f4fafe", "#123a57"},
				Description: "A field guide to the smallest seas there are.", Tags: []string{"3-6", "outdoors"}, Options: languages, Variants: priced(languages, 1899, 1899),
			},
			{
				Handle: "night-sky-map", Title: "Night Sky Map", Vendor: "North & Pole", Type: "Poster", Kind: "Poster · 50 × 70 cm",
				Blurb: "Glows after lights out", Art: Art{"book", "#e6e3f1", "#35306b", "#f7f6fd", "#221d4d"},
				Description: "Every constellation you can find from a bedroom window.", Tags: []string{"bedroom", "gift"}, Variants: priced(nil, 2499),
			},
			{
				Handle: "where-the-bus-goes", Title: "Where the Bus Goes", Vendor: "Little Atlas Press", Type: "Book", Kind: "Board book · ages 1–3",
				Blurb: "Out to the end of the line and back", Art: Art{"book", "#fbe3d2", "#d8652c", "#fff6ee", "#6b2a0c"},
				Description: "One bus, eleven stops, and a dog who knows the driver.", Tags: []string{"1-3", "new"}, Options: languages, Variants: priced(languages, 1299, 1299),
			},
			{
				Handle: "map-of-the-kitchen", Title: "Map of the Kitchen", Vendor: "North & Pole", Type: "Poster", Kind: "Poster · 50 × 70 cm",
				Blurb: "Here be crumbs", Art: Art{"book", "#e7efdd", "#6a8f3c", "#f8fbf2", "#304615"},
				Description: "Capes, straits and the great unexplored region behind the fridge.", Tags: []string{"gift", "new"}, Variants: []*Variant{{Price: 1999, Compare: 2499}},
			},
			{
				Handle: "cocoa-mug", Title: "Expedition Cocoa Mug", Vendor: "Basecamp", Type: "Cup", Kind: "Enamel · 25 cl",
				Blurb: "Survives stairs", Art: Art{"mug", "#e4ecf3", "#3f6d8f", "#f6fafd", "#163247"},
				Description: "Enamel on steel, for expeditions as far as the sofa.", Tags: []string{"gift", "outdoors"}, Variants: priced(nil, 1499),
			},
		},
		Collections: []*Collection{
			everything("All things"),
			{Handle: "books", Title: "Books", Description: "To be read aloud.", Rules: []Rule{{"TYPE", "EQUALS", "Book"}}, Sort: "ALPHA_ASC"},
			{Handle: "walls", Title: "For the wall", Description: "Maps, mostly accurate.", Rules: []Rule{{"TYPE", "EQUALS", "Poster"}}, Sort: "BEST_SELLING"},
		},
	}
}

var (
	jars      = []*Option{{Name: "Jar", Values: []string{"200 g", "400 g"}}}
	languages = []*Option{{Name: "Language", Values: []string{"English", "Español"}}}
)
