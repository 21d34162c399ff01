package world

import "strings"

// tongue is where a part of the crowd comes from: its language, its names and
// its towns.
type tongue struct {
	locale, country, dial string
	first, last           []string
	streets               []string
	towns                 []town
}

type town struct{ name, zip, province string }

func words(s string) []string { return strings.Split(s, "|") }

// tongues by language and country. Telephone numbers are made of a dial prefix
// and zeros that nobody was given.
var tongues = map[string]*tongue{
	"sv": {
		locale: "sv", country: "SE", dial: "+4670000",
		first:   words("Alva|Elsa|Maja|Saga|Wilma|Agnes|Ebba|Stina|Anna|Karin|Lars|Nils|Oskar|Hugo|Elias|Björn|Gustav|Viktor|Åke|Sixten|Märta|Malin"),
		last:    words("Andersson|Johansson|Karlsson|Nilsson|Eriksson|Lindgren|Sjöberg|Åkesson|Öberg|Bergström|Holm|Nyström|Ek|Dahl|Lund|Sandberg|Hedlund"),
		streets: words("Storgatan|Hamngatan|Kyrkvägen|Björkvägen|Skolgatan|Strandvägen"),
		towns:   []town{{"Stockholm", "114 34", ""}, {"Göteborg", "411 14", ""}, {"Malmö", "211 22", ""}, {"Umeå", "903 26", ""}, {"Visby", "621 56", ""}},
	},
	"da": {
		locale: "da", country: "DK", dial: "+4520000",
		first:   words("Freja|Ida|Sofie|Clara|Karen|Mette|Søren|Jens|Mads|Rasmus|Asger|Bjarne|Signe|Astrid|Magnus|Frederik"),
		last:    words("Jensen|Nielsen|Hansen|Sørensen|Kjær|Møller|Østergaard|Thomsen|Dam|Bech|Lauritsen|Holst"),
		streets: words("Nørregade|Søndergade|Havnevej|Møllevej|Kirkestræde"),
		towns:   []town{{"København", "1050", ""}, {"Aarhus", "8000", ""}, {"Odense", "5000", ""}, {"Aalborg", "9000", ""}},
	},
	"nb": {
		locale: "nb", country: "NO", dial: "+4790000",
		first:   words("Ingrid|Solveig|Nora|Hedda|Kari|Ola|Sindre|Eirik|Håkon|Tor|Åse|Marte"),
		last:    words("Haugen|Berg|Bakke|Solberg|Moen|Strand|Lie|Ødegård|Myhre|Nygård"),
		streets: words("Storgata|Kirkeveien|Fjordgata|Bjerkeveien"),
		towns:   []town{{"Oslo", "0150", ""}, {"Bergen", "5003", ""}, {"Trondheim", "7010", ""}, {"Tromsø", "9008", ""}},
	},
	"fi": {
		locale: "fi", country: "FI", dial: "+35840000",
		first:   words("Aino|Helmi|Venla|Kaisa|Päivi|Eero|Väinö|Juhani|Mikko|Antti|Satu|Outi"),
		last:    words("Virtanen|Korhonen|Mäkinen|Nieminen|Hämäläinen|Laine|Koskinen|Järvinen|Salo|Rinne"),
		streets: words("Mannerheimintie|Koulukatu|Rantatie|Koivutie"),
		towns:   []town{{"Helsinki", "00100", ""}, {"Tampere", "33100", ""}, {"Turku", "20100", ""}, {"Oulu", "90100", ""}},
	},
	"sl": {
		locale: "sl", country: "SI", dial: "+38640000",
		first:   words("Ana|Maja|Nina|Špela|Živa|Tjaša|Marko|Luka|Jernej|Žiga|Matej|Rok|Urška|Andrej"),
		last:    words("Novak|Horvat|Kovačič|Krajnc|Zupančič|Potočnik|Mlakar|Vidmar|Golob|Kos|Žagar|Kralj"),
		streets: words("Slovenska cesta|Prešernova ulica|Cankarjeva ulica|Trubarjeva cesta"),
		towns:   []town{{"Ljubljana", "1000", ""}, {"Maribor", "2000", ""}, {"Celje", "3000", ""}, {"Koper", "6000", ""}},
	},
	"pl": {
		locale: "pl", country: "PL", dial: "+4850000",
		first:   words("Zofia|Hanna|Zuzanna|Małgorzata|Agnieszka|Jan|Stanisław|Paweł|Łukasz|Michał|Katarzyna|Grażyna|Wojciech|Jakub"),
		last:    words("Nowak|Kowalska|Wiśniewski|Wójcik|Kamińska|Lewandowski|Zieliński|Szymańska|Woźniak|Dąbrowska|Mazur|Król"),
		streets: words("Długa|Polna|Ogrodowa|Mickiewicza|Świętokrzyska"),
		towns:   []town{{"Warszawa", "00-950", ""}, {"Kraków", "30-002", ""}, {"Gdańsk", "80-831", ""}, {"Wrocław", "50-043", ""}, {"Łódź", "90-001", ""}},
	},
	"es": {
		locale: "es", country: "ES", dial: "+3460000",
		first:   words("Lucía|Martina|Carmen|Inés|Sofía|Mateo|Hugo|Álvaro|Íñigo|Joaquín|Pilar|Rocío|Andrés|Nuria"),
		last:    words("García|Fernández|González|Rodríguez|López|Martínez|Sánchez|Pérez|Gómez|Ibáñez|Muñoz|Ortega"),
		streets: words("Calle Mayor|Calle del Sol|Avenida de la Constitución|Paseo del Prado"),
		towns:   []town{{"Madrid", "28013", "M"}, {"Barcelona", "08002", "B"}, {"Sevilla", "41001", "SE"}, {"Bilbao", "48005", "BI"}},
	},
	"de": {
		locale: "de", country: "DE", dial: "+4915100",
		first:   words("Anna|Lena|Greta|Käthe|Jörg|Jürgen|Felix|Lukas|Paul|Marlene|Sabine|Günther"),
		last:    words("Müller|Schmidt|Schäfer|Weiß|Krüger|Vogel|Brandt|König|Lorenz|Böhm"),
		streets: words("Hauptstraße|Gartenweg|Lindenallee|Bahnhofstraße"),
		towns:   []town{{"Berlin", "10115", ""}, {"Hamburg", "20095", ""}, {"Köln", "50667", ""}, {"München", "80331", ""}},
	},
	"en": {
		locale: "en", country: "GB", dial: "+4477009",
		first:   words("Grace|Olive|Imogen|Harriet|Nia|Priya|Amara|George|Arthur|Rhys|Callum|Idris|Yusuf|Beatrice|Alistair|Maeve"),
		last:    words("Smith|Taylor|Hughes|Patel|Okafor|Bennett|Fletcher|Ward|MacLeod|Price|Begum|Ashworth|Doyle"),
		streets: words("High Street|Church Lane|Mill Road|Station Road|Victoria Terrace"),
		towns:   []town{{"London", "N1 9GU", "ENG"}, {"Bristol", "BS1 4ST", "ENG"}, {"Edinburgh", "EH1 1YZ", "SCT"}, {"Cardiff", "CF10 1EP", "WLS"}},
	},
	"us": {
		locale: "en", country: "US", dial: "+1202555",
		first:   words("Emma|Ava|Harper|Nora|Zoe|Maya|Liam|Noah|Ethan|Caleb|Malik|Diego|Wei|Aaliyah|Sanjay|Ruth"),
		last:    words("Johnson|Williams|Brown|Garcia|Davis|Nguyen|Kim|Washington|Rivera|Cohen|Olsen|Chen|Jackson"),
		streets: words("Main Street|Oak Avenue|Maple Drive|Second Street|Lake Road"),
		towns:   []town{{"Brooklyn", "11201", "NY"}, {"Portland", "97201", "OR"}, {"Austin", "78701", "TX"}, {"Chicago", "60601", "IL"}, {"Oakland", "94607", "CA"}, {"Madison", "53703", "WI"}},
	},
	"mx": {
		locale: "es", country: "MX", dial: "+5255000",
		first:   words("Valentina|Ximena|Renata|Santiago|Emiliano|Leonardo|Guadalupe|Jesús|Fernanda|Óscar"),
		last:    words("Hernández|Ramírez|Cruz|Flores|Vargas|Mendoza|Castillo|Núñez|Ríos|Delgado"),
		streets: words("Avenida Juárez|Calle Hidalgo|Avenida Reforma"),
		towns:   []town{{"Ciudad de México", "06000", "DF"}, {"Guadalajara", "44100", "JAL"}, {"Monterrey", "64000", "NL"}},
	},
}

// visitors say who shops where: a tongue and how many of a hundred speak it.
var visitors = map[string][]struct {
	tongue string
	share  int
}{
	"demo-shop.myshopify.com":    {{"sv", 38}, {"da", 12}, {"sl", 9}, {"pl", 13}, {"es", 12}, {"de", 8}, {"en", 8}},
	"slow-wick.myshopify.com":    {{"sv", 72}, {"nb", 9}, {"da", 8}, {"fi", 8}, {"en", 3}},
	"little-atlas.myshopify.com": {{"us", 76}, {"mx", 13}, {"en", 8}, {"de", 3}},
}

// plain spells a name with the letters of an email address.
var plain = strings.NewReplacer(
	"å", "a", "ä", "a", "á", "a", "ą", "a", "æ", "ae", "ö", "o", "ó", "o", "ø", "o", "ü", "u", "ú", "u", "é", "e", "ę", "e", "í", "i",
	"ł", "l", "ń", "n", "ñ", "n", "ś", "s", "š", "s", "ß", "ss", "ć", "c", "č", "c", "ź", "z", "ż", "z", "ž", "z", " ", "",
)
