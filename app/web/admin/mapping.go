package admin

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/mapping"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// mappingBody is where answers go, as it is read and saved: what is proposed can be sent
// back as it came.
type mappingBody struct {
	Revision int           `json:"revision" doc:"That of the mapping which was edited, 0 before there is one"`
	Targets  []app.Target  `json:"targets"`
	Consents []app.Channel `json:"consents" doc:"Whose marketing consent is told, as the ledger has it"`
	Link     string        `json:"link,omitempty" doc:"The property with her link to her preferences; none for no such"`
}

func mappingOf(m app.Mapping) mappingBody {
	b := mappingBody{Revision: m.Revision, Targets: m.Targets, Consents: m.Consents, Link: m.Link}
	if b.Targets == nil {
		b.Targets = []app.Target{}
	}
	if b.Consents == nil {
		b.Consents = []app.Channel{}
	}
	return b
}

func (b mappingBody) mapping(at app.DestinationID) app.Mapping {
	return app.Mapping{Destination: at, Revision: b.Revision, Targets: b.Targets, Consents: b.Consents, Link: b.Link}
}

type boardOut struct {
	Body struct {
		Mapping   mappingBody          `json:"mapping" doc:"As it is kept"`
		UpdatedAt time.Time            `json:"updated_at,omitzero"`
		Proposed  mappingBody          `json:"proposed" doc:"The same with a place for what has none; it can be saved as it is"`
		Questions []mappedQuestionBody `json:"questions"`
		Takes     takesBody            `json:"takes" doc:"What the destination takes, and how it calls it"`
		Lists     []listBody           `json:"lists"`
		There     []attributeBody      `json:"attributes" doc:"Properties that people have there"`
		Problem   string               `json:"problem,omitempty" doc:"Why its account could not be read; nothing can be saved until it can"`
	}
}

type mappedQuestionBody struct {
	Key       string           `json:"key"`
	Title     string           `json:"title"`
	Type      string           `json:"type"`
	Sensitive bool             `json:"sensitive" doc:"Goes nowhere unless its target says so"`
	Published bool             `json:"published"`
	Channel   app.Channel      `json:"channel,omitempty" doc:"Of a consent to marketing: it is told by its channel"`
	Options   []choiceBody     `json:"options" doc:"All it ever had, and what they are called"`
	Types     []app.FieldType  `json:"types" doc:"What its answers can be written as"`
	Kinds     []app.TargetKind `json:"kinds" doc:"What its answers can become"`
}

type takesBody struct {
	Kinds         []app.TargetKind `json:"kinds"`
	Types         []app.FieldType  `json:"types"`
	Consents      []app.Channel    `json:"consents"`
	ListIsConsent bool             `json:"list_is_consent" doc:"Who is on a list may be mailed: only who has agreed is put on one"`
	Prefix        string           `json:"prefix,omitempty" doc:"What ours begin with"`
	Capitals      bool             `json:"capitals"`
	Most          int              `json:"most" doc:"Characters of a property's key"`
}

type mappingIn struct {
	ConnectedPath
	Body mappingBody
}

type mappingOut struct {
	Body struct {
		Mapping mappingBody  `json:"mapping"`
		Added   []app.Target `json:"added"`
		Removed []app.Target `json:"removed" doc:"What was written there is taken away with each person's next delivery, or by a backfill"`
		Changed []app.Target `json:"changed"`
	}
}

// board shows where answers go at a destination, and proposes where they could.
func (d *door) board(ctx context.Context, shop app.ShopID, in *ConnectedPath) (*boardOut, error) {
	b, err := d.Mappings.Board(ctx, shop, in.ID)
	if err != nil {
		return nil, err
	}
	var out boardOut
	body := &out.Body
	body.Mapping, body.Proposed, body.UpdatedAt, body.Problem = mappingOf(b.Mapping), mappingOf(b.Proposed), b.Mapping.UpdatedAt, b.Problem
	body.Takes = takesOf(b.Spec)
	body.Questions, body.Lists, body.There = []mappedQuestionBody{}, listsOf(b.Catalogue.Lists), []attributeBody{}
	for _, q := range b.Questions {
		body.Questions = append(body.Questions, mappedQuestionOf(q, b.Spec))
	}
	for _, a := range b.Catalogue.Attributes {
		body.There = append(body.There, attributeBody(a))
	}
	return &out, nil
}

func mappedQuestionOf(q mapping.Question, spec integrations.Spec) mappedQuestionBody {
	b := mappedQuestionBody{
		Key: q.Key, Title: q.Title, Type: q.Type, Sensitive: q.Sensitive, Published: q.Published, Channel: q.Channel,
		Options: []choiceBody{}, Types: q.Types(spec), Kinds: q.Kinds(spec),
	}
	for _, o := range q.Options {
		b.Options = append(b.Options, choiceBody{o.Key, o.Label})
	}
	return b
}

func takesOf(spec integrations.Spec) takesBody {
	b := takesBody{
		Kinds: mapping.Kinds(spec), Types: mapping.Types(spec), Consents: append([]app.Channel{}, spec.Consents...),
		ListIsConsent: spec.ListIsConsent, Prefix: spec.Naming.Prefix, Capitals: spec.Naming.Upper, Most: mapping.Longest(spec.Naming),
	}
	return b
}

// saveMapping keeps where answers go at a destination.
func (d *door) saveMapping(ctx context.Context, shop app.ShopID, in *mappingIn) (*mappingOut, error) {
	before, err := d.Store.Mapping(ctx, shop, in.ID)
	if err != nil {
		return nil, err
	}
	edited, err := revisionOf(ctx, &in.Body.Revision)
	if err != nil {
		return nil, err
	}
	saved, err := d.Mappings.Save(ctx, shop, in.Body.mapping(in.ID), edited)
	if err != nil {
		return nil, err
	}
	differ(ctx, mappingOf(before), mappingOf(saved.Mapping))
	var out mappingOut
	out.Body.Mapping = mappingOf(saved.Mapping)
	out.Body.Added, out.Body.Removed, out.Body.Changed = some(saved.Added), some(saved.Removed), some(saved.Changed)
	return &out, nil
}

// some is a list that is never null.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// withMapping is for operations that take a mapping: one of hundreds of places is large.
func withMapping(op *huma.Operation) { op.MaxBodyBytes = store.MostMapping + bodyLimit }
