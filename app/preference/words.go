package preference

import (
	_ "embed"
	"encoding/json"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
)

//go:embed words.json
var wordFile []byte

// words are ours by language and key: what a shop's usual purposes are called, and why
// an answer is kept from a tool.
var words = func() (all map[string]map[string]string) {
	if err := json.Unmarshal(wordFile, &all); err != nil {
		panic(err) // embedded; the tests read it
	}
	return all
}()

// say is a text in her language, English where we have none in it.
func (r reader) say(key string) string {
	language, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(r.locale, "_", "-")), "-")
	if text, ok := words[language][key]; ok {
		return text
	}
	return words["en"][key]
}

// use tells of a purpose. A merchant's own name for it goes before ours.
func (r reader) use(p app.Purpose) Use {
	title := p.Title
	if usual, known := find(app.DefaultPurposes(), p.Key); known && usual.Title == title {
		title = r.say("purpose." + p.Key)
	}
	return Use{p.Key, title, p.Basis}
}

// ask are the words for a consent. They say who may do what, and for what: wherever she
// reads them they are the same, for they are what the proof of it holds.
func (r reader) ask(channel app.Channel, p Use) string {
	shop := r.shop
	if shop == "" {
		shop = r.say("the_shop")
	}
	return strings.NewReplacer("{shop}", shop, "{purpose}", p.named()).Replace(r.say("ask." + string(channel)))
}

// because says in her words why an answer is kept from a tool, as far as it is for her
// to change it: what merchants are told says more.
func (r reader) because(key string) string {
	p, _ := find(r.purposes, key)
	return strings.ReplaceAll(r.say("withheld."+r.hindrance(p)), "{purpose}", r.use(p).named())
}

// named is what a purpose is called, its key where nobody has named it.
func (u Use) named() string {
	if u.Title == "" {
		return u.Key
	}
	return u.Title
}

// hindrance is what she has not allowed, or "purpose": it is not meant to go there.
func (r reader) hindrance(p app.Purpose) string {
	said := map[app.ConsentState]bool{}
	standing := consent.Standing(r.kept.Ledger)
	for _, c := range p.Channels {
		said[standing[consent.Matter{Channel: c, Purpose: p.Key}].State] = true
	}
	switch {
	case p.Basis == app.BasisInterest && said[app.ConsentWithdrawn]:
		return "objected"
	case p.Basis != app.BasisConsent || said[app.ConsentGranted]:
		return "purpose"
	case said[app.ConsentPending]:
		return "pending"
	default:
		return "consent"
	}
}
