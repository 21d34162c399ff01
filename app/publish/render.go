package publish

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/integrations/shopify"
)

// publication is what blocks read: everything a shopper may see and no more.
type publication struct {
	AppURL    string      `json:"app_url"`
	ProxyPath string      `json:"proxy_path"`
	Currency  string      `json:"currency,omitempty"` // of every amount a rule names
	Surveys   []published `json:"surveys"`
}

type published struct {
	Handle     string         `json:"handle"`
	Version    int            `json:"version"`
	Languages  []string       `json:"languages"`
	Placements []app.Surface  `json:"placements"`
	Questions  []app.Question `json:"questions"`
	Thanks     app.Text       `json:"thanks,omitempty"`

	// What a block decides by whom to ask, as the server does.
	Audience app.Rule   `json:"audience,omitempty"`
	Sample   app.Sample `json:"sample,omitzero"`
	Priority int        `json:"priority,omitempty"`
	Invited  bool       `json:"invited,omitempty"` // it does not weigh on what she is asked unasked

	// What she gets for answering.
	Endings []app.Ending `json:"endings,omitempty"`
	Poll    *app.Poll    `json:"poll,omitempty"`
	Reward  *promised    `json:"reward,omitempty"`
}

// promised is what a reward is worth to who answers, and not what it may cost.
type promised struct {
	Handle   string         `json:"handle"`
	Kind     app.RewardKind `json:"kind"`
	Value    string         `json:"value,omitempty"`
	Currency string         `json:"currency,omitempty"`
	Ends     time.Time      `json:"ends,omitzero"`  // when nobody else is promised one
	Until    time.Time      `json:"until,omitzero"` // when its codes stop counting
}

func render(appURL string, shop app.Shop, versions []app.Version, rewards []app.RewardState) ([]byte, error) {
	p := publication{AppURL: appURL, ProxyPath: shop.Proxy(), Currency: shop.Currency, Surveys: make([]published, len(versions))}
	versions = slices.Clone(versions)
	slices.SortStableFunc(versions, func(a, b app.Version) int { // a theme without scripts asks the first
		return cmp.Or(app.ComparePriority(&a.Document, &b.Document), cmp.Compare(a.Document.Handle, b.Document.Handle))
	})
	for i, v := range versions {
		d := v.Document
		p.Surveys[i] = published{
			Handle: d.Handle, Version: v.Version, Languages: d.Languages, Placements: d.Placements,
			Questions: make([]app.Question, len(d.Questions)), Thanks: d.Thanks,
			Audience: d.Audience, Sample: d.Sample, Priority: d.Priority, Invited: d.Invited(),
			Endings: d.Endings, Poll: d.Poll, Reward: promise(d.Reward, rewards),
		}
		for n, q := range d.Questions {
			q = q.Shown()
			q.MaxLength = question.MaxLength(q)
			q.Seconds = question.Seconds(q)
			p.Surveys[i].Questions[n] = q
		}
	}
	document, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("published surveys: %w", err)
	}
	return document, nil
}

// promise is what a survey gives, nil for nothing: a rule that is gone promises nothing.
func promise(handle string, rewards []app.RewardState) *promised {
	for _, r := range rewards {
		if handle != "" && r.Rule.Handle == handle {
			return &promised{
				Handle: handle, Kind: r.Rule.Kind, Value: r.Rule.Value, Currency: r.Rule.Currency,
				Ends: r.Rule.EndsAt, Until: r.Rule.ValidUntil(),
			}
		}
	}
	return nil
}

// definitions lists the metafields the surveys' answers are written to, each once.
func definitions(versions []app.Version) []shopify.Definition {
	var wanted []shopify.Definition
	add := func(d shopify.Definition) {
		same := slices.IndexFunc(wanted, func(w shopify.Definition) bool { return w.Owner == d.Owner && w.Key == d.Key })
		if same < 0 {
			wanted = append(wanted, d)
		} else if d.Sensitive { // where it is in one survey, it is
			wanted[same].Sensitive = true
		}
	}
	for _, v := range versions {
		for _, q := range v.Document.Questions {
			kind := question.Kind(q)
			if kind == "" {
				continue
			}
			name := q.Prompt[v.Document.Languages[0]]
			if q.Mapping.Metafield {
				add(shopify.Definition{Owner: shopify.OwnerCustomer, Key: q.Key, Name: name, Kind: kind, Sensitive: q.Sensitive})
			}
			if q.Mapping.OrderMetafield {
				add(shopify.Definition{Owner: shopify.OwnerOrder, Key: q.Key, Name: name, Kind: kind, Sensitive: q.Sensitive})
			}
		}
	}
	return wanted
}
