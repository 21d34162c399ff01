package shopify

import (
	"context"
	"slices"

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
// answer by its name and use it in segments.
type Definition struct {
	Owner Owner
	Key   string // the question's key
	Name  string // the question's prompt, cut to what Shopify takes
	Kind  app.ValueKind
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
		} `json:"nodes"`
		PageInfo struct {
			HasNextPage bool   `json:"hasNextPage"`
			EndCursor   string `json:"endCursor"`
		} `json:"pageInfo"`
	} `json:"metafieldDefinitions"`
}

type createDefinition struct {
	MetafieldDefinitionCreate *struct {
		UserErrors UserErrors `json:"userErrors"`
	} `json:"metafieldDefinitionCreate"`
}

// EnsureDefinitions makes the definitions that are not there yet. Safe to
// repeat and to race. Errors: Conflict when a key is defined with another type;
// Rejected; as Do.
func (a *Admin) EnsureDefinitions(ctx context.Context, wanted []Definition) error {
	have := make(map[Owner]map[string]string) // key → type
	for _, d := range wanted {
		if have[d.Owner] == nil {
			types, err := a.definitions(ctx, d.Owner)
			if err != nil {
				return err
			}
			have[d.Owner] = types
		}
		switch defined := have[d.Owner][d.Key]; defined {
		case metafieldType(d.Kind):
		case "":
			if err := a.createDefinition(ctx, d); err != nil {
				return err
			}
			have[d.Owner][d.Key] = metafieldType(d.Kind)
		default:
			return app.Errorf(app.Conflict, "Shopify holds the answers of %q as %s; a question of another kind needs another key", d.Key, defined)
		}
	}
	return nil
}

func (a *Admin) definitions(ctx context.Context, owner Owner) (map[string]string, error) {
	types := make(map[string]string)
	vars := map[string]any{"owner": owner}
	for {
		var page definitionsPage
		if err := a.Do(ctx, opDefinitions, vars, &page); err != nil {
			return nil, err
		}
		for _, node := range page.MetafieldDefinitions.Nodes {
			types[node.Key] = node.Type.Name
		}
		info := page.MetafieldDefinitions.PageInfo
		if !info.HasNextPage || info.EndCursor == "" || info.EndCursor == vars["after"] {
			return types, nil
		}
		vars["after"] = info.EndCursor
	}
}

// A shop has a limited number of filterable definitions; an answer that cannot
// be filtered by is better than none.
var notFilterable = []string{"OWNER_TYPE_LIMIT_EXCEEDED_FOR_USE_AS_ADMIN_FILTERS", "INVALID_CAPABILITY"}

func (a *Admin) createDefinition(ctx context.Context, d Definition) error {
	input := definitionInput{
		Owner: d.Owner, Namespace: namespace, Key: d.Key, Type: metafieldType(d.Kind),
		Name:   clip(d.Name, maxDefinitionName),
		Access: accessTo(d.Owner),
	}
	if filterable(d.Kind) {
		input.Capabilities = new(capableness)
		input.Capabilities.AdminFilterable.Enabled = true
	}
	refused, err := a.tryDefinition(ctx, input)
	if err == nil && input.Capabilities != nil && refused.any(notFilterable...) {
		input.Capabilities = nil
		refused, err = a.tryDefinition(ctx, input)
	}
	switch {
	case err != nil:
		return err
	case len(refused) == 0, refused.any("TAKEN"): // taken: somebody else just made it
		return nil
	}
	return &app.Error{Kind: app.Rejected, Message: "Shopify refused the metafield definition of " + d.Key, Err: refused}
}

func (a *Admin) tryDefinition(ctx context.Context, input definitionInput) (UserErrors, error) {
	var out createDefinition
	if err := a.Do(ctx, opCreateDefinition, map[string]any{"definition": input}, &out); err != nil {
		return nil, err
	}
	if out.MetafieldDefinitionCreate == nil {
		return nil, app.Errorf(app.Unavailable, "Shopify gave no answer about a metafield definition")
	}
	return out.MetafieldDefinitionCreate.UserErrors, nil
}

func (e UserErrors) any(codes ...string) bool {
	return slices.ContainsFunc(e, func(one UserError) bool { return slices.Contains(codes, one.Code) })
}
