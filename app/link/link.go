// Package link owns the links that are sent to somebody: a token in an address that
// says, sealed, in which shop, who, what for and until when. It proves that she was
// sent it, and no more: it may have been passed on. Nothing is kept of it, and the same
// token is made as long as it lasts, so that an email tool is told of it once.
package link

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/seal"
	"github.com/askwell/askwell/app/store"
)

// Purpose is what a link is good for. Its keys are its own: a token does not open for
// another.
type Purpose string

// The purposes.
const (
	Preferences Purpose = "preferences" // to see and change what is known of her
	Answer      Purpose = "answer"      // to answer a question she was asked
)

// Purposes lists all there are.
var Purposes = []Purpose{Preferences, Answer}

// Maker makes and opens links. Safe for concurrent use.
type Maker struct {
	store *store.Store
	base  string // where the pages are, "https://askwell.example.com/p/"
	now   func() time.Time
	keys  map[Purpose]*seal.Tokens
}

// New makes a Maker of links to a host. Errors: Internal.
func New(s *store.Store, ring *seal.Ring, host *url.URL, now func() time.Time) (*Maker, error) {
	m := &Maker{store: s, base: host.JoinPath("/p/").String(), now: now, keys: map[Purpose]*seal.Tokens{}}
	if m.now == nil {
		m.now = time.Now
	}
	for _, purpose := range Purposes {
		keys, err := ring.Tokens("link " + string(purpose))
		if err != nil {
			return nil, err
		}
		m.keys[purpose] = keys
	}
	return m, nil
}

// Link is a link as it is sent.
type Link struct {
	URL       string
	ExpiresAt time.Time
}

// Holder is whose a link is: somebody who has a profile, whoever that will turn out to
// be, or a customer who has none yet.
type Holder struct {
	Profile  app.ProfileID
	Customer app.CustomerID // 0 with a profile
}

// Make makes somebody's link. It is the same for as long as it is the newest. Errors:
// Invalid for nobody.
func (m *Maker) Make(shop app.ShopID, of Holder, purpose Purpose) (Link, error) {
	until := expiry(of, m.now())
	content, err := sealed{shop, of, until}.bytes()
	if err != nil {
		return Link{}, err
	}
	return Link{URL: m.base + m.keys[purpose].Make(content), ExpiresAt: until.time()}, nil
}

// Opened is what a link says.
type Opened struct {
	Purpose   Purpose
	Speaker   app.Speaker // through DoorLink
	ExpiresAt time.Time

	own string // hers alone, the same by whichever of her links she comes
}

// The ways a link is refused. ErrExpired and ErrGone are only told of links that we
// made, with the shop they are of.
var (
	ErrBroken  = app.Errorf(app.NotFound, "this is no link of ours")
	ErrExpired = app.Errorf(app.NotFound, "the link has expired")
	ErrGone    = app.Errorf(app.NotFound, "the link leads to nobody any more")
)

// Open reads the token of a link and finds out whose it is today: who was merged with
// another is that one, and who was erased is nobody. Errors: ErrBroken; ErrExpired and
// ErrGone, of which the purpose and the shop are told all the same; Unavailable.
func (m *Maker) Open(ctx context.Context, token string) (Opened, error) {
	said, purpose, err := m.read(token)
	if err != nil {
		return Opened{}, err
	}
	o := Opened{Purpose: purpose, Speaker: app.Speaker{Shop: said.shop, Door: app.DoorLink}, ExpiresAt: said.until.time()}
	shop, err := m.store.Shop(ctx, said.shop)
	switch {
	case app.Is(err, app.NotFound) || err == nil && !shop.Installed():
		return o, ErrGone
	case err != nil:
		return o, err
	case !m.now().Before(o.ExpiresAt):
		return o, ErrExpired
	}
	who, err := m.store.Holder(ctx, said.shop, said.of.Profile, said.of.Customer)
	if app.Is(err, app.NotFound) {
		return o, ErrGone
	}
	if err != nil {
		return o, err
	}
	o.Speaker.Customer, o.Speaker.Visitor = who.Customer, who.Visitor
	o.own, err = m.own(said, who)
	return o, err
}

// own is a name of somebody's that nobody else can reckon: she has several links, as
// they are renewed and made by hand, and all of them are her.
func (m *Maker) own(said sealed, who store.Whom) (string, error) {
	if who.Customer != 0 {
		said.of = Holder{Customer: who.Customer}
	}
	said.until = 0
	content, err := said.bytes()
	if err != nil {
		return "", err
	}
	return m.keys[Answer].Make(content), nil
}

// mostToken bounds what is tried to open: the longest name of a shop makes less.
const mostToken = 200

func (m *Maker) read(token string) (sealed, Purpose, error) {
	if len(token) > mostToken {
		return sealed{}, "", ErrBroken
	}
	for _, purpose := range Purposes {
		content, err := m.keys[purpose].Open(token)
		if err != nil {
			continue
		}
		said, err := parse(content)
		return said, purpose, err
	}
	return sealed{}, "", ErrBroken
}

// space is that of ids that follow from who has a link and what she answers through it.
var space = uuid.MustParse("5d1a7e0c-9c0e-4b51-8a57-3f0a5d8f2b64")

// AnswerID is the id of an answer that she gives to a question through her links: of the
// first, and of others when it is asked anew. That it follows from who she is makes all
// of them good for one answer: the second comes under the id of the first, and nothing
// need be kept of which links were used. Only who makes links can reckon it.
func (o Opened) AnswerID(survey, question string, times int) app.ResponseID {
	name := strings.Join([]string{o.own, survey, question, strconv.Itoa(times)}, "\n")
	return app.ResponseID(uuid.NewSHA1(space, []byte(name)).String())
}
