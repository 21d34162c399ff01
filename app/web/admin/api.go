package admin

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/web"
)

// Bounds of a request in bytes. Only documents are large.
const (
	bodyLimit     = 32 << 10
	documentLimit = question.MostBytes + bodyLimit
)

// Bounds of what a refusal says of a request.
const (
	mostErrors = 50
	mostSaid   = 200 // bytes of one name or message
)

// retryHeader tells App Bridge to try once more with a fresh session token.
const retryHeader = "X-Shopify-Retry-Invalid-Session-Request"

func (d *door) mountAPI(e *gin.Engine) {
	speakProblems()
	config := huma.DefaultConfig("Askwell", "1")
	config.CreateHooks = nil // no $schema in every answer
	config.DocsPath, config.SchemasPath = "", ""
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "http", Scheme: "bearer", BearerFormat: "JWT", Description: "A session token of App Bridge"},
	}
	api := humagin.NewWithGroup(e, e.Group("", fromExtension), config)
	e.OPTIONS(deskPath, fromExtension, preflight)

	add(api, d, http.MethodGet, "/status", "How things stand", d.status)
	add(api, d, http.MethodGet, "/surfaces", "What was shown, started, answered and completed on each surface, and where a block went missing", d.surfaces)
	add(api, d, http.MethodGet, "/surveys", "List the surveys", d.surveys)
	add(api, d, http.MethodPost, "/surveys", "Create a survey", d.create, withDocument)
	add(api, d, http.MethodGet, "/surveys/{id}", "Read a survey", d.survey)
	add(api, d, http.MethodGet, "/surveys/{id}/missing", "List the texts a survey lacks, by language", d.missing)
	add(api, d, http.MethodPut, "/surveys/{id}", "Save a survey's draft", d.save, withDocument)
	add(api, d, http.MethodPost, "/surveys/{id}/publish", "Publish a survey", d.publish)
	add(api, d, http.MethodGet, "/surveys/{id}/effect", "Count what publishing a survey changes for those who have answered it", d.publishEffect)
	add(api, d, http.MethodGet, "/surveys/{id}/email", "A published survey's first question, to be put into an email", d.email)
	add(api, d, http.MethodGet, "/surveys/{id}/link", "Where a survey's page is, and its QR code", d.surveyPage)
	add(api, d, http.MethodGet, "/templates", "List the templates", d.templates)
	add(api, d, http.MethodPost, "/templates/{name}", "Make the surveys and rewards of a template, and publish them", d.install)
	add(api, d, http.MethodGet, "/responses", "List responses and what became of them, newest first", d.responses, reads("list"))
	add(api, d, http.MethodGet, "/responses/{response}/trail", "Where each answer of a response went, when, and why or why not", d.trail, reads("read"))
	add(api, d, http.MethodGet, "/rewards", "List the rewards, newest first", d.rewards)
	add(api, d, http.MethodPost, "/rewards", "Create a reward", d.createReward)
	add(api, d, http.MethodGet, "/rewards/{handle}", "Read a reward and what has come of it", d.reward)
	add(api, d, http.MethodPut, "/rewards/{handle}", "Change a reward's title, budget and end", d.changeReward)
	add(api, d, http.MethodPost, "/rewards/{handle}/end", "End a reward: nobody else is promised one", d.endReward)
	add(api, d, http.MethodGet, "/privacy/requests", "List privacy requests and how far they are, newest first", d.privacyRequests)
	add(api, d, http.MethodGet, "/privacy/export", "What a customer asked for who wants to know what is held of her", d.privacyExport, reads("export"))
	add(api, d, http.MethodGet, "/privacy/erasures", "List erasures, what became of them at each destination, and their receipts", d.erasures)
	add(api, d, http.MethodGet, "/providers", "List what can be connected, and what is to be filled in for it", d.providers)
	add(api, d, http.MethodPost, "/providers/{provider}/lists", "List the lists of an account that is about to be connected", d.providerLists)
	add(api, d, http.MethodGet, "/destinations", "List the destinations, and how they stand", d.connections)
	add(api, d, http.MethodPost, "/destinations", "Connect a destination", d.connect)
	add(api, d, http.MethodPost, "/destinations/authorize", "Where a merchant lets us in at a vendor's own site", d.authorizeDestination)
	add(api, d, http.MethodPost, "/destinations/claim", "Connect what a merchant has come back with from a vendor", d.claimDestination)
	add(api, d, http.MethodGet, "/destinations/{id}", "Read a destination", d.connection)
	add(api, d, http.MethodPatch, "/destinations/{id}", "Change a destination's name, settings, or what is done where it differs", d.changeConnection)
	add(api, d, http.MethodDelete, "/destinations/{id}", "Disconnect a destination", d.disconnect)
	add(api, d, http.MethodGet, "/destinations/{id}/written", "Count what could be taken back at a destination", d.written)
	add(api, d, http.MethodPost, "/destinations/{id}/check", "Look whether a destination works", d.checkConnection)
	add(api, d, http.MethodPost, "/destinations/{id}/pause", "Send nothing to a destination until it is resumed", d.pauseConnection)
	add(api, d, http.MethodPost, "/destinations/{id}/resume", "Go on sending to a destination", d.resumeConnection)
	add(api, d, http.MethodGet, "/destinations/{id}/catalogue", "List what there is in a destination's account that answers can go to", d.catalogue)
	add(api, d, http.MethodPost, "/destinations/{id}/plan", "Count what telling people would change at a destination", d.plan, withMapping)
	add(api, d, http.MethodGet, "/runs", "List the runs and how far they are, newest first", d.runs)
	add(api, d, http.MethodPost, "/runs", "Begin to tell people what they have said", d.beginRun)
	add(api, d, http.MethodGet, "/runs/{run}", "Read a run and how far it is", d.run)
	add(api, d, http.MethodPost, "/runs/{run}/pause", "Stop a run until it is resumed", d.pauseRun)
	add(api, d, http.MethodPost, "/runs/{run}/resume", "Go on with a run", d.resumeRun)
	add(api, d, http.MethodPost, "/runs/{run}/cancel", "End a run: what was sent stays", d.cancelRun)
	add(api, d, http.MethodGet, "/destinations/{id}/mapping", "Where answers go at a destination, and what is proposed", d.board)
	add(api, d, http.MethodPut, "/destinations/{id}/mapping", "Keep where answers go at a destination", d.saveMapping, withMapping)
	add(api, d, http.MethodPost, "/destinations/{id}/mapping/preview", "What a destination would be told of one person", d.previewMapping, withMapping, reads("read"))
	add(api, d, http.MethodGet, "/deliveries", "List what was told to destinations, newest first", d.deliveries, reads("list"))
	add(api, d, http.MethodGet, "/deliveries/{delivery}", "Read a delivery: every try at it, and what it wrote over what", d.delivery, reads("read"))
	add(api, d, http.MethodPost, "/deliveries/replay", "Send deliveries again", d.replayDeliveries, answered)
	add(api, d, http.MethodPost, "/deliveries/undo", "Take back what deliveries wrote", d.undoDeliveries, answered)
	add(api, d, http.MethodGet, "/checks", "List where destinations hold something else than was written", d.differences, reads("list"))
	add(api, d, http.MethodGet, "/destinations/{id}/checks", "How far looking at what a destination holds is", d.checks)
	add(api, d, http.MethodPost, "/destinations/{id}/checks", "Look at everything that was written at a destination", d.checkAll)
	add(api, d, http.MethodPost, "/destinations/{id}/checks/decide", "Write ours again where a destination differs, or keep theirs", d.decide)
	add(api, d, http.MethodGet, "/settings", "What the merchant decides for the whole shop", d.settings)
	add(api, d, http.MethodPut, "/settings", "Change what the merchant decides for the whole shop", d.saveSettings)
	add(api, d, http.MethodPost, "/settings/purposes/effect", "Count what using answers for something else would change", d.purposesEffect, answered)
	add(api, d, http.MethodGet, "/people", "Find a shopper", d.people, reads("list"))
	add(api, d, http.MethodGet, "/people/{customer}", "What a shopper has said and was promised", d.person, reads("read"))
	add(api, d, http.MethodPost, "/people/{customer}/identities", "Keep by what else a shopper goes", d.prove, reads("read"))
	add(api, d, http.MethodDelete, "/people/{customer}/identities/{identity}", "Forget by what else a shopper goes", d.forget, reads("read"))
	add(api, d, http.MethodPost, "/people/{customer}/part", "Say that somebody who was taken for a shopper is another person", d.part, reads("read"))
	add(api, d, http.MethodPost, "/people/{customer}/join", "Take back that two are not one person", d.joinAgain, reads("read"))
	add(api, d, http.MethodGet, "/people/{customer}/answers", "What a shopper says today, how fresh it is, and what can be written down for her", d.answers, reads("read"))
	add(api, d, http.MethodPost, "/people/{customer}/answers", "Write down what a shopper says, for her", d.captureAnswers, reads("read"))
	add(api, d, http.MethodPost, "/people/{customer}/consents", "Write down what a shopper grants or withdraws", d.captureConsents, reads("read"))
	add(api, d, http.MethodPost, "/people/{customer}/links", "Make the link by which a shopper reaches her own page", d.link, reads("read"))
	add(api, d, http.MethodGet, "/people/{customer}/profile", "What is known of a shopper as of a moment", d.profile, reads("read"))
	add(api, d, http.MethodGet, "/people/{customer}/explain", "Whether a shopper is asked each question, and what decided", d.explain, reads("read"))
	add(api, d, http.MethodGet, "/privacy/readings", "Who read personal data, newest first", d.readings)
	add(api, d, http.MethodGet, "/privacy/map", "What is kept of people: why, by what right, where it goes and how long", d.privacyMap)
}

