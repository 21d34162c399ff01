package world

func coffeeShop() *Shop {
	return &Shop{
		Domain: "demo-shop.myshopify.com", Name: "Morgonljus", Tagline: "Small-batch coffee, roasted by the harbour", Plan: "Basic",
		Email: "hello@morgonljus.example", Currency: "EUR", Country: "SE", Timezone: "Europe/Stockholm", Languages: []string{"en", "sv", "sl", "pl", "da", "es"},
		Address: Address{Company: "Morgonljus AB", Line1: "Södra Hamnen 2", City: "Lysekil", Zip: "453 30", Country: "SE", Phone: "+46700009001"},
		Products: []*Product{
			{
				Handle: "first-light", Title: "First Light", Vendor: "Morgonljus", Type: "Coffee", Kind: "Light roast · 250 g",
				Blurb: "Bergamot, apricot, honey", Art: Art{"bag", "#f6e7d3", "#e2725b", "#fff8ee", "#7a2e1f"},
				Description: "A washed Ethiopian from Guji, roasted just past first crack. Bright and floral; the one we drink before the harbour wakes up.",
				Tags:        []string{"light roast", "single origin", "whole bean"}, Options: bagSizes, Variants: priced(bagSizes, 1450, 4900),
			},
			{
				Handle: "low-tide", Title: "Low Tide", Vendor: "Morgonljus", Type: "Coffee", Kind: "Dark roast · 250 g",
				Blurb: "Cocoa, hazelnut, molasses", Art: Art{"bag", "#dfe8ea", "#28464f", "#f3f7f4", "#28464f"},
				Description: "Brazil and Sumatra, taken slow and dark. Made for milk, moka pots and long afternoons with the rain outside.",
				Tags:        []string{"blend", "dark roast"}, Options: bagGrinds, Variants: priced(bagGrinds, 1390, 4700),
			},
			{
				Handle: "skerry-decaf", Title: "Skerry Decaf", Vendor: "Morgonljus", Type: "Coffee", Kind: "Medium roast · 250 g",
				Blurb: "Caramel, red apple, malt", Art: Art{"bag", "#e9ecd8", "#7d8f55", "#fbfbf1", "#3f4a26"},
				Description: "Colombian, decaffeinated with sugar cane. All of the evening, none of the staring at the ceiling.",
				Tags:        []string{"decaf", "single origin"}, Options: bagSizes, Variants: priced(bagSizes, 1490, 5100),
			},
			{
				Handle: "harbour-mug", Title: "Harbour Mug", Vendor: "Ilse Lind Keramik", Type: "Cup", Kind: "Stoneware · 30 cl",
				Blurb: "Thrown by hand, glazed in fog", Art: Art{"mug", "#ece7f0", "#8a7fb0", "#f8f5fb", "#453d66"},
				Description: "Heavy in the hand and slow to cool. Each one is thrown by Ilse two doors down, so no two are quite the same.",
				Tags:        []string{"gift", "handmade"}, Options: glazes, Variants: priced(glazes, 2400, 2400, 2600),
			},
			{
				Handle: "lantern-espresso", Title: "Lantern Espresso", Vendor: "Morgonljus", Type: "Coffee", Kind: "Espresso roast · 250 g",
				Blurb: "Burnt sugar, fig, orange peel", Art: Art{"bag", "#f3dfb9", "#c8541f", "#fff5df", "#5b2408"},
				Description: "Three Brazils and a little Kenya, for machines that hiss. Forgiving of a grinder that has seen better days.",
				Tags:        []string{"blend", "dark roast", "espresso", "new"}, Options: bagSizes, Variants: priced(bagSizes, 1550, 5300),
			},
			{
				Handle: "dog-watch", Title: "Dog Watch", Vendor: "Morgonljus", Type: "Coffee", Kind: "Half caffeine · 250 g",
				Blurb: "Milk chocolate, plum, oats", Art: Art{"bag", "#d9dfec", "#4a5f8c", "#f2f5fb", "#1f2d4d"},
				Description: "Half decaf, half not, for the watch between four and eight when a whole cup is one too many.",
				Tags:        []string{"blend", "decaf", "new"}, Variants: priced(nil, 1450),
			},
			{
				Handle: "pilot-cup", Title: "Pilot Cup", Vendor: "Ilse Lind Keramik", Type: "Cup", Kind: "Stoneware · 9 cl",
				Blurb: "An espresso's worth of stoneware", Art: Art{"mug", "#e3ece6", "#4f7d6a", "#f5faf6", "#1d3b30"},
				Description: "Small enough for a pilot's pocket, thick enough for a cold bridge. Sold one by one, because the second is always a surprise.",
				Tags:        []string{"gift", "handmade"}, Options: glazes, Variants: priced(glazes, 1600, 1600, 1600),
			},
			{
				Handle: "the-slow-pour", Title: "The Slow Pour", Vendor: "Pappershamnen", Type: "Book", Kind: "Paperback · 144 pages",
				Blurb: "Forty recipes and one opinion", Art: Art{"book", "#f0e6dc", "#8f4a34", "#fbf5ee", "#4a2013"},
				Description: "How to make filter coffee with whatever is in the kitchen, by someone who has tried it with a sock.",
				Tags:        []string{"gift", "reading"}, Variants: priced(nil, 1800),
			},
			{
				Handle: "roastery-candle", Title: "Roastery Candle", Vendor: "Slow Wick", Type: "Candle", Kind: "Soy candle · 40 h",
				Blurb: "Warm jute, cocoa husk, smoke", Art: Art{"candle", "#ebe2d7", "#6d5241", "#fdf8f1", "#3a2a1f"},
				Description: "What the building smells of at six in the morning, for those who cannot be here then.",
				Tags:        []string{"gift", "new"}, Variants: []*Variant{{Price: 1990, Compare: 2490}},
			},
		},
		Collections: []*Collection{
			everything("All coffee and more"),
			{Handle: "coffee", Title: "Coffee", Description: "Roasted on Tuesdays, sent on Wednesdays.", Rules: []Rule{{"TYPE", "EQUALS", "Coffee"}}, Sort: "BEST_SELLING"},
			{Handle: "new-this-season", Title: "New this season", Description: "What we have been drinking lately.", Rules: []Rule{{"TAG", "EQUALS", "new"}}, Sort: "CREATED_DESC"},
			{Handle: "for-the-table", Title: "For the table", Description: "Things to drink from, and beside.", Sort: "MANUAL"},
			{Handle: "under-fifteen", Title: "Under fifteen", Description: "Small presents.", Rules: []Rule{{"VARIANT_PRICE", "LESS_THAN", "15"}}, Sort: "PRICE_ASC"},
		},
	}
}

// onTheTable are the products of the collection made by hand.
var onTheTable = []string{"harbour-mug", "pilot-cup", "roastery-candle", "the-slow-pour"}

var (
	bagSizes  = []*Option{{Name: "Size", Values: []string{"250 g", "1 kg"}}}
	bagGrinds = []*Option{{Name: "Size", Values: []string{"250 g", "1 kg"}}, {Name: "Grind", Values: []string{"Whole beans", "Filter"}}}
	glazes    = []*Option{{Name: "Glaze", Values: []string{"Fog", "Kelp", "Sand"}}}
)
