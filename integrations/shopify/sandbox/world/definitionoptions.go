package world

import (
	"encoding/json"
	"fmt"
	"math/big"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Validation is one thing a definition asks of its values: max 5.
type Validation struct{ Name, Value string }

// option is the value of a validation, "" when it is not asked for.
func (d *Definition) option(name string) string {
	if d == nil {
		return ""
	}
	i := slices.IndexFunc(d.Validations, func(v Validation) bool { return v.Name == name })
	if i < 0 {
		return ""
	}
	return d.Validations[i].Value
}

// holds a value that is right for its type against the definition's
// validations; it says what is wrong, as the readers do.
func (d *Definition) holds(element, value string) string {
	for _, v := range d.Validations {
		if problem := v.holds(element, value, d); problem != "" {
			return problem
		}
	}
	return ""
}

func (d *Definition) holdsCount(n int) string {
	if least, err := strconv.Atoi(d.option("list.min")); err == nil && n < least {
		return fmt.Sprintf("has a minimum of %d elements.", least)
	}
	if most, err := strconv.Atoi(d.option("list.max")); err == nil && n > most {
		return fmt.Sprintf("has a maximum of %d elements.", most)
	}
	return ""
}

func (v Validation) holds(element, value string, d *Definition) string {
	switch v.Name {
	case "min":
		return v.bounds(element, value, "minimum", -1)
	case "max":
		return v.bounds(element, value, "maximum", 1)
	case "regex":
		if re, err := regexp.Compile(v.Value); err == nil && !re.MatchString(value) {
			return "is not the correct format."
		}
	case "choices":
		if choices := v.list(); !slices.Contains(choices, value) {
			return "does not exist in provided choices: " + quoted(choices) + "."
		}
	case "max_precision":
		_, fraction, _ := strings.Cut(value, ".")
		if most, err := strconv.Atoi(v.Value); err == nil && len(fraction) > most {
			return fmt.Sprintf("has a maximum precision of %d.", most)
		}
	case "allowed_domains":
		u, err := url.Parse(value)
		if domains := v.list(); err != nil || !slices.Contains(domains, u.Hostname()) {
			return "must be from one of the allowed domains: " + quoted(domains) + "."
		}
	case "scale_max":
		r, ok := parseRating(value)
		low, lowOK := decimal(d.option("scale_min"))
		high, highOK := decimal(v.Value)
		if ok && lowOK && highOK && (r.low.Cmp(low) != 0 || r.high.Cmp(high) != 0) {
			return "min and max on the rating value must be the same as the min and max on the definition."
		}
	}
	return ""
}

// bounds compares a value with a bound; side is where it may not lie.
func (v Validation) bounds(element, value, word string, side int) string {
	if slices.Contains(ValidationsOf(element), "regex") { // of texts, lengths are bounded
		if most, err := strconv.Atoi(v.Value); err == nil && sign(utf8.RuneCountInString(value)-most) == side {
			return fmt.Sprintf("has a %s length of %d.", word, most)
		}
		return ""
	}
	order, shown := compareValues(element, value, v.Value)
	if order == side {
		return "has a " + word + " of " + shown + "."
	}
	return ""
}

// compareValues orders a value and a bound, and writes the bound as refusals do.
func compareValues(element, value, bound string) (order int, shown string) {
	switch element {
	case "date":
		return strings.Compare(value, bound), bound
	case "date_time":
		a, bad := time.Parse(dateTimeForm, value)
		kept, _ := readDateTime(nil, bound)
		b, worse := time.Parse(dateTimeForm, kept)
		if bad != nil || worse != nil {
			return 0, bound
		}
		return a.Compare(b), b.Format("2006-01-02 15:04:05 -0700")
	case "number_integer", "number_decimal":
		a, ok := decimal(value)
		b, also := decimal(bound)
		if !ok || !also {
			return 0, bound
		}
		return a.Cmp(b), bound
	}
	return compareMeasures(value, bound), bound
}

// compareMeasures orders two measurements of one unit.
func compareMeasures(value, bound string) int {
	var a, b struct {
		Value json.Number
		Unit  string
	}
	if json.Unmarshal([]byte(value), &a) != nil || json.Unmarshal([]byte(bound), &b) != nil || !strings.EqualFold(a.Unit, b.Unit) {
		return 0
	}
	x, ok := decimal(a.Value.String())
	y, also := decimal(b.Value.String())
	if !ok || !also {
		return 0
	}
	return x.Cmp(y)
}

func (v Validation) list() []string {
	var out []string
	_ = json.Unmarshal([]byte(v.Value), &out) // checked when it was asked for
	return out
}

// quoted writes a list as Ruby does: ["red", "blue"].
func quoted(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strconv.Quote(s)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func sign(n int) int { return big.NewInt(int64(n)).Sign() }
