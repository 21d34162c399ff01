package graphql

import (
	"bytes"
	"encoding/json"
	"math"
)

// Member is one key of an Ordered object.
type Member struct {
	Key   string
	Value any
}

// Ordered is a JSON object that keeps the order of the request's selection.
type Ordered []Member

// MarshalJSON writes the members in order.
func (o Ordered) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		key, err := json.Marshal(m.Key)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.Value)
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// everything is the page size of a bulk operation: all there is.
type everything struct{}

// Int reads an integer argument in any of the shapes a parser leaves it.
func Int(v any) (int, bool) {
	switch n := v.(type) {
	case everything:
		return math.MaxInt32, true
	case int:
		return n, true
	case int64:
		return int(n), true
	case float64:
		return int(n), n == float64(int(n))
	case json.Number:
		i, err := n.Int64()
		return int(i), err == nil
	}
	return 0, false
}
