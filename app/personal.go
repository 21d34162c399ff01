package app

import (
	"time"
)

// PersonalFormat is the form of an export. It grows when a reader of the one before
// would misread the new one.
const PersonalFormat = 1

// PersonalData is everything we hold about one customer, as she is entitled to
// read it. It is data, not nouns: its JSON is a document people keep.
//
// Told says of a row as whom it was told, when she has turned out to be more than one
// since: "profile/…", or "customer/42". Profile says whose a row is that is not of the
// first profile: a guest's who spoke of an order of hers.
type PersonalData struct {
	Format     int        `json:"format"`
	Shop       ShopID     `json:"shop"`
	Customer   CustomerID `json:"customer_id,omitempty"`
	ExportedAt time.Time  `json:"exported_at,omitzero"`

	// Who she is.
	Profiles   []ProfileData  `json:"profiles"`
	Identities []IdentityData `json:"identities"`
	Browsers   []BrowserData  `json:"browsers"` // as they call themselves
	Joins      []JoinData     `json:"joins"`
	Former     []FormerData   `json:"former_customers"`

	// What she told us, and in answer to which words.
	Surveys     []SurveyData     `json:"surveys"`
	Drawn       []DrawnData      `json:"drawn_options"` // those among the options that came from the catalogue
	Responses   []ResponseData   `json:"responses"`
	Preferences []PreferenceData `json:"preferences"`
	Consents    []ConsentData    `json:"consents"`
	Rewards     []RewardData     `json:"rewards"`

	// What she was asked, and would not be.
	Asked   []AskedData  `json:"asked"`
	Snoozes []SnoozeData `json:"snoozes"`
	Doubts  []DoubtData  `json:"doubts"`

	// What Shopify told us of her.
	Orders   []OrderData   `json:"orders"`
	Standing *StandingData `json:"standing,omitempty"`

	// Where it went, and who saw it.
	Written    []DestinationData `json:"written_to_destinations"`
	Changed    []ChangeData      `json:"changed_at_destinations"`
	Instead    []OverrideData    `json:"instead_at_destinations"`
	Checked    []CheckData       `json:"checked_at_destinations"`
	Reached    []ReachData       `json:"reached_destinations"`
	Refused    []RefusalData     `json:"refused_to_destinations"`
	Deliveries []DeliveryData    `json:"deliveries"`
	Requests   []RequestData     `json:"privacy_requests"`
	Readings   []ReadingData     `json:"readings"`
}

// ProfileData is one person as we know her.
type ProfileData struct {
	ID        ProfileID  `json:"id"`
	Customer  CustomerID `json:"customer_id,omitempty"`
	Email     string     `json:"email,omitempty"`
	Phone     string     `json:"phone,omitempty"`
	ContactAt time.Time  `json:"contact_at,omitzero"` // when Shopify told both
	StaleAt   time.Time  `json:"stale_at,omitzero"`   // when the next of her answers goes stale
	LinkAt    time.Time  `json:"link_at,omitzero"`    // when her next links are made; an import makes them anew
	CreatedAt time.Time  `json:"created_at"`
	UpdatedAt time.Time  `json:"updated_at"`
}

// IdentityData is one more name of hers.
type IdentityData struct {
	Profile ProfileID     `json:"profile_id,omitempty"`
	Told    string        `json:"told_as,omitempty"`
	Kind    IdentityKind  `json:"kind"`
	Value   string        `json:"value"`
	Proof   IdentityProof `json:"proof"`
	By      string        `json:"captured_by,omitempty"`
	Since   time.Time     `json:"since"`
}

// BrowserData is a browser she was known by.
type BrowserData struct {
	Profile ProfileID `json:"profile_id,omitempty"`
	Told    string    `json:"told_as,omitempty"`
	Visitor string    `json:"visitor"`
	Since   time.Time `json:"since"`
}

// JoinData is a profile that turned out to be hers.
type JoinData struct {
	From      ProfileID  `json:"from"`
	Into      ProfileID  `json:"into"`
	Customer  CustomerID `json:"customer_id,omitempty"`
	Via       CustomerID `json:"via_customer_id,omitempty"`
	Cause     JoinCause  `json:"cause"`
	Email     string     `json:"email,omitempty"` // of the profile, as what follows
	Phone     string     `json:"phone,omitempty"`
	ContactAt time.Time  `json:"contact_at,omitzero"`
	StaleAt   time.Time  `json:"stale_at,omitzero"`
	CreatedAt time.Time  `json:"created_at"`
	JoinedAt  time.Time  `json:"joined_at"`
	PartedAt  time.Time  `json:"parted_at,omitzero"`
}

// FormerData is a customer number that was hers.
type FormerData struct {
	Customer CustomerID `json:"customer_id"`
	Kept     CustomerID `json:"kept_id,omitempty"`
	Profile  ProfileID  `json:"profile_id,omitempty"`
	LeftAt   time.Time  `json:"left_at"`
}

