package shopify

import (
	"context"

	"github.com/askwell/askwell/app"
)

// namespace is our own corner of every owner's metafields. "app" without the
// dollar would be another, unprotected one.
const namespace = "$app"

// Owner is what a metafield hangs on.
type Owner string

// The owners of answers.
const (
	OwnerCustomer Owner = "CUSTOMER"
	OwnerOrder    Owner = "ORDER"
)

// Definition asks for a metafield definition: with one, merchants see the
// answer by its name and use it in segments, unless it is sensitive.
type Definition struct {
	Owner     Owner
	Key       string // the question's key
	Name      string // the question's prompt, cut to what Shopify takes
	Kind      app.ValueKind
	Sensitive bool // nobody may be found by it
}

const maxDefinitionName = 255

type definitionInput struct {
	Owner        Owner        `json:"ownerType"`
	Namespace    string       `json:"namespace"`
	Key          string       `json:"key"`
	Name         string       `json:"name"`
	Type         string       `json:"type"`
	Access       accessInput  `json:"access"`
	Capabilities *capableness `json:"capabilities,omitempty"`
}

type accessInput struct {
	Admin           string `json:"admin"`
	Storefront      string `json:"storefront"`
	CustomerAccount string `json:"customerAccount"`
}

// accessTo is who besides us reads a definition's values: the merchant, and the
// customer her own in her account. The storefront's API tells nobody.
func accessTo(owner Owner) accessInput {
	access := accessInput{Admin: "MERCHANT_READ", Storefront: "NONE", CustomerAccount: "NONE"}
	if owner == OwnerCustomer {
		access.CustomerAccount = "READ"
	}
	return access
}

type capableness struct {
	AdminFilterable struct {
		Enabled bool `json:"enabled"`
	} `json:"adminFilterable"`
}

type definitionsPage struct {
	MetafieldDefinitions struct {
		Nodes []struct {
			Key  string `json:"key"`
			Type struct {
				Name string `json:"name"`
			} `json:"type"`
			Capabilities capableness `json:"capabilities"`
		} `json:"nodes"`
		PageInfo struct {
			HasNextPage bool   `json:"hasNextPage"`
			EndCursor   string `json:"endCursor"`
		} `json:"pageInfo"`
	} `json:"metafieldDefinitions"`
}

// defined is what Shopify has under a key.
type defined struct {
	kind       string // a metafield's type
	filterable bool
}

// EnsureDefinitions makes the definitions that are not there yet, and what became
// sensitive unfit to find anybody by. Safe to repeat and to race. Errors: Conflict
// when a key is defined with another type; Rejected; as Do.
func (a *Admin) EnsureDefinitions(ctx context.Context, wanted []Definition) error {
	have := make(map[Owner]map[string]defined) // by key
	for _, d := range wanted {
		if have[d.Owner] == nil {
			there, err := a.definitions(ctx, d.Owner)
			if err != nil {
				return err
			}
			have[d.Owner] = there
		}
		there, known := have[d.Owner][d.Key]
		var err error
		switch {
		case !known:
			err = a.createDefinition(ctx, d)
			have[d.Owner][d.Key] = defined{kind: metafieldType(d.Kind)}
		case there.kind != metafieldType(d.Kind):
			err = app.Errorf(app.Conflict, "Shopify holds the answers of %q as %s; a question of another kind needs another key", d.Key, there.kind)
		case d.Sensitive && there.filterable:
			err = a.hideDefinition(ctx, d)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *Admin) definitions(ctx context.Context, owner Owner) (map[string]defined, error) {
	there := make(map[string]defined)
	vars := map[string]any{"owner": owner}
	for {
		var page definitionsPage
		if err := a.Do(ctx, opDefinitions, vars, &page); err != nil {
			return nil, err
		}
		for _, node := range page.MetafieldDefinitions.Nodes {
			there[node.Key] = defined{node.Type.Name, node.Capabilities.AdminFilterable.Enabled}
		}
		info := page.MetafieldDefinitions.PageInfo
		if !info.HasNextPage || info.EndCursor == "" || info.EndCursor == vars["after"] {
			return there, nil
		}
		vars["after"] = info.EndCursor
	}
}
