package world

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Shopify's limits on definitions
// (shopify.dev/docs/apps/build/metafields/metafield-limits); fifty pins were
// observed where that page says twenty.
const (
	maxDefinitions = 256
	maxFilterable  = 50
	maxPinned      = 50
	maxName        = 255
)

// Update takes over what an input gives besides the definition's identity, and
// says what is wrong with it. The refused definition is not to be kept.
func (d *Definition) Update(in map[string]any) []UserError {
	for name, into := range map[string]*string{"name": &d.Name, "description": &d.Description} {
		if _, given := in[name]; given {
			*into = Text(in, name)
		}
	}
	var errs []UserError
	if list, given := in["validations"].([]any); given {
		d.Validations = nil
		for _, v := range list {
			v, _ := v.(map[string]any)
			d.Validations = append(d.Validations, Validation{Text(v, "name"), Text(v, "value")})
		}
		if code, message := checkValidations(d.Type, d.Validations); code != "" && KnownType(d.Type) {
			errs = append(errs, UserError{Field: []string{"validations"}, Code: code, Message: message})
		}
	}
	capabilities, _ := in["capabilities"].(map[string]any)
	errs = append(errs, d.enable(capabilities)...)
	access, _ := in["access"].(map[string]any)
	return append(errs, d.open(access)...)
}

func (d *Definition) enable(capabilities map[string]any) []UserError {
	d.Enabled = slices.Clone(d.Enabled)
	if d.Type == "id" && !d.Has("uniqueValues") {
		d.Enabled = append(d.Enabled, "uniqueValues")
	}
	var errs []UserError
	for _, name := range Sorted(capabilities) {
		wish, _ := capabilities[name].(map[string]any)
		on, known := wish["enabled"].(bool)
		switch {
		case !known || on == d.Has(name):
		case on && !d.Eligible(name):
			errs = append(errs, UserError{Code: "INVALID_CAPABILITY", Message: "The capability " + Capabilities[name] + " is not valid for this definition."})
		case !on && d.Type == "id":
			errs = append(errs, UserError{Code: "CAPABILITY_REQUIRED_BUT_DISABLED", Message: "Capability " + Capabilities[name] + " is required for type id but is disabled"})
		case name == "adminFilterable":
			d.Filterable = on
		case on:
			d.Enabled = append(d.Enabled, name)
		default:
			d.Enabled = slices.DeleteFunc(d.Enabled, func(other string) bool { return other == name })
		}
	}
	return errs
}

// open sets who else may see and change the values. Merchants own what is not
// the app's: there, they cannot be shut out.
func (d *Definition) open(access map[string]any) []UserError {
	if access["admin"] != nil && !d.Own() {
		return []UserError{{Code: "INVALID", Message: `Setting this access control is not permitted. It must be one of ["public_read_write"].`}}
	}
	next := map[string]string{}
	for whom, what := range d.Access {
		next[whom] = what
	}
	for whom := range access {
		next[whom] = Text(access, whom)
	}
	d.Access = next
	return nil
}

// CheckDefinition says what is wrong with a new definition, or a changed one.
func (s *Shop) CheckDefinition(d *Definition) []UserError {
	var errs []UserError
	refuse := func(field, code, message string) {
		errs = append(errs, UserError{Field: []string{field}, Code: code, Message: message})
	}
	if d.ID == 0 {
		errs = append(errs, checkName("namespace", d.Namespace, 3, 255)...)
		errs = append(errs, checkName("key", d.Key, 2, 64)...)
		if !KnownType(d.Type) {
			refuse("type", "INCLUSION", "Type name "+d.Type+" is not a valid type. Valid types are: "+strings.Join(TypeNames(), ", ")+".")
		}
	}
	if strings.TrimSpace(d.Name) == "" {
		refuse("name", "BLANK", "Name can't be blank")
	}
	for _, text := range []struct{ field, label, value string }{{"name", "Name", d.Name}, {"description", "Description", d.Description}} {
		if utf8.RuneCountInString(text.value) > maxName {
			refuse(text.field, "TOO_LONG", fmt.Sprintf("%s is too long (maximum is %d characters)", text.label, maxName))
		}
	}
	for _, missing := range missingValidations(d.Type, d.Validations) {
		refuse("validations", "INVALID_OPTION", missing)
	}
	if other := s.Definition(d.Owner, d.Namespace, d.Key); other != nil && other.ID != d.ID {
		refuse("key", "TAKEN", fmt.Sprintf("Key is in use for %s metafields on the '%s' namespace.", d.Owner, d.Namespace))
	}
	return append(errs, s.checkLimits(d)...)
}

func (s *Shop) checkLimits(d *Definition) []UserError {
	var all, own, filterable int
	for _, other := range s.Definitions {
		if other.Owner != d.Owner || other.ID == d.ID {
			continue
		}
		if other.Own() {
			own++
		} else {
			all++
		}
		if other.Filterable {
			filterable++
		}
	}
	switch {
	case d.ID == 0 && d.Own() && own >= maxDefinitions:
		return []UserError{{Code: "RESOURCE_TYPE_LIMIT_EXCEEDED_BY_APP", Message: fmt.Sprintf("Apps can only have %d definitions for each store resource.", maxDefinitions)}}
	case d.ID == 0 && !d.Own() && all >= maxDefinitions:
		return []UserError{{Code: "RESOURCE_TYPE_LIMIT_EXCEEDED", Message: fmt.Sprintf("Stores can only have %d definitions for each store resource.", maxDefinitions)}}
	case d.Filterable && filterable >= maxFilterable:
		return []UserError{{Code: "OWNER_TYPE_LIMIT_EXCEEDED_FOR_USE_AS_ADMIN_FILTERS", Message: fmt.Sprintf("Limit of %d definitions that can be used as admin filters.", maxFilterable)}}
	}
	return nil
}

// checkName holds a namespace or a key against its bounds and characters.
func checkName(field, value string, least, most int) []UserError {
	label := strings.ToUpper(field[:1]) + field[1:]
	switch n := utf8.RuneCountInString(value); {
	case n < least:
		return []UserError{{Field: []string{field}, Code: "TOO_SHORT", Message: fmt.Sprintf("%s is too short (minimum is %d characters)", label, least)}}
	case n > most:
		return []UserError{{Field: []string{field}, Code: "TOO_LONG", Message: fmt.Sprintf("%s is too long (maximum is %d characters)", label, most)}}
	case !nameForm.MatchString(value):
		return []UserError{{Field: []string{field}, Code: "INVALID_CHARACTER", Message: label + " contains one or more invalid characters."}}
	}
	return nil
}

// Pin puts a definition last on the admin's page; it says why not, "" when it is done.
func (s *Shop) Pin(d *Definition) (code, message string) {
	last := 0
	for _, other := range s.Definitions {
		if other.Owner == d.Owner {
			last = max(last, other.Pinned)
		}
	}
	switch {
	case d.Pinned > 0:
		return "ALREADY_PINNED", "Definition already pinned."
	case last >= maxPinned:
		return "PINNED_LIMIT_REACHED", fmt.Sprintf("Limit of %d pinned definitions.", maxPinned)
	}
	d.Pinned = last + 1
	return "", ""
}

// Unpin takes a definition off the admin's page; those below it move up.
func (s *Shop) Unpin(d *Definition) bool {
	if d.Pinned == 0 {
		return false
	}
	for _, other := range s.Definitions {
		if other.Owner == d.Owner && other.Pinned > d.Pinned {
			other.Pinned--
		}
	}
	d.Pinned = 0
	return true
}
