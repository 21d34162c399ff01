package world

// UserError is one entry of a mutation's userErrors. The typed ones have codes.
type UserError struct {
	Field   []string
	Message string
	Code    string
	Index   int // of the input's element, with metafields
}
