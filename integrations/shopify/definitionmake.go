package shopify

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
)

type createDefinition struct {
	MetafieldDefinitionCreate *struct {
		UserErrors UserErrors `json:"userErrors"`
	} `json:"metafieldDefinitionCreate"`
}

type updateDefinition struct {
	MetafieldDefinitionUpdate *struct {
		UserErrors UserErrors `json:"userErrors"`
	} `json:"metafieldDefinitionUpdate"`
}

type definitionUpdateInput struct {
	Owner        Owner       `json:"ownerType"`
	Namespace    string      `json:"namespace"`
	Key          string      `json:"key"`
	Capabilities capableness `json:"capabilities"`
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
	if filterable(d.Kind) && !d.Sensitive {
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

// hideDefinition takes a definition out of filters and segments.
func (a *Admin) hideDefinition(ctx context.Context, d Definition) error {
	input := definitionUpdateInput{Owner: d.Owner, Namespace: namespace, Key: d.Key}
	var out updateDefinition
	if err := a.Do(ctx, opUpdateDefinition, map[string]any{"definition": input}, &out); err != nil {
		return err
	}
	switch done := out.MetafieldDefinitionUpdate; {
	case done == nil:
		return app.Errorf(app.Unavailable, "Shopify gave no answer about a metafield definition")
	case len(done.UserErrors) > 0:
		return &app.Error{Kind: app.Rejected, Message: "Shopify still lets customers be found by " + d.Key, Err: done.UserErrors}
	}
	return nil
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