// SurveyData is a version of a survey she has answered, as far as she is concerned:
// its words, and how answers to it are read and kept.
type SurveyData struct {
	Survey      string     `json:"survey"` // its handle
	Version     int        `json:"version"`
	PublishedAt time.Time  `json:"published_at"`
	Languages   []string   `json:"languages"`
	Placements  []Surface  `json:"placements"`
	Questions   []Question `json:"questions"`
}

// Document is the survey as it can be kept again, without what it does not tell.
func (s SurveyData) Document() Document {
	return Document{Handle: s.Survey, Title: s.Survey, Languages: s.Languages, Placements: s.Placements, Questions: s.Questions}
}

// DrawnData is an option that a question drew from the catalogue and she saw.
type DrawnData struct {
	Shelf      string `json:"shelf"`
	Name       string `json:"name"`
	Key        string `json:"key"`
	Label      string `json:"label"`
	Product    string `json:"product,omitempty"`
	Collection string `json:"collection,omitempty"`
	Image      string `json:"image,omitempty"`
}

// AskedData is a question she was asked without an answer to keep it with.
type AskedData struct {
	Profile  ProfileID `json:"profile_id,omitempty"`
	Told     string    `json:"told_as,omitempty"`
	Question string    `json:"question"`
	Survey   string    `json:"survey,omitempty"`
	Order    OrderID   `json:"order_id,omitempty"`
	AskedAt  time.Time `json:"asked_at"`
}

// SnoozeData is a question she put off.
type SnoozeData struct {
	Profile  ProfileID `json:"profile_id,omitempty"`
	Told     string    `json:"told_as,omitempty"`
	Question string    `json:"question"`
	Since    time.Time `json:"since"`
	Until    time.Time `json:"until,omitzero"` // zero: never to be asked
}

// DoubtData is an answer that what she did has contradicted.
type DoubtData struct {
	Profile  ProfileID `json:"profile_id,omitempty"`
	Told     string    `json:"told_as,omitempty"`
	Question string    `json:"question"`
	Since    time.Time `json:"since"`
}

// ConsentData is one entry of the consent ledger.
type ConsentData struct {
	ID        string       `json:"id"`
	Holder    string       `json:"holder"`
	Told      string       `json:"told_as,omitempty"`
	Channel   Channel      `json:"channel"`
	Purpose   string       `json:"purpose"`
	State     ConsentState `json:"state"`
	OptIn     string       `json:"opt_in,omitempty"`
	Wording   string       `json:"wording,omitempty"`
	Locale    string       `json:"locale,omitempty"`
	Survey    string       `json:"survey,omitempty"`
	Version   int          `json:"version,omitempty"`
	Question  string       `json:"question,omitempty"`
	Response  ResponseID   `json:"response,omitempty"`
	Source    string       `json:"source"`
	By        string       `json:"captured_by,omitempty"`
	Why       string       `json:"captured_why,omitempty"`
	ChangedAt time.Time    `json:"changed_at"`
}

// OrderData is what we keep of one order.
type OrderData struct {
	ID        OrderID    `json:"id"`
	Customer  CustomerID `json:"customer_id,omitempty"` // 0 of a guest's
	Told      string     `json:"told_as,omitempty"`
	Name      string     `json:"name"`
	Total     string     `json:"total"`
	Currency  string     `json:"currency"`
	Lines     []Line     `json:"lines,omitempty"`
	Codes     []string   `json:"discount_codes,omitempty"`
	Country   string     `json:"country,omitempty"`
	Region    string     `json:"region,omitempty"`
	Delivery  Delivered  `json:"delivery,omitempty"`
	Channel   string     `json:"channel,omitempty"`
	Cart      string     `json:"cart,omitempty"`
	CreatedAt time.Time  `json:"created_at"`
	Cancelled time.Time  `json:"cancelled_at,omitzero"`
	Test      bool       `json:"test,omitempty"`
	UpdatedAt time.Time  `json:"updated_at,omitzero"`
}

// StandingData is what Shopify told us of her.
type StandingData struct {
	Orders      int       `json:"orders"`
	Spent       string    `json:"spent,omitempty"`
	LastOrder   OrderID   `json:"last_order_id,omitempty"`
	LastOrderAt time.Time `json:"last_order_at,omitzero"`
	ToldAt      time.Time `json:"told_at,omitzero"`
	ReadAt      time.Time `json:"read_at,omitzero"`
	Tags        []string  `json:"tags,omitempty"`
	Segments    []string  `json:"segments,omitempty"`
	Lost        []string  `json:"lost,omitempty"` // tags and segments she had, as far as we heard
}

// RewardData is one reward she was promised.
type RewardData struct {
	ID         string     `json:"id"`
	Profile    ProfileID  `json:"profile_id,omitempty"`
	Told       string     `json:"told_as,omitempty"`
	Reward     string     `json:"reward"`
	Code       string     `json:"code,omitempty"`
	Response   ResponseID `json:"response,omitempty"` // which earned it
	PromisedAt time.Time  `json:"promised_at"`
	IssuedAt   time.Time  `json:"issued_at,omitzero"`
}