// add mounts one operation behind the session check. The handler is told the
// shop the session proves; nothing in a request can name another.
func add[I, O any](api huma.API, d *door, method, path, summary string, handle func(context.Context, app.ShopID, *I) (*O, error), changes ...func(*huma.Operation)) {
	op := huma.Operation{
		OperationID: strings.ToLower(method) + strings.NewReplacer("/", "-", "{", "", "}", "").Replace(path),
		Method:      method, Path: "/api/v1" + path, Summary: summary,
		Security:     []map[string][]string{{"session": {}}},
		Middlewares:  huma.Middlewares{d.authorize},
		MaxBodyBytes: bodyLimit,
	}
	if method == http.MethodPost && !strings.Contains(path, "{") {
		op.DefaultStatus = http.StatusCreated
	}
	for _, change := range changes {
		change(&op)
	}
	huma.Register(api, op, func(ctx context.Context, in *I) (*O, error) {
		shop := ctx.Value(shopKey{}).(app.ShopID)
		out, err := handle(ctx, shop, in)
		if err == nil {
			err = d.note(ctx, shop, op, in)
		}
		if err != nil {
			return nil, problem{web.ProblemOf(err), err}
		}
		return out, nil
	})
}

// withDocument is for operations that take a document: it is large, and checks
// itself.
func withDocument(op *huma.Operation) {
	op.MaxBodyBytes, op.SkipValidateBody = documentLimit, true
}

