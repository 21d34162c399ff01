package store

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"time"

	"gorm.io/gorm/schema"
)

var registerSerializers = sync.OnceFunc(func() {
	schema.RegisterSerializer("unixms", unixMillis{})
})

// unixMillis keeps a time.Time as BIGINT unix milliseconds UTC; the zero time is 0.
type unixMillis struct{}

// Scan reads the column into the field.
func (unixMillis) Scan(ctx context.Context, field *schema.Field, dst reflect.Value, value any) error {
	n, ok := value.(int64)
	if !ok && value != nil {
		return fmt.Errorf("column %s is not a BIGINT but %T", field.DBName, value)
	}
	return field.Set(ctx, dst, fromMillis(n))
}

// Value is what is stored for the field.
func (unixMillis) Value(_ context.Context, field *schema.Field, _ reflect.Value, value any) (any, error) {
	t, ok := value.(time.Time)
	if !ok {
		return nil, fmt.Errorf("field %s is not a time.Time but %T", field.Name, value)
	}
	return millis(t), nil
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}
