package world

// UserError is one entry of a mutation's userErrors. The typed ones have codes.
type UserError struct {
	Field   []string // nil for a refusal of no field
	Message string
	Code    string
	Element *int // the place inside a list value, with metafields
}
