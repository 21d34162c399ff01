package privacy

import (
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/profile"
	"github.com/askwell/askwell/app/question"
)

const mostWrong = 50 // errors told at once

var (
	anID      = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z-]{0,63}$`)
	aSubject  = regexp.MustCompile(`^(profile/[0-9A-Za-z][0-9A-Za-z-]{0,63}|customer/[1-9][0-9]{0,18})$`)
	aCustomer = regexp.MustCompile(`^(customer/[1-9][0-9]{0,18})$`)
	aWord     = regexp.MustCompile(`^[0-9A-Za-z_:/.-]{1,255}$`)
	aLocale   = regexp.MustCompile(`^([A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,3})?$`)
)

// sieve reads an import by the questions it answers and collects what is wrong.
type sieve struct {
	data     app.PersonalData
	wrong    []app.FieldError
	versions []app.Version
	ever     map[profile.Ref]app.Document // with the options she saw
	answers  map[app.ResponseID][]app.Answer
	profiles []app.ProfileID
}

func sift(data app.PersonalData) *sieve {
	s := &sieve{data: Portable(data), ever: map[profile.Ref]app.Document{}, answers: map[app.ResponseID][]app.Answer{}}
	if s.require(data.Format == app.PersonalFormat, "format", "unknown", fmt.Sprintf("This form of export is not known: only %d is.", app.PersonalFormat)); len(s.wrong) > 0 {
		return s
	}
	if s.counts(); len(s.wrong) > 0 {
		return s
	}
	s.persons()
	s.surveys()
	s.responses()
	s.consents()
	s.traces()
	s.orders()
	return s
}

func (s *sieve) require(ok bool, name, code, message string) {
	if !ok && len(s.wrong) < mostWrong {
		s.wrong = append(s.wrong, app.FieldError{Field: name, Code: code, Message: message})
	}
}

// counts bounds every list before any is looked through.
func (s *sieve) counts() {
	d := s.data
	repeats := 0
	for _, r := range d.Responses {
		repeats += len(r.Repeats)
		s.require(len(r.Answers) <= question.MostQuestions && len(r.Shown) <= question.MostQuestions, "responses", "count", "There are not so many questions.")
	}
	for name, n := range map[string]int{
		"profiles": len(d.Profiles) * 100, "identities": len(d.Identities), "browsers": len(d.Browsers), "joins": len(d.Joins) * 10,
		"former_customers": len(d.Former) * 10, "surveys": len(d.Surveys) * 10, "drawn_options": len(d.Drawn), "responses": len(d.Responses),
		"repeats": repeats, "consents": len(d.Consents), "rewards": len(d.Rewards), "asked": len(d.Asked), "snoozes": len(d.Snoozes),
		"doubts": len(d.Doubts), "orders": len(d.Orders),
	} {
		s.require(n <= mostImported, name, "count", "There are too many.")
	}
	slices.SortFunc(s.wrong, func(a, b app.FieldError) int { return slices.Compare([]byte(a.Field), []byte(b.Field)) })
}

func (s *sieve) id(at, id string) {
	s.require(anID.MatchString(id), at, "format", "This is no id.")
}

// when wants moments that a database keeps and a person lives in.
func (s *sieve) when(at string, moments ...time.Time) {
	for _, m := range moments {
		s.require(m.IsZero() || m.Year() >= 1970 && m.Year() < 3000, at, "range", "This is no time of ours.")
	}
}

// told wants nobody, or the subject a row was told as.
func (s *sieve) told(at, told string) {
	s.require(told == "" || aSubject.MatchString(told), at+".told_as", "format", "This is nobody's name.")
}

// row wants a row of one of her profiles.
func (s *sieve) row(at string, whose app.ProfileID, told string, since ...time.Time) {
	s.require(len(s.profiles) > 0 && (whose == "" || slices.Contains(s.profiles, whose)), at+".profile_id", "unknown", "There is no such profile.")
	s.require(told == "" || aSubject.MatchString(told) && !aCustomer.MatchString(told), at+".told_as", "format", "This is no profile's name.")
	s.when(at, since...)
}

func (s *sieve) word(at, word string) {
	s.require(aWord.MatchString(word), at, "format", "This is no word of ours.")
}

func (s *sieve) persons() {
	customers := 0
	for i, p := range s.data.Profiles {
		at := fmt.Sprintf("profiles.%d", i)
		s.id(at+".id", string(p.ID))
		s.require(!slices.Contains(s.profiles, p.ID), at+".id", "taken", "Two profiles have this id.")
		s.require(p.Customer >= 0 && (p.Customer == 0 || p.Customer == s.data.Customer), at+".customer_id", "unknown", "This is another customer.")
		if p.Customer != 0 {
			customers++
		}
		s.when(at, p.ContactAt, p.StaleAt, p.CreatedAt, p.UpdatedAt)
		s.profiles = append(s.profiles, p.ID)
	}
	s.require(s.data.Customer >= 0 && customers <= 1, "profiles", "taken", "A customer has one profile.")
	for i, one := range s.data.Identities {
		at := fmt.Sprintf("identities.%d", i)
		s.row(at, one.Profile, one.Told, one.Since)
		s.require(slices.Contains([]app.IdentityKind{app.IdentityEmail, app.IdentityPhone, app.IdentityLoyalty}, one.Kind), at+".kind", "unknown", "There is no such kind.")
		s.require(one.Proof == app.IdentityShopify || one.Proof == app.IdentityStaff, at+".proof", "unknown", "There is no such proof.")
		s.require(normal(one), at+".value", "format", "This is not its normal form.")
	}
	for i, j := range s.data.Joins {
		at := fmt.Sprintf("joins.%d", i)
		s.id(at+".from", string(j.From))
		s.id(at+".into", string(j.Into))
		s.word(at+".cause", string(j.Cause))
		s.require(j.Customer >= 0 && j.Via >= 0, at+".customer_id", "range", "This is no customer.")
		s.when(at, j.ContactAt, j.StaleAt, j.CreatedAt, j.JoinedAt, j.PartedAt)
	}
	for i, f := range s.data.Former {
		at := fmt.Sprintf("former_customers.%d", i)
		s.require(f.Customer > 0 && f.Kept >= 0 && f.Customer != f.Kept, at+".customer_id", "range", "This is no customer.")
		s.require(f.Profile == "" || anID.MatchString(string(f.Profile)), at+".profile_id", "format", "This is no id.")
		s.when(at, f.LeftAt)
	}
}

// surveys reads the versions she answered to, with the options she saw.
func (s *sieve) surveys() {
	shelves := catalogue.Shelves{}
	for i, d := range s.data.Drawn {
		at := fmt.Sprintf("drawn_options.%d", i)
		s.require(d.Shelf != "" && d.Name != "" && d.Key != "" && len(d.Shelf)+len(d.Name)+len(d.Key) <= 2_048, at, "format", "This is no option of a catalogue.")
		shelves[d.Shelf] = append(shelves[d.Shelf], app.Drawn{
			Name: d.Name, Key: d.Key, Label: d.Label, Product: d.Product, Collection: d.Collection, Image: d.Image,
		})
	}
	for i, one := range s.data.Surveys {
		at := fmt.Sprintf("surveys.%d", i)
		ref := profile.Ref{Survey: one.Survey, Version: one.Version}
		_, taken := s.ever[ref]
		s.require(!taken, at, "taken", "This version is there twice.")
		s.require(one.Version >= 1 && one.Version <= 1<<30, at+".version", "range", "This is no version.")
		s.when(at+".published_at", one.PublishedAt)
		d := one.Document()
		for _, wrong := range question.CheckDocument(d) {
			s.require(false, at+"."+wrong.Field, wrong.Code, wrong.Message)
		}
		s.ever[ref] = shelves.Ever(d)
		s.versions = append(s.versions, app.Version{Version: one.Version, Document: d, PublishedAt: one.PublishedAt})
	}
}
