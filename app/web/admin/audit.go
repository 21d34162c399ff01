package admin

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

type auditIn struct {
	PageIn
	Actor     string    `query:"actor" maxLength:"80" pattern:"^[a-z]+(/[0-9A-Za-z-]+)?$" doc:"Only what this one did, as the list names them"`
	Operation string    `query:"operation" maxLength:"80" doc:"Only this operation"`
	Subject   string    `query:"subject" maxLength:"80" pattern:"^((customer|profile)/[A-Za-z0-9-]+|[0-9a-f]{64})$" doc:"Only what was done about this person, as the list names her"`
	Kind      string    `query:"kind" enum:"changes,readings" doc:"Only changes, or only where personal data was read"`
	Since     time.Time `query:"since" doc:"Not before"`
	Until     time.Time `query:"until" doc:"Before"`
}

type auditOut struct {
	PageOut
	Body struct {
		Zone    string      `json:"zone" doc:"Whose days and hours the shop keeps"`
		Entries []auditBody `json:"entries" doc:"The newest first"`
		Next    string      `json:"next,omitempty"`
	}
}

type auditBody struct {
	ID        string            `json:"id"`
	At        time.Time         `json:"at"`
	Actor     string            `json:"actor" doc:"user/7 a member of staff, key/… a program, operator, shopify, shopper"`
	Name      string            `json:"name,omitempty" doc:"The key's"`
	Operation string            `json:"operation,omitempty" doc:"As this description calls it, or the command line does"`
	Summary   string            `json:"summary,omitempty" doc:"What the operation does"`
	Action    string            `json:"action,omitempty" enum:"read,list,export,import,erase" doc:"How personal data was told; missing where none was"`
	Subject   string            `json:"subject,omitempty" doc:"customer/42, or profile/… of a guest; a hash of whom is erased"`
	Targets   []string          `json:"targets,omitempty" doc:"What it was done to, surveys/…"`
	Outcome   string            `json:"outcome,omitempty" doc:"done, repeated, begun of what was cut off, or why it was refused; missing where nothing was to be changed"`
	Changes   []app.AuditChange `json:"changes,omitempty" doc:"The fields of a settings change or a published survey, before and after"`
}

// audit tells who did what. It names people by their numbers and says nothing about them.
func (d *door) audit(ctx context.Context, shop app.ShopID, in *auditIn) (*auditOut, error) {
	f := store.AuditFilter{
		Actor: in.Actor, Operation: in.Operation, Subject: in.Subject, Since: in.Since, Until: in.Until,
		Changed: in.Kind == "changes", Told: in.Kind == "readings",
	}
	found, next, page, err := d.auditPage(ctx, shop, in.PageIn, f)
	if err != nil {
		return nil, err
	}
	whose, err := d.Store.Shop(ctx, shop)
	if err != nil {
		return nil, err
	}
	called, err := d.keyNames(ctx, shop)
	out := auditOut{PageOut: page}
	out.Body.Zone, out.Body.Next, out.Body.Entries = whose.Zone().String(), next, make([]auditBody, len(found))
	for i, e := range found {
		out.Body.Entries[i] = auditBody{e.ID, e.At, e.Actor, called[e.Actor], e.Operation, d.summaries[e.Operation], e.Action, e.Subject, e.Targets, string(e.Outcome), e.Changes}
	}
	return &out, err
}

func (d *door) auditPage(ctx context.Context, shop app.ShopID, in PageIn, f store.AuditFilter) ([]app.AuditEntry, string, PageOut, error) {
	if err := in.after("audit", &f.Before); err != nil {
		return nil, "", PageOut{}, err
	}
	found, err := d.Store.AuditLog(ctx, shop, f, in.Limit+1)
	found, next, page := paged(ctx, in, "audit", found, func(e app.AuditEntry) []any { return []any{e.ID} })
	return found, next, page, err
}

// keyNames says what the shop's latest keys are called, by how the log names them.
func (d *door) keyNames(ctx context.Context, shop app.ShopID) (map[string]string, error) {
	keys, err := d.Store.APIKeys(ctx, shop, store.AfterKey{}, mostNamedKeys)
	names := map[string]string{}
	for _, k := range keys {
		names[k.Actor()] = k.Name
	}
	return names, err
}

// mostNamedKeys bounds how many keys are looked through for their names.
const mostNamedKeys = 200

type readingsIn struct {
	PageIn
	Subject string `query:"subject" maxLength:"80" pattern:"^((customer|profile)/[A-Za-z0-9-]+|[0-9a-f]{64})$" doc:"Only who read about this one, as the list names her"`
}

type readingsOut struct {
	PageOut
	Body struct {
		Readings []readingBody `json:"readings" doc:"The newest first"`
		Next     string        `json:"next,omitempty"`
	}
}

type readingBody struct {
	At      time.Time `json:"at"`
	Actor   string    `json:"actor" doc:"user/7 a member of staff, key/… a program, operator, shopify, shopper"`
	Action  string    `json:"action" enum:"read,list,export,import,erase"`
	Subject string    `json:"subject,omitempty" doc:"customer/42, or profile/… of a guest; a hash of whom is erased; none of a list"`
}

// readings tells who read personal data: the audit log, without the rest.
func (d *door) readings(ctx context.Context, shop app.ShopID, in *readingsIn) (*readingsOut, error) {
	found, next, page, err := d.auditPage(ctx, shop, in.PageIn, store.AuditFilter{Told: true, Subject: in.Subject})
	out := readingsOut{PageOut: page}
	out.Body.Next, out.Body.Readings = next, make([]readingBody, len(found))
	for i, r := range found {
		out.Body.Readings[i] = readingBody{r.At, r.Actor, r.Action, r.Subject}
	}
	return &out, err
}
