package admin

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web"
)

// An ETag is two: "<edition>-<body>". The edition is what a merchant edits, and is all
// that If-Match goes by; the body is what a reader is told, which may change by itself,
// and If-None-Match goes by both.

// edition tells which edition of something there is now. Errors: NotFound.
type edition func(ctx context.Context, shop app.ShopID, param func(string) string) (string, error)

// tagged is for operations on what is edited: whoever names by If-Match the edition that
// they read changes no other.
func (d *door) tagged(of edition) func(*huma.Operation) {
	return func(op *huma.Operation) {
		op.Middlewares = append(op.Middlewares, d.tag(of))
		extend(op, taggedKey, true)
		if op.Method == http.MethodGet {
			op.Parameters = append(op.Parameters, &noneMatchParam)
		} else {
			op.Parameters = append(op.Parameters, &matchParam)
		}
	}
}

// taggedKey is where an operation's description says that its answer has an ETag.
const taggedKey = "x-etag"

var (
	matchParam = huma.Param{
		Name: "If-Match", In: "header", Schema: &huma.Schema{Type: huma.TypeString, MaxLength: new(200)},
		Description: "The ETag of what was edited: if somebody has changed it since, nothing is changed and the answer is 412",
	}
	noneMatchParam = huma.Param{
		Name: "If-None-Match", In: "header", Schema: &huma.Schema{Type: huma.TypeString, MaxLength: new(200)},
		Description: "The ETag of what is known already: if it is still so, the answer is 304",
	}
)

func (d *door) tag(of edition) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		g, shop := humagin.Unwrap(ctx), callerOf(ctx.Context()).shop
		if match := ctx.Header("If-Match"); match != "" && ctx.Method() != http.MethodGet {
			now, err := of(ctx.Context(), shop, ctx.Param)
			if err == nil {
				err = unchanged(match, now)
			}
			if err != nil {
				web.Fail(g, err)
				return
			}
			ctx = huma.WithValue(huma.WithValue(ctx, matchedKey{}, now), matchKey{}, match)
		}
		answer := hold(g)
		defer func() { g.Writer = answer.ResponseWriter }()
		next(ctx)
		if answer.status < http.StatusBadRequest && ctx.Method() != http.MethodDelete { // of what is gone there is no edition
			now, err := of(ctx.Context(), shop, ctx.Param)
			if err != nil {
				answer.refuse(g, err)
				return
			}
			tag := `"` + now + "-" + digest(answer.body.String())[:16] + `"`
			answer.Header().Set("ETag", tag)
			if ctx.Method() == http.MethodGet && among(ctx.Header("If-None-Match"), tag) {
				answer.status = http.StatusNotModified
				answer.body.Reset()
				answer.Header().Del("Content-Type")
			}
		}
		answer.release()
	}
}

type (
	matchedKey struct{} // the edition that was found to match
	matchKey   struct{} // what If-Match says
)

func unchanged(match, now string) error {
	if editionAmong(match, now) {
		return nil
	}
	return app.Errorf(app.Outdated, "somebody has changed this since you read it: read it again")
}

// stillEdition is what If-Match asks, once more within the transaction that changes
// something: nobody comes between. Errors: Outdated.
func stillEdition(ctx context.Context, content any) error {
	match, named := ctx.Value(matchKey{}).(string)
	if !named {
		return nil
	}
	now, err := madeOf(content)
	if err != nil {
		return err
	}
	return unchanged(match, now)
}

// revisionOf is the revision that a request edits: If-Match names it, or the body, as was
// usual before. Errors: Invalid where neither does.
func revisionOf(ctx context.Context, inBody *int) (int, error) {
	if matched, ok := ctx.Value(matchedKey{}).(string); ok {
		return strconv.Atoi(strings.TrimPrefix(matched, "r"))
	}
	if inBody == nil {
		return 0, app.InvalidFields([]app.FieldError{{Field: "If-Match", Code: "required", Message: "Say by the ETag which one you have edited."}})
	}
	return *inBody, nil
}

// matched is the edition that a request names by If-Match, "" for whichever it is.
func matched(ctx context.Context) string {
	edition, _ := ctx.Value(matchedKey{}).(string)
	return edition
}

func among(list, tag string) bool {
	for one := range strings.SplitSeq(list, ",") {
		if one = strings.TrimPrefix(strings.TrimSpace(one), "W/"); one == tag || one == "*" {
			return true
		}
	}
	return false
}

func editionAmong(list, now string) bool {
	for one := range strings.SplitSeq(list, ",") {
		one = strings.TrimSpace(one)
		if read, _, ok := strings.Cut(strings.Trim(one, `"`), "-"); one == "*" || ok && read == now {
			return true
		}
	}
	return false
}

// madeOf is an edition that is known by what is in it.
func madeOf(content any) (string, error) {
	text, err := json.Marshal(content)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8]), err
}

func (d *door) surveyEdition(ctx context.Context, shop app.ShopID, param func(string) string) (string, error) {
	s, err := d.Store.Survey(ctx, shop, app.SurveyID(param("id")))
	return "r" + strconv.Itoa(s.Revision), err
}

func (d *door) mappingEdition(ctx context.Context, shop app.ShopID, param func(string) string) (string, error) {
	m, err := d.Store.Mapping(ctx, shop, app.DestinationID(param("id")))
	return "r" + strconv.Itoa(m.Revision), err
}

func (d *door) destinationEdition(ctx context.Context, shop app.ShopID, param func(string) string) (string, error) {
	one, err := d.Store.Destination(ctx, shop, app.DestinationID(param("id")))
	return one.Edition, err
}

func (d *door) rewardEdition(ctx context.Context, shop app.ShopID, param func(string) string) (string, error) {
	r, err := d.Store.Reward(ctx, shop, param("handle"))
	if err != nil {
		return "", err
	}
	return madeOf(r.Rule)
}

func (d *door) settingsEdition(ctx context.Context, shop app.ShopID, _ func(string) string) (string, error) {
	now, err := d.settings(ctx, shop, nil)
	if err != nil {
		return "", err
	}
	return madeOf(now.decided())
}
