package question

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
)

// OtherKey stands for the write-in wherever options are listed by key: in what
// was shown and in a form without scripts. No option may be called so.
const OtherKey = "other"

const (
	mostOptions   = 100 // a list metafield holds 128 (Shopify: metafield-limits)
	writeInLength = 255 // characters; also the most a tag may have
	mostAddress   = 2_048
	mostHandle    = 255
)

var optionKey = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`)

// checkChoices checks what a question with options may have, at least so many of
// them; those drawn from the catalogue are not counted.
func checkChoices(q app.Question, least int) []app.FieldError {
	wrong := checkOptions("options", q.Options, drawn(q, least), mostOptions)
	if q.MaxLength < 0 || q.MaxLength > writeInLength {
		wrong = append(wrong, field("max_length", "range", fmt.Sprintf("At most %d characters.", writeInLength)))
	}
	return append(append(wrong, checkOther(q)...), checkSource(q)...)
}

// checkOptions checks a list of options by the name of its field.
func checkOptions(name string, options []app.Option, least, most int) []app.FieldError {
	if len(options) < least || len(options) > most {
		return []app.FieldError{field(name, "count", fmt.Sprintf("Give %d to %d options.", least, most))}
	}
	var wrong []app.FieldError
	for i, o := range options {
		at := fmt.Sprintf("%s.%d.", name, i)
		switch {
		case !optionKey.MatchString(o.Key):
			wrong = append(wrong, field(at+"key", "format", "Use 1 to 64 of a-z, 0-9, - and _."))
		case o.Key == OtherKey:
			wrong = append(wrong, field(at+"key", "reserved", `"other" is the write-in's key.`))
		case hasOption(options[:i], o.Key):
			wrong = append(wrong, field(at+"key", "taken", "Two options have this key."))
		}
		if o.Image != "" && !isImage(o.Image) {
			wrong = append(wrong, field(at+"image", "format", "Give an https:// address."))
		}
		if !isName(o.Product) || !isName(o.Collection) {
			wrong = append(wrong, field(at+"product", "format", "Give the handle of a product or a collection."))
		}
	}
	return wrong
}

func hasOption(options []app.Option, key string) bool {
	return slices.ContainsFunc(options, func(o app.Option) bool { return o.Key == key })
}

// isImage reports whether a shop's page may load this address: encrypted, and
// with no password in it.
func isImage(address string) bool {
	u, err := url.Parse(address)
	return err == nil && len(address) <= mostAddress && u.Scheme == "https" && u.Hostname() != "" && u.User == nil
}

// isName reports whether the catalogue may call something so; "" names nothing.
func isName(handle string) bool {
	return utf8.ValidString(handle) && utf8.RuneCountInString(handle) <= mostHandle && !strings.ContainsAny(handle, " \t\r\n\x00/")
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

// parseOne reads the one choice of an answer.
func parseOne(q app.Question, raw json.RawMessage) (app.Value, error) {
	chosen, err := parseChoice(q, raw)
	if err != nil || chosen == (choice{}) {
		return app.Value{}, err
	}
	return value(app.KindChoice, chosen.canonical()), nil
}

// parseChoice reads one choice; the zero choice is a blank one.
func parseChoice(q app.Question, raw json.RawMessage) (choice, error) {
	var key string
	if json.Unmarshal(raw, &key) == nil {
		if key == "" {
			return choice{}, nil
		}
		if !hasOption(q.Options, key) {
			return choice{}, unknownOption()
		}
		return choice{key: key}, nil
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(raw, &object) != nil || len(object) != 1 || object[OtherKey] == nil {
		return choice{}, wrongType("an option's key or a write-in")
	}
	return parseWriteIn(q, object[OtherKey])
}

func unknownOption() error { return refuse("unknown_option", "This is not one of the options.") }

func parseWriteIn(q app.Question, raw json.RawMessage) (choice, error) {
	var written string
	if json.Unmarshal(raw, &written) != nil || string(raw) == "null" {
		return choice{}, wrongType("a text")
	}
	if q.Other == nil {
		return choice{}, unknownOption()
	}
	written = line(written)
	if written == "" {
		return choice{}, refuse("required", "Please write your answer.")
	}
	if err := checkLength(written, limit(q.MaxLength, writeInLength)); err != nil {
		return choice{}, err
	}
	return choice{other: Canonical(q, written)}, nil
}

// line makes one line of what was written: that is the type of the metafield it
// may be written to.
func line(written string) string { return strings.Join(strings.Fields(clean(written)), " ") }
