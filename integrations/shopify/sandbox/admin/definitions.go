package admin

import (
	"fmt"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// definitionRoots are the roots of metafields and their definitions.
func (s *session) definitionRoots() map[string]field {
	return map[string]field{
		"QueryRoot.metafieldDefinition":      s.queryDefinition,
		"QueryRoot.metafieldDefinitions":     s.queryDefinitions,
		"QueryRoot.metafieldDefinitionTypes": s.queryDefinitionTypes,

		"Mutation.metafieldDefinitionCreate": s.definitionCreate,
		"Mutation.metafieldDefinitionDelete": s.definitionDelete,
		"Mutation.metafieldDefinitionPin":    s.definitionPin,
		"Mutation.metafieldDefinitionUnpin":  s.definitionUnpin,
		"Mutation.metafieldDefinitionUpdate": s.definitionUpdate,
		"Mutation.metafieldsDelete":          s.metafieldsDelete,
		"Mutation.metafieldsSet":             s.metafieldsSet,
	}
}

// definitionAnswer shapes the payload of one of the definitions' mutations.
type definitionAnswer func(d *world.Definition, errs ...world.UserError) (any, error)

func (s *session) definitionPayload(verb, made string, more object) definitionAnswer {
	return func(d *world.Definition, errs ...world.UserError) (any, error) {
		out := object{made: nil}
		for name, value := range more {
			out[name] = value
		}
		if d != nil {
			out[made] = s.definitionObject(d)
		}
		name := "MetafieldDefinition" + verb
		return s.payload(name+"Payload", name+"UserError", out, errs...), nil
	}
}

func (s *session) definitionCreate(a args) (any, error) {
	in, _ := a["definition"].(args)
	answer := s.definitionPayload("Create", "createdDefinition", nil)
	d, err := s.newDefinition(in)
	if err != nil {
		return nil, err
	}
	wrong := d.Update(in)
	if errs := inDefinition(append(s.shop.CheckDefinition(d), wrong...)); len(errs) > 0 {
		return answer(nil, errs...)
	}
	if in["pin"] == true {
		if code, message := s.shop.Pin(d); code != "" {
			return answer(nil, world.UserError{Field: []string{"definition"}, Code: code, Message: message})
		}
	}
	s.world.AddDefinition(s.shop, d)
	return answer(d)
}

func (s *session) newDefinition(in args) (*world.Definition, error) {
	d := &world.Definition{
		Owner: world.OwnerKind(world.Text(in, "ownerType")), Namespace: world.Namespace(world.Text(in, "namespace")), Key: world.Text(in, "key"),
		Name: world.Text(in, "name"), Type: world.Text(in, "type"), Access: map[string]string{},
	}
	switch {
	case world.Foreign(d.Namespace), !s.allowed(d.Owner, "read"):
		return nil, definitionDenied("metafieldDefinitionCreate")
	case d.Owner == "":
		return nil, graphql.Coded("NOT_IMPLEMENTED", "not implemented in the sandbox: definitions for "+world.Text(in, "ownerType"))
	case in["constraints"] != nil:
		return nil, graphql.Coded("NOT_IMPLEMENTED", "not implemented in the sandbox: MetafieldDefinitionInput.constraints")
	}
	return d, nil
}

// inDefinition places refusals under the mutation's argument.
func inDefinition(errs []world.UserError) []world.UserError {
	for i := range errs {
		errs[i].Field = append([]string{"definition"}, errs[i].Field...)
	}
	return errs
}

// definitionDenied is the answer to who reaches for another's namespace.
func definitionDenied(root string) error {
	return denied(root, "API client to have access to the namespace and the resource type associated with the metafield definition.\n")
}

func (s *session) definitionUpdate(a args) (any, error) {
	in, _ := a["definition"].(args)
	job := object{"validationJob": nil}
	answer := s.definitionPayload("Update", "updatedDefinition", job)
	ns := world.Namespace(world.Text(in, "namespace"))
	if world.Foreign(ns) {
		return nil, definitionDenied("metafieldDefinitionUpdate")
	}
	d := s.shop.Definition(world.OwnerKind(world.Text(in, "ownerType")), ns, world.Text(in, "key"))
	if d == nil {
		return answer(nil, world.UserError{Field: []string{"definition"}, Code: "NOT_FOUND", Message: "Definition not found."})
	}
	if d.Managed {
		return answer(nil, world.UserError{Field: []string{"definition"}, Code: "APP_CONFIG_MANAGED", Message: managed})
	}
	changed := *d
	errs := inDefinition(changed.Update(in))
	errs = append(errs, inDefinition(s.shop.CheckDefinition(&changed))...)
	for i := range errs {
		if errs[i].Code == "INVALID" { // the update's word for it
			errs[i].Code = "INVALID_INPUT"
		}
	}
	if len(errs) > 0 {
		return answer(nil, errs...)
	}
	*d = changed
	if code, message := s.repin(d, in["pin"]); code != "" {
		return answer(nil, world.UserError{Field: []string{"definition"}, Code: code, Message: message})
	}
	if in["validations"] != nil {
		job["validationJob"] = object{"__typename": "Job", "id": world.GID("Job", s.world.NewID()), "done": false, "query": nil}
	}
	return answer(d)
}

const managed = "This definition is managed by the app's configuration and can only be changed there."

func (s *session) repin(d *world.Definition, wish any) (code, message string) {
	switch {
	case wish == true && d.Pinned == 0:
		return s.shop.Pin(d)
	case wish == false:
		s.shop.Unpin(d)
	}
	return "", ""
}

func (s *session) definitionDelete(a args) (any, error) {
	const payloadType, errorType = "MetafieldDefinitionDeletePayload", "MetafieldDefinitionDeleteUserError"
	out := object{"deletedDefinitionId": nil, "deletedDefinition": nil}
	d := s.findDefinition(a)
	if d == nil {
		return s.payload(payloadType, errorType, out, world.UserError{Field: []string{"id"}, Code: "NOT_FOUND", Message: "Definition not found."}), nil
	}
	values := a["deleteAllAssociatedMetafields"] == true
	if code, message := undeletable(d, values); code != "" {
		return s.payload(payloadType, errorType, out, world.UserError{Code: code, Message: message}), nil
	}
	s.shop.RemoveDefinition(d, values)
	out["deletedDefinitionId"] = world.GID("MetafieldDefinition", d.ID)
	out["deletedDefinition"] = object{"__typename": "MetafieldDefinitionIdentifier", "key": d.Key, "namespace": d.Namespace, "ownerType": world.OwnerType(d.Owner)}
	return s.payload(payloadType, errorType, out), nil
}

// undeletable says why a definition cannot go, whether or not it has values.
func undeletable(d *world.Definition, withValues bool) (code, message string) {
	const form = "Deleting %s type metafield definition requires deletion of its associated metafields."
	switch {
	case d.Managed:
		return "APP_CONFIG_MANAGED", managed
	case withValues:
		return "", ""
	case d.Own():
		return "RESERVED_NAMESPACE_ORPHANED_METAFIELDS", "Deleting a definition in a reserved namespace must have deleteAllAssociatedMetafields set to true."
	case d.Type == "id":
		return "ID_TYPE_DELETION_ERROR", fmt.Sprintf(form, "an id")
	case world.TypeCategory(d.Type) == "REFERENCE":
		return "REFERENCE_TYPE_DELETION_ERROR", fmt.Sprintf(form, "a reference")
	}
	return "", ""
}

func (s *session) definitionPin(a args) (any, error) {
	answer := s.definitionPayload("Pin", "pinnedDefinition", nil)
	d := s.findDefinition(a)
	if d == nil {
		return answer(nil, world.UserError{Code: "NOT_FOUND", Message: "Definition not found."})
	}
	if code, message := s.shop.Pin(d); code != "" {
		return answer(nil, world.UserError{Code: code, Message: message})
	}
	return answer(d)
}

func (s *session) definitionUnpin(a args) (any, error) {
	answer := s.definitionPayload("Unpin", "unpinnedDefinition", nil)
	d := s.findDefinition(a)
	if d == nil {
		return answer(nil, world.UserError{Code: "NOT_FOUND", Message: "Definition not found."})
	}
	if !s.shop.Unpin(d) {
		return answer(nil, world.UserError{Code: "NOT_PINNED", Message: fmt.Sprintf("Definition %d isn't pinned.", d.ID)})
	}
	return answer(d)
}
