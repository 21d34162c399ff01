package ask

import (
	"strings"
	"time"

	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/stream"
)

// facts is what is known of a shopper and her visit, but for her answers. What the
// server knows is read when a rule asks for it, and then wins over her block's word.
type facts struct {
	own    map[string]any
	block  map[string]any
	read   func() (map[string]any, error)
	server map[string]any
	failed error
}

func newFacts(at Place, h stream.History, read func() (map[string]any, error)) *facts {
	own := past(h)
	own["visit.surface"] = string(at.Surface)
	if at.Locale != "" {
		own["visit.locale"], own["visit.language"] = at.Locale, language(at.Locale)
	}
	return &facts{own: own, block: at.Facts, read: read}
}

// past are the facts that follow from a history.
func past(h stream.History) map[string]any {
	answered, visits := map[string]bool{}, map[string]bool{}
	for _, a := range h.Answers {
		answered[a.Question] = true
	}
	for _, a := range h.Askings {
		visits[a.Occasion] = true
	}
	return map[string]any{"shopper.answered": float64(len(answered)), "shopper.visits": float64(len(visits))}
}

// Past tells a rule the facts that follow from what is remembered of a shopper.
func Past(her store.History, now time.Time) map[string]any {
	h, _ := (&Plan{}).remember(her, Place{}, now)
	return past(h)
}

// language is a language tag's first part.
func language(locale string) string {
	if i := strings.IndexAny(locale, "-_"); i >= 0 {
		locale = locale[:i]
	}
	return strings.ToLower(locale)
}

func (f *facts) known(name string) any {
	if v, ok := f.own[name]; ok {
		return v
	}
	if !strings.HasPrefix(name, "visit.") && f.load() == nil {
		if v, ok := f.server[name]; ok {
			return v
		}
	}
	return f.block[name]
}

// load reads what the server knows, once.
func (f *facts) load() error {
	if f.server == nil && f.failed == nil {
		f.server, f.failed = f.read()
	}
	return f.failed
}
