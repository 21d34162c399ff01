package connect

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// passageFor is how long a merchant may take at the vendor, to log in there among others,
// and how long he may take to be back in the admin.
const passageFor = 10 * time.Minute

// Departure is what a merchant who sets out for a vendor says.
type Departure struct {
	Staff       string // whose session it is: nobody else can end what he began
	Kind        string
	Title       string            // his own name for a new destination
	Destination app.DestinationID // that is connected again, "" for a new one
}

// Authorizes reports whether a kind can be connected at the vendor's own site: it has such
// a way, and this app is registered there.
func (c *Connector) Authorizes(kind string) bool {
	spec, ok := c.Spec(kind)
	return ok && spec.OAuth != nil && c.Registered[kind].ID != ""
}

// Authorize begins a passage and returns the page of the vendor where the merchant lets us
// in. Errors: NotFound for an unknown kind or destination, or one that has no such way;
// Invalid for a title.
func (c *Connector) Authorize(ctx context.Context, shop app.ShopID, from Departure) (string, error) {
	if !c.Authorizes(from.Kind) {
		return "", app.Errorf(app.NotFound, "this kind of destination is connected with a key")
	}
	if err := checkTitle(from.Title); err != nil {
		return "", err
	}
	if from.Destination != "" {
		d, err := c.Store.Destination(ctx, shop, from.Destination)
		if err != nil {
			return "", err
		}
		if d.Kind != from.Kind {
			return "", app.Errorf(app.NotFound, "destination not found")
		}
	}
	spec, _ := c.Spec(from.Kind)
	state, verifier := rand.Text()+rand.Text(), rand.Text()+rand.Text() // 52 characters; RFC 7636 wants 43 of a verifier
	if err := c.begin(ctx, shop, "state:"+state, c.passage(from, verifier)); err != nil {
		return "", err
	}
	return c.Client.Invite(spec.OAuth, c.Registered[from.Kind], c.back(from.Kind), state, verifier)
}

func (c *Connector) passage(from Departure, luggage string) app.Passage {
	return app.Passage{
		Staff: from.Staff, Kind: from.Kind, Destination: from.Destination, Title: from.Title,
		Luggage: luggage, ExpiresAt: c.now().Add(passageFor),
	}
}

// back is where a vendor sends merchants back to: the one address that is registered there.
func (c *Connector) back(kind string) string {
	return c.AppURL.JoinPath("connect", kind, "callback").String()
}

// Arrival is what a merchant comes back with.
type Arrival struct {
	Kind, State, Code string
	Denied            string // the vendor's word for why there is no code
}

// Arrive trades what a merchant has come back with for a grant. Nothing is connected yet:
// whoever was talked into opening the vendor's page has no session of the shop that sent
// him. The claim is for the member of staff who began it. Errors: NotFound where nobody has
// set out like this, or too long ago; Rejected when it was not allowed, or the vendor does
// not give a grant; Throttled, Unavailable.
func (c *Connector) Arrive(ctx context.Context, a Arrival) (shop app.ShopID, claim string, err error) {
	shop, p, err := c.Store.TakePassage(ctx, "state:"+a.State)
	if err == nil && p.Kind != a.Kind {
		err = app.Errorf(app.NotFound, "passage not found")
	}
	if err != nil {
		return "", "", err
	}
	spec, _ := c.Spec(p.Kind)
	if a.Denied != "" || a.Code == "" || spec.OAuth == nil {
		return shop, "", app.Errorf(app.Rejected, "%s was not allowed to let Askwell in.", spec.Title)
	}
	g, err := c.Client.Trade(ctx, spec.OAuth, c.Registered[p.Kind], c.back(p.Kind), a.Code, p.Luggage)
	if err != nil {
		return shop, "", tradeRefusal(spec, err)
	}
	g.Kind, g.Account, claim = p.Kind, rand.Text(), rand.Text()+rand.Text()
	luggage, err := json.Marshal(g)
	if err != nil {
		return shop, "", err
	}
	p.Luggage, p.ExpiresAt = string(luggage), c.now().Add(passageFor)
	return shop, claim, c.begin(ctx, shop, "claim:"+claim, p)
}

// begin begins a passage, and gives back what the one before it had brought.
func (c *Connector) begin(ctx context.Context, shop app.ShopID, ticket string, p app.Passage) error {
	left, err := c.Store.BeginPassage(ctx, shop, ticket, p)
	c.unload(ctx, left)
	return err
}

// unload gives back the grants that passages had brought and nobody came for.
func (c *Connector) unload(ctx context.Context, left []app.Passage) {
	for _, p := range left {
		var g app.Grant // of who has only set out there is none
		if json.Unmarshal([]byte(p.Luggage), &g) == nil && g.Token != "" {
			c.revoke(ctx, g)
		}
	}
}

// unloadAll gives back what nobody has claimed in time.
func (c *Connector) unloadAll(ctx context.Context) error {
	for {
		left, err := c.Store.TakeExpiredPassages(ctx, checkPage)
		c.unload(ctx, left)
		if err != nil || len(left) < checkPage {
			return err
		}
	}
}

func tradeRefusal(spec integrations.Spec, err error) error {
	switch app.KindOf(err) {
	case app.Unauthorized:
		return &app.Error{Kind: app.Rejected, Message: spec.Title + " did not take what you came back with: begin again.", Err: err}
	case app.Throttled, app.Unavailable:
		return &app.Error{Kind: app.Rejected, Message: spec.Title + " could not be reached: begin again in a minute.", Err: err}
	default:
		return &app.Error{Kind: app.Rejected, Message: spec.Title + " does not know this app: tell whoever runs Askwell, or connect with a key.", Err: err}
	}
}

// Claim connects what a passage has brought: a new destination, or the one it began with,
// whose mapping and what is there stay. What a new one still lacks, an audience to choose,
// is its Problem, and nothing is sent before. Errors: NotFound for a claim that is
// somebody else's, was made or is too old; Conflict when there are too many destinations;
// Rejected and Throttled while it does not work, in words that say what to do.
func (c *Connector) Claim(ctx context.Context, shop app.ShopID, staff, claim string) (app.Destination, error) {
	p, err := c.Store.EndPassage(ctx, shop, staff, "claim:"+claim)
	if err != nil {
		return app.Destination{}, err
	}
	var g app.Grant
	if err := json.Unmarshal([]byte(p.Luggage), &g); err != nil {
		return app.Destination{}, err
	}
	provider, err := c.provider(p.Kind)
	if err != nil {
		return app.Destination{}, err
	}
	d := app.Destination{Shop: shop, ID: p.Destination, Kind: p.Kind, Title: p.Title}
	if d.ID != "" {
		if d, err = c.Store.Destination(ctx, shop, d.ID); err != nil {
			return app.Destination{}, err
		}
	}
	made, err := c.admit(ctx, provider, d, g)
	if err != nil {
		c.revoke(ctx, g)
		return app.Destination{}, err
	}
	return made, nil
}
