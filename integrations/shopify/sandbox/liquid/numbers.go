package liquid

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"
)

// twoNumbers is a filter of two numbers: whole ones stay whole.
func twoNumbers(whole func(a, b int64) (int64, error), real func(a, b float64) float64) Filter {
	return func(c *Call) (any, error) {
		a, b := arithmetic(c.Input), arithmetic(c.Arg(0))
		x, isWhole := a.(int64)
		y, also := b.(int64)
		if isWhole && also {
			return whole(x, y)
		}
		f, g, _ := floats(a, b)
		return real(f, g), nil
	}
}

func oneNumber(whole func(int64) int64, real func(float64) any) Filter {
	return func(c *Call) (any, error) {
		if n, ok := arithmetic(c.Input).(int64); ok {
			return whole(n), nil
		}
		f, _ := float(arithmetic(c.Input))
		return real(f), nil
	}
}

var errZero = errors.New("divided by 0")

func itself(n int64) int64 { return n }

var numberFilters = map[string]Filter{
	"plus":       twoNumbers(func(a, b int64) (int64, error) { return a + b, nil }, func(a, b float64) float64 { return a + b }),
	"minus":      twoNumbers(func(a, b int64) (int64, error) { return a - b, nil }, func(a, b float64) float64 { return a - b }),
	"times":      twoNumbers(func(a, b int64) (int64, error) { return a * b, nil }, func(a, b float64) float64 { return a * b }),
	"at_least":   twoNumbers(func(a, b int64) (int64, error) { return max(a, b), nil }, math.Max),
	"at_most":    twoNumbers(func(a, b int64) (int64, error) { return min(a, b), nil }, math.Min),
	"divided_by": twoNumbers(quotient, func(a, b float64) float64 { return a / b }),
	"modulo":     twoNumbers(remainder, func(a, b float64) float64 { return a - b*math.Floor(a/b) }),
	"abs":        oneNumber(func(n int64) int64 { return max(n, -n) }, func(f float64) any { return math.Abs(f) }),
	"ceil":       oneNumber(itself, func(f float64) any { return int64(math.Ceil(f)) }),
	"floor":      oneNumber(itself, func(f float64) any { return int64(math.Floor(f)) }),
	"round": func(c *Call) (any, error) {
		if n, ok := arithmetic(c.Input).(int64); ok {
			return n, nil
		}
		f, _ := float(arithmetic(c.Input))
		return round(f, Int(c.Arg(0))), nil
	},
}

// quotient rounds down, also below zero.
func quotient(a, b int64) (int64, error) {
	if b == 0 {
		return 0, errZero
	}
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q, nil
}

func remainder(a, b int64) (int64, error) {
	q, err := quotient(a, b)
	return a - q*b, err
}

// strftime's directives and Go's layouts for them.
var directives = map[byte]string{
	'a': "Mon", 'A': "Monday", 'b': "Jan", 'B': "January", 'd': "02", 'e': "_2", 'H': "15", 'I': "03", 'j': "002",
	'm': "01", 'M': "04", 'p': "PM", 'P': "pm", 'S': "05", 'y': "06", 'Y': "2006", 'z': "-0700", 'Z': "MST",
	'F': "2006-01-02", 'T': "15:04:05", 'D': "01/02/06", 'c': "Mon Jan _2 15:04:05 2006",
}

func date(c *Call) (any, error) {
	at, ok := moment(c.Input)
	format := Text(c.Arg(0))
	if !ok || format == "" {
		return c.Input, nil
	}
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			b.WriteByte(format[i])
			continue
		}
		i++
		bare := format[i] == '-' && i+1 < len(format) // %-d: without the nought
		if bare {
			i++
		}
		part, err := directive(at, format[i])
		if err != nil {
			return nil, err
		}
		if bare {
			part = strings.TrimLeft(part, "0 ")
		}
		b.WriteString(part)
	}
	return b.String(), nil
}

func directive(at time.Time, d byte) (string, error) {
	switch d {
	case '%':
		return "%", nil
	case 's':
		return fmt.Sprint(at.Unix()), nil
	case 'u':
		return fmt.Sprint((int(at.Weekday())+6)%7 + 1), nil
	case 'w':
		return fmt.Sprint(int(at.Weekday())), nil
	case 'l':
		return fmt.Sprintf("%2d", (at.Hour()+11)%12+1), nil
	case 'k':
		return fmt.Sprintf("%2d", at.Hour()), nil
	case 'L':
		return fmt.Sprintf("%03d", at.Nanosecond()/1e6), nil
	}
	layout, ok := directives[d]
	if !ok {
		return "", fmt.Errorf("not implemented in the sandbox: %%%c in a date", d)
	}
	return at.Format(layout), nil
}

// moment reads what a date filter takes.
func moment(v any) (time.Time, bool) {
	switch v := v.(type) {
	case int64:
		return time.Unix(v, 0).UTC(), true
	case string:
		if v == "now" || v == "today" {
			return time.Now().UTC(), true
		}
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05 -0700", "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02", "January 2, 2006"} {
			if at, err := time.Parse(layout, v); err == nil {
				return at, true
			}
		}
	}
	return time.Time{}, false
}
