// Package contact owns the normal forms of what people go by beside Shopify's number
// of them: email addresses, phone numbers and the numbers of loyalty cards. Two of one
// normal form are the same one, and a normal form is its own.
package contact

import (
	"github.com/askwell/askwell/app"
)

// Normal is the normal form of a written identity. Numbers without their country's
// code are of the region, "SE"; none is known by "". Errors: Invalid.
func Normal(kind app.IdentityKind, written, region string) (string, error) {
	switch kind {
	case app.IdentityEmail:
		return Email(written)
	case app.IdentityPhone:
		return Phone(written, region)
	case app.IdentityLoyalty:
		return Loyalty(written)
	default:
		return "", refuse("unknown_kind", "This kind of name is not known.")
	}
}

func refuse(code, message string) error {
	return app.InvalidFields([]app.FieldError{{Code: code, Message: message}})
}
