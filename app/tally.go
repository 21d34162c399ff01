package app

import "time"

// Tally is what was counted of one question of a survey on one of the shop's days, on a
// surface and from a country; Everywhere for all of them together.
type Tally struct {
	Survey   SurveyID // "" for the shop as a whole
	Question string   // "" for the survey as a whole
	Surface  Surface
	Country  string    // the order goes to, ISO 3166; "" where there is no order we know
	Day      time.Time // the date, at midnight UTC
	Counts   TallyCounts
}

// Everywhere stands for all surfaces, or all countries, together.
const Everywhere = "*"

// OtherValue is the value that all write-ins are counted as: no option is called so.
const OtherValue = ""

// TallyCounts are the counts themselves. A survey has People, a question what is above
// them.
type TallyCounts struct {
	Said    TallyCell            // whoever answered, whatever it was
	Values  map[string]TallyCell // by what was answered, as package recount spells it
	Asked   map[int]TallyAsked   // by version
	Seconds map[int]int          // answers, by how long they took, as package recount spells it
	People  map[int]TallyPeople  // by version

	Spots     map[TallySpot]TallyPeople // of a survey on all surfaces together: the same on each
	Countries map[string]int            // of a survey everywhere: how many people answered it from where

	Orders int // of no survey, but of the shop: that its own checkout took
}

// TallyCell is how many answered something, and what they ordered.
type TallyCell struct {
	Answers   int
	Orders    int
	First     int                   // of the orders: none of this customer's before is known
	Returning int                   // of the orders: one is; the rest are guests'
	Money     map[string]TallyMoney // by currency
}

// TallyMoney is what orders came to in one currency.
type TallyMoney struct {
	Orders int
	Amount Money
}

// TallyAsked is how many a question stood before, and how many of them answered it.
type TallyAsked struct {
	Shown    int
	Answered int
}

// TallyPeople is how many people answered something on a surface, each once a day, and
// how many of them all of it.
type TallyPeople struct {
	Answered  int
	Completed int

	Timed  int   // of them, those whose time is known
	Millis int64 // that these spent in all
}

// TallySpot is a surface that a version was answered on.
type TallySpot struct {
	Surface Surface
	Version int
}

// TallyEntry is a response with what it is counted by.
type TallyEntry struct {
	ID          ResponseID
	Survey      SurveyID
	Version     int
	Surface     Surface
	Profile     ProfileID
	Order       OrderID  // 0 without one
	Shown       []string // questions that stood before her, or were put next
	Answers     []Answer
	Complete    bool
	StartedAt   time.Time
	SubmittedAt time.Time
	Bought      *Bought // nil without an order that we know
}

// Bought is an order as answers are counted by it.
type Bought struct {
	Country   string
	Currency  string
	Total     string // decimal, after refunds
	Customer  CustomerID
	Returning bool // the customer had ordered before, as far as we know
	Void      bool // cancelled, or only tried out: it is no order
}