type shopKey struct{}

func (d *door) authorize(ctx huma.Context, next func(huma.Context)) {
	token, _ := strings.CutPrefix(ctx.Header("Authorization"), "Bearer ")
	session, err := d.session(token)
	if err == nil {
		err = d.installed(ctx.Context(), session.Shop)
	}
	if err != nil {
		if app.Is(err, app.Unauthorized) {
			humagin.Unwrap(ctx).Header(retryHeader, "1")
		}
		web.Fail(humagin.Unwrap(ctx), err)
		return
	}
	next(huma.WithValue(huma.WithValue(ctx, shopKey{}, session.Shop), actorKey{}, session.User))
}

type actorKey struct{}

// actor is the member of staff whose session it is, "user/7".
func actor(ctx context.Context) string {
	user, _ := ctx.Value(actorKey{}).(int64)
	return "user/" + strconv.FormatInt(user, 10)
}

// installed refuses a session that outlived its shop's uninstall.
func (d *door) installed(ctx context.Context, id app.ShopID) error {
	shop, err := d.Store.Shop(ctx, id)
	if app.Is(err, app.NotFound) || (err == nil && !shop.Installed()) {
		return app.Errorf(app.Forbidden, "Askwell is not installed in this shop")
	}
	return err
}

// problem is an error on its way out through huma.
type problem struct {
	web.Problem
	cause error
}

// Error is the problem's title.
func (p problem) Error() string { return p.Title }

// Unwrap returns what caused it, which stays with us.
func (p problem) Unwrap() error { return p.cause }

// GetStatus tells huma the HTTP status.
func (p problem) GetStatus() int { return p.Status }

// ContentType is RFC 9457's.
func (p problem) ContentType(string) string { return "application/problem+json" }

// speakProblems makes huma's own refusals (a body that does not fit its schema)
// look like ours.
var speakProblems = sync.OnceFunc(func() {
	huma.NewError = func(status int, message string, causes ...error) huma.StatusError {
		p := web.Problem{Type: kindOf(status).String(), Title: message, Status: status}
		for _, cause := range causes[:min(len(causes), mostErrors)] {
			if at, ok := cause.(huma.ErrorDetailer); ok {
				p.Errors = append(p.Errors, fieldOf(at.ErrorDetail()))
			}
		}
		return problem{p, nil}
	}
})

func fieldOf(at *huma.ErrorDetail) app.FieldError {
	field := strings.NewReplacer("[", ".", "]", "").Replace(at.Location)
	field = strings.TrimPrefix(strings.TrimPrefix(field, "body."), "document.")
	return app.FieldError{Field: short(field), Code: "schema", Message: short(at.Message)}
}

// short cuts what repeats a request.
func short(s string) string {
	if len(s) > mostSaid {
		return strings.ToValidUTF8(s[:mostSaid], "") + "…"
	}
	return s
}

func kindOf(status int) app.Kind {
	switch status {
	case http.StatusRequestEntityTooLarge:
		return app.TooLarge
	case http.StatusInternalServerError:
		return app.Internal
	default:
		return app.Invalid
	}
}
