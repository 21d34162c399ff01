package integrations

import (
	"context"

	"github.com/askwell/askwell/app"
)

// Cataloguer is an optional Conn: it can tell what a mapping may point at.
type Cataloguer interface {
	// Catalogue reads the account's lists and properties. Errors: Unauthorized,
	// Forbidden, Throttled, Unavailable.
	Catalogue(ctx context.Context) (Catalogue, error)
}

// Catalogue is what there is in an account.
type Catalogue struct {
	Account    string // its name, for people
	Lists      []List
	Attributes []Attribute
	Tags       []string
}

// List is one list of people.
type List struct {
	ID    string
	Name  string
	Marks bool // who is on it may be mailed
}

// Attribute is one property people have there.
type Attribute struct {
	Key     string
	Label   string
	Type    app.FieldType
	Options []string // the only values it takes; nil for any
}

// Preparer is an optional Conn: what it is to write has to be made first.
type Preparer interface {
	// Prepare makes the attributes that are not there. It may be repeated. Errors:
	// Conflict when one is there with another type; Rejected when the account takes no
	// more; Unauthorized, Forbidden, Throttled, Unavailable.
	Prepare(ctx context.Context, attributes []Attribute) error
}
