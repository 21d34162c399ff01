package admin

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/audit"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web"
)

// keyHeader names a request, so that it can be sent again without being done again.
const keyHeader = "Idempotency-Key"

// replayedHeader tells that an answer is the first one once more.
const replayedHeader = "Idempotent-Replayed"

// onceKey is where an operation's description says that its answer is not kept.
const onceKey = "x-once"

// once is for operations whose answer holds a secret: nobody is given it again.
func once(op *huma.Operation) { extend(op, onceKey, true) }

// change is what a request changes, as its handler finds out.
type change struct {
	entry app.AuditEntry
}

type changeKey struct{}

// changeOf is the change under way; nil where the operation makes none.
func changeOf(ctx context.Context) *change {
	c, _ := ctx.Value(changeKey{}).(*change)
	return c
}

// aim says what else is changed, "surveys/…".
func aim(ctx context.Context, targets ...string) {
	c := changeOf(ctx)
	if c == nil {
		return
	}
	for _, one := range targets {
		if !slices.Contains(c.entry.Targets, one) && len(c.entry.Targets) < mostTargets {
			c.entry.Targets = append(c.entry.Targets, one)
		}
	}
}

// differ says which fields are changed, and from what to what.
func differ(ctx context.Context, before, after any) {
	if c := changeOf(ctx); c != nil {
		c.entry.Changes = append(c.entry.Changes, audit.Diff(before, after)...)
	}
}

// named says which fields are changed, and nothing of what stood there or stands now.
func named(ctx context.Context, before, after any) {
	if c := changeOf(ctx); c != nil {
		c.entry.Changes = append(c.entry.Changes, audit.Names(audit.Diff(before, after))...)
	}
}

// mostTargets is how many are named of what one request changes.
const mostTargets = 100

// mutates reports whether an operation changes something.
func mutates(op *huma.Operation) bool {
	return op.Method != http.MethodGet && op.Extensions[looksKey] == nil
}

// keep keeps who changes what, and how that ended, before they are told; and answers a
// request that came before as it was answered then.
func (d *door) keep(ctx huma.Context, next func(huma.Context)) {
	op, g := ctx.Operation(), humagin.Unwrap(ctx)
	if !mutates(op) {
		next(ctx)
		return
	}
	who := callerOf(ctx.Context())
	c := &change{begun(ctx, who)}
	claim, err := claimOf(g, op, who)
	if err != nil {
		web.Fail(g, err)
		return
	}
	id, before, err := d.Store.BeginChange(g.Request.Context(), who.shop, c.entry, claim)
	switch {
	case err != nil:
		web.Fail(g, err)
		return
	case before != nil:
		again(g, *before)
		return
	}
	answer := hold(g)
	done := store.Ended{Entry: c.entry, Claim: claim, Answer: &store.Answer{Status: http.StatusInternalServerError}}
	kept := false
	finish := func() error {
		kept = true
		return d.Store.EndChange(context.WithoutCancel(g.Request.Context()), who.shop, id, done)
	}
	defer func() { // a handler that panics has been answered by nobody yet
		g.Writer = answer.ResponseWriter
		if !kept {
			done.Entry.Outcome = app.OutcomeOf(app.Errorf(app.Internal, "panic"))
			_ = finish()
		}
	}()
	next(huma.WithValue(ctx, changeKey{}, c))
	done.Entry, done.Once = c.entry, op.Extensions[onceKey] != nil && answer.status < http.StatusBadRequest
	done.Entry.Outcome = outcome(answer)
	done.Answer = answer.kept()
	if err := finish(); err != nil {
		answer.refuse(g, err)
		return
	}
	answer.release()
}

// begun is the line of the log that a request begins.
func begun(ctx huma.Context, who caller) app.AuditEntry {
	op := ctx.Operation()
	e := app.AuditEntry{Actor: who.actor, Operation: op.OperationID, Outcome: app.AuditBegun}
	e.Action, _ = op.Extensions[readsKey].(string) // of a request that was answered before
	var of string
	for _, part := range strings.Split(strings.TrimPrefix(op.Path, "/api/v1/"), "/") {
		name, is := strings.CutPrefix(part, "{")
		switch id := ctx.Param(strings.TrimSuffix(name, "}")); {
		case !is:
			of = part
		case name == "customer}":
			if aCustomer.MatchString(id) {
				e.Subject = "customer/" + id
			}
		case name != "identity}" && anID.MatchString(id): // which says by what a shopper is known
			e.Targets = append(e.Targets, of+"/"+id)
		}
	}
	return e
}

var (
	aCustomer = regexp.MustCompile(`^[1-9][0-9]{0,18}$`)
	anID      = regexp.MustCompile(`^[0-9A-Za-z._-]{1,64}$`)
	aKey      = regexp.MustCompile(`^[!-~]{1,255}$`)
)

// claimOf is the key that a request names, nil for none. Its body is read for it, and can
// be read again. Errors: Invalid; TooLarge.
func claimOf(g *gin.Context, op *huma.Operation, who caller) (*store.Claim, error) {
	named := g.Request.Header.Values(keyHeader)
	if len(named) == 0 {
		return nil, nil
	}
	if len(named) > 1 || !aKey.MatchString(named[0]) {
		return nil, app.InvalidFields([]app.FieldError{{Field: keyHeader, Code: "format", Message: "Use 1 to 255 printable characters of ASCII."}})
	}
	body, err := web.Body(g, op.MaxBodyBytes)
	if err != nil {
		return nil, err
	}
	restore(g, body)
	// The body is hashed with the key, which nobody can guess: what was said is not to be
	// found by trying.
	return &store.Claim{
		ID:          digest(who.actor, named[0]),
		Fingerprint: digest(named[0], g.Request.Method, g.Request.URL.RequestURI(), g.GetHeader("If-Match"), string(body)),
	}, nil
}

func digest(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		inner := sha256.Sum256([]byte(part))
		h.Write(inner[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// again gives an answer once more.
func again(g *gin.Context, a store.Answer) {
	for name, values := range a.Header {
		g.Writer.Header()[name] = values
	}
	g.Header(replayedHeader, "true")
	g.Status(a.Status)
	_, _ = g.Writer.Write(a.Body)
}

// outcome is how a request ended, by what it is answered.
func outcome(a *answer) app.AuditOutcome {
	if a.status < http.StatusBadRequest {
		return app.AuditDone
	}
	return app.AuditOutcome(kindOf(a.status).String())
}
