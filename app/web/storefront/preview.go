package storefront

import (
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/web/page"
)

// Preview is the page of a survey as a draft would have it, with what everybody is asked
// first. Errors: Internal.
func Preview(shop app.Shop, draft app.Document, locale string) (string, error) {
	draft = question.Guarded(draft) // as it would be frozen
	v := visit{of: app.Version{Document: draft}, locale: locale}
	p := page.Page{Shop: shop.Name, Dir: page.Dir(locale), Lang: page.Lang(locale, "", shop.Locale), Style: linkLook}
	keys := first(draft)
	v.ask(&p, keys, "", "")
	if err := v.tell(&p, keys); err != nil {
		return "", err
	}
	html, err := p.HTML()
	return string(html), err
}

// first are the questions that hang on nothing, up to the one that leads elsewhere.
func first(draft app.Document) (keys []string) {
	for _, q := range draft.Questions {
		if q.If == nil {
			keys = append(keys, q.Key)
		}
		if len(q.Next) > 0 {
			break
		}
	}
	return keys
}
