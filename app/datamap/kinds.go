package datamap

import (
	"slices"

	"github.com/askwell/askwell/app/retention"
)

// Who can read what.
const (
	herself   = "the shopper herself"
	staff     = "staff of the shop, in the admin"
	operators = "who runs the server"
)

const (
	byBasis     = "as its question's purpose"
	consentLaw  = "legal obligation: a consent must be proven"
	privacyLaw  = "legal obligation: a request must be answered and proven"
	contract    = "contract: to do what was promised"
	interest    = "legitimate interest"
	fromShopper = "the shopper"
	fromShopify = "Shopify"
	fromUs      = "what we do ourselves"
	nowhere     = "nowhere"
	untilErased = "As long as the shopper is known: until she is erased, or has gone as a guest."
)

type kind struct {
	Kind
	rule string // of package retention, "" for untilErased
}

// all is the one list of what is kept of people. A test holds it against the schema.
var all = []kind{
	{Kind{
		Key: "answers", What: "What shoppers said, what stood before them, where, when and in which language", Why: "That is what is asked for: each question says why",
		Basis: byBasis, From: fromShopper, Goes: "where each question says", Readers: []string{herself, staff, operators},
		Tables: []string{"responses", "response_words"},
	}, retention.Answers},
	{Kind{
		Key: "repeats", What: "Ids of submissions that said nothing new", Why: "A submission that comes twice is answered the same",
		Basis: interest, From: fromShopper, Goes: nowhere, Readers: []string{operators}, Tables: []string{"response_repeats"},
	}, retention.Repeats},
	{Kind{
		Key: "people", What: "Who is a customer and who a guest, how Shopify says a customer is reached, and who turned out to be the same",
		Why: "One person's answers belong together, and can be parted again", Basis: interest, From: fromShopify + " and " + fromShopper,
		Goes: nowhere, Readers: []string{herself, staff, operators}, Tables: []string{"profiles", "joins", "former_customers"},
	}, retention.Guests},
	{Kind{
		Key: "identities", What: "Email addresses, phone numbers and card numbers, sealed", Why: "To know somebody again who comes by another way",
		Basis: interest, From: fromShopify + ", " + fromShopper + " and staff", Goes: nowhere, Readers: []string{herself, staff, operators},
		Tables: []string{"identities"},
	}, ""},
	{Kind{
		Key: "browsers", What: "Names that browsers made for themselves", Why: "A guest is asked once, and can be known again",
		Basis: interest, From: fromShopper, Goes: nowhere, Readers: []string{herself, operators}, Tables: []string{"visitors"},
	}, retention.Browsers},
	{Kind{
		Key: "askings", What: "What somebody was asked and when", Why: "So that nobody is asked too often",
		Basis: interest, From: fromUs, Goes: "the shop's own blocks, as what not to ask", Readers: []string{herself, staff, operators},
		Tables: []string{"askings"},
	}, retention.Askings},
	{Kind{
		Key: "wishes", What: "What somebody does not want to be asked, and which answers what she did since has contradicted",
		Why: "So that she is not asked, or asked again", Basis: interest, From: fromShopper + " and " + fromShopify,
		Goes: "the shop's own blocks, as what not to ask", Readers: []string{herself, staff, operators}, Tables: []string{"snoozes", "doubts"},
	}, ""},
	{Kind{
		Key: "consents", What: "Consents and objections, with the words that were read", Why: "To keep to them, and to prove them",
		Basis: consentLaw, From: fromShopper + ", " + fromShopify + " and staff", Goes: "destinations that keep consents",
		Readers: []string{herself, staff, operators}, Tables: []string{"consents"},
	}, ""},
	{Kind{
		Key: "orders", What: "What was ordered, for how much, where it goes and by which way", Why: "Rules ask who has bought what; an order says whose an answer is",
		Basis: interest, From: fromShopify, Goes: nowhere, Readers: []string{herself, staff, operators}, Tables: []string{"orders"},
	}, ""},
	{Kind{
		Key: "standing", What: "How many orders a customer has and what she spent, her tags and segments", Why: "Rules ask whom a question is for",
		Basis: interest, From: fromShopify, Goes: nowhere, Readers: []string{herself, staff, operators}, Tables: []string{"customers", "customer_marks"},
	}, ""},
	{Kind{
		Key: "rewards", What: "Rewards that were promised, and their codes", Why: "To give what was promised, once",
		Basis: contract, From: fromUs, Goes: fromShopify + ", as a discount code", Readers: []string{herself, staff, operators},
		Tables: []string{"promises", "reward_codes"},
	}, ""},
	{Kind{
		Key: "deliveries", What: "What has to be told to destinations, what came of it, and what stood there before", Why: "To write back reliably, to find mistakes and to undo them",
		Basis: interest, From: fromUs, Goes: nowhere, Readers: []string{staff, operators}, Tables: []string{"deliveries", "attempts", "writes"},
	}, retention.Deliveries},
	{Kind{
		Key: "receipts", What: "What destinations hold of somebody, what was seen there, what is to stand there instead, and under which names they know her", Why: "To change it and to take it back",
		Basis: interest, From: fromUs, Goes: nowhere, Readers: []string{herself, staff, operators}, Tables: []string{"receipts", "reaches", "overrides", "checks"},
	}, ""},
	{Kind{
		Key: "bulks", What: "What is on its way to destinations in jobs for many people, sealed", Why: "To find out what became of each of them",
		Basis: interest, From: fromUs, Goes: nowhere, Kept: "Until the job is over.", Readers: []string{operators}, Tables: []string{"bulks"},
	}, ""},
	{Kind{
		Key: "refusals", What: "Which answers are kept from which destination, and why", Why: "To show that purposes and consents are kept to",
		Basis: interest, From: fromUs, Goes: nowhere, Readers: []string{herself, staff, operators}, Tables: []string{"refusals"},
	}, retention.Refusals},
	{Kind{
		Key: "requests", What: "Requests for data, with the export, sealed", Why: "To answer them in time",
		Basis: privacyLaw, From: fromShopify + " and " + fromShopper, Goes: nowhere, Readers: []string{staff, operators},
		Tables: []string{"privacy_requests"},
	}, retention.Exports},
	{Kind{
		Key: "erasures", What: "That somebody was erased, as a salted hash, and how far each destination is", Why: "To prove it, and so that late news do not bring her back",
		Basis: privacyLaw, From: fromUs, Goes: nowhere, Kept: "For good: nothing of it says who she was.", Readers: []string{staff, operators},
		Tables: []string{"erasures", "erasure_parts", "tombstones"},
	}, ""},
	{Kind{
		Key: "readings", What: "Who read personal data or changed something, and when", Why: "So that it can be looked into",
		Basis: interest, From: fromUs, Goes: nowhere, Readers: []string{staff, operators}, Tables: []string{"audit"},
	}, retention.Readings},
	{Kind{
		Key: "files", What: "Files of responses that staff or a program asked for, as they can be downloaded", Why: "Answers are worked with elsewhere, too",
		Basis: interest, From: fromUs, Goes: "whoever downloads them, which is kept as a reading", Readers: []string{staff, operators}, Tables: []string{"exports", "export_parts"},
	}, retention.Files},
	{Kind{
		Key: "repeated", What: "What changes through the API were answered, sealed", Why: "A request that is sent twice is done once",
		Basis: interest, From: fromUs, Goes: nowhere, Readers: []string{operators}, Tables: []string{"idempotency_keys"},
	}, retention.Repeated},
	{Kind{
		Key: "webhooks", What: "News from Shopify on their way", Why: "None is lost, and none is taken twice",
		Basis: interest, From: fromShopify, Goes: nowhere, Readers: []string{operators}, Tables: []string{"inbox"},
	}, retention.Webhooks},
}

// Impersonal are the tables without personal data.
var Impersonal = []string{
	"word_work", "namings", "shops", "accesses", "api_keys", "response_views", "grants", "passages", "destinations", "destination_numbers", "mappings", "runs", "lanes", "surveys", "survey_versions", "catalogues", "drawn", "products", "segments",
	"quotas", "rewards", "displays", "tallies", "tally_marks", "tally_work", "tally_months", "tally_summed", "fresh_counts", "flow_triggers", "recurring", "goose_db_version",
}

func kinds(rules []retention.Rule) []Kind {
	list := make([]Kind, len(all))
	for i, k := range all {
		list[i] = k.Kind
		at := slices.IndexFunc(rules, func(r retention.Rule) bool { return r.What == k.rule })
		switch {
		case at >= 0:
			list[i].Days, list[i].Kept = rules[at].Days, rules[at].Why
		case k.Kept == "":
			list[i].Kept = untilErased
		}
	}
	return list
}
