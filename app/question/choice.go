package question

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/askwell/askwell/app"
)

// OtherKey stands for the write-in wherever options are listed by key: in what
// was shown and in a form without scripts. No option may be called so.
const OtherKey = "other"

const (
	mostOptions   = 100 // a list metafield holds 128 (Shopify: metafield-limits)
	writeInLength = 255 // characters; also the most a tag may have
)

var optionKey = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`)

func checkOptions(q app.Question, least int) []app.FieldError {
	var wrong []app.FieldError
	if len(q.Options) < least || len(q.Options) > mostOptions {
		wrong = append(wrong, field("options", "count", fmt.Sprintf("Give %d to %d options.", least, mostOptions)))
	}
	seen := map[string]bool{}
	for i, o := range q.Options {
		name := fmt.Sprintf("options.%d.key", i)
		switch {
		case !optionKey.MatchString(o.Key):
			wrong = append(wrong, field(name, "format", "Use 1 to 64 of a-z, 0-9, - and _."))
		case o.Key == OtherKey:
			wrong = append(wrong, field(name, "reserved", `"other" is the write-in's key.`))
		case seen[o.Key]:
			wrong = append(wrong, field(name, "taken", "Two options have this key."))
		}
		seen[o.Key] = true
	}
	if q.MaxLength < 0 || q.MaxLength > writeInLength {
		wrong = append(wrong, field("max_length", "range", fmt.Sprintf("At most %d characters.", writeInLength)))
	}
	return wrong
}

// choice is one item of an answer: an option's key, or a write-in.
type choice struct {
	key   string
	other string
}

// canonical is how the choice travels.
func (c choice) canonical() any {
	if c.key != "" {
		return c.key
	}
	return map[string]string{OtherKey: c.other}
}

// parseChoice reads one choice; the zero choice is a blank one.
func parseChoice(q app.Question, raw json.RawMessage) (choice, error) {
	var key string
	if json.Unmarshal(raw, &key) == nil {
		if key == "" {
			return choice{}, nil
		}
		for _, o := range q.Options {
			if o.Key == key {
				return choice{key: key}, nil
			}
		}
		return choice{}, refuse("unknown_option", "This is not one of the options.")
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(raw, &object) != nil || len(object) != 1 || object[OtherKey] == nil {
		return choice{}, wrongType("an option's key or a write-in")
	}
	return parseWriteIn(q, object[OtherKey])
}

func parseWriteIn(q app.Question, raw json.RawMessage) (choice, error) {
	var written string
	if json.Unmarshal(raw, &written) != nil || string(raw) == "null" {
		return choice{}, wrongType("a text")
	}
	if q.Other == nil {
		return choice{}, refuse("unknown_option", "This is not one of the options.")
	}
	// One line: that is the type of the metafield it may be written to.
	written = strings.Join(strings.Fields(clean(written)), " ")
	if written == "" {
		return choice{}, refuse("required", "Please write your answer.")
	}
	return choice{other: written}, checkLength(written, limit(q.MaxLength, writeInLength))
}
