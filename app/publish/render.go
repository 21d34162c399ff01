package publish

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/integrations/shopify"
)

// defaultProxyPath is where shopify.app.toml asks Shopify to put our app proxy;
// a merchant may move it, which its first request tells us.
const defaultProxyPath = "/apps/askwell"

// publication is what blocks read: everything a shopper may see and no more.
type publication struct {
	AppURL    string      `json:"app_url"`
	ProxyPath string      `json:"proxy_path"`
	Surveys   []published `json:"surveys"`
}

type published struct {
	Handle     string         `json:"handle"`
	Version    int            `json:"version"`
	Languages  []string       `json:"languages"`
	Placements []app.Surface  `json:"placements"`
	Questions  []app.Question `json:"questions"`
	Thanks     app.Text       `json:"thanks,omitempty"`
}

func render(appURL string, shop app.Shop, versions []app.Version) ([]byte, error) {
	p := publication{AppURL: appURL, ProxyPath: shop.ProxyPath, Surveys: make([]published, len(versions))}
	if p.ProxyPath == "" {
		p.ProxyPath = defaultProxyPath
	}
	for i, v := range versions {
		d := v.Document
		p.Surveys[i] = published{
			Handle: d.Handle, Version: v.Version, Languages: d.Languages, Placements: d.Placements,
			Questions: make([]app.Question, len(d.Questions)), Thanks: d.Thanks,
		}
		for n, q := range d.Questions {
			q = q.Shown()
			q.MaxLength = question.MaxLength(q)
			p.Surveys[i].Questions[n] = q
		}
	}
	document, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("published surveys: %w", err)
	}
	return document, nil
}

// definitions lists the metafields the surveys' answers are written to, each once.
func definitions(versions []app.Version) []shopify.Definition {
	var wanted []shopify.Definition
	add := func(d shopify.Definition) {
		if !slices.ContainsFunc(wanted, func(w shopify.Definition) bool { return w.Owner == d.Owner && w.Key == d.Key }) {
			wanted = append(wanted, d)
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
				add(shopify.Definition{Owner: shopify.OwnerCustomer, Key: q.Key, Name: name, Kind: kind})
			}
			if q.Mapping.OrderMetafield {
				add(shopify.Definition{Owner: shopify.OwnerOrder, Key: q.Key, Name: name, Kind: kind})
			}
		}
	}
	return wanted
}
