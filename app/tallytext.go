package app

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Counts are kept as text, a line for each, so that a year of them is read and added up
// in the time a reader waits for: JSON takes twenty times as long.
//
//	said	12 10 3 2 SEK:10:1234500
//	value	5 4 1 1 SEK:4:500000	podcast
//	asked	1 12 10
//	seconds	17 3
//	people	1 20 15 18 123000
//	on	1 12 9 10 70000	thank-you
//	country	12	SE
//	orders	40

// String is the counts as they are kept, always the same for the same.
func (c TallyCounts) String() string {
	var b strings.Builder
	if c.Said.Answers > 0 {
		fmt.Fprintf(&b, "said\t%s\n", c.Said)
	}
	for _, value := range slices.Sorted(maps.Keys(c.Values)) {
		fmt.Fprintf(&b, "value\t%s\t%s\n", c.Values[value], clean(value))
	}
	for _, version := range slices.Sorted(maps.Keys(c.Asked)) {
		a := c.Asked[version]
		fmt.Fprintf(&b, "asked\t%d %d %d\n", version, a.Shown, a.Answered)
	}
	for _, step := range slices.Sorted(maps.Keys(c.Seconds)) {
		fmt.Fprintf(&b, "seconds\t%d %d\n", step, c.Seconds[step])
	}
	for _, version := range slices.Sorted(maps.Keys(c.People)) {
		p := c.People[version]
		fmt.Fprintf(&b, "people\t%d %d %d %d %d\n", version, p.Answered, p.Completed, p.Timed, p.Millis)
	}
	for _, at := range slices.SortedFunc(maps.Keys(c.Spots), TallySpot.compare) {
		p := c.Spots[at]
		fmt.Fprintf(&b, "on\t%d %d %d %d %d\t%s\n", at.Version, p.Answered, p.Completed, p.Timed, p.Millis, at.Surface)
	}
	for _, from := range slices.Sorted(maps.Keys(c.Countries)) {
		fmt.Fprintf(&b, "country\t%d\t%s\n", c.Countries[from], from)
	}
	if c.Orders > 0 {
		fmt.Fprintf(&b, "orders\t%d\n", c.Orders)
	}
	return b.String()
}

func (s TallySpot) compare(other TallySpot) int {
	return cmp.Or(cmp.Compare(s.Surface, other.Surface), cmp.Compare(s.Version, other.Version))
}

// clean is a value on a line of its own: no option's key has either.
func clean(value string) string { return strings.NewReplacer("\n", " ", "\t", " ").Replace(value) }

// String is the cell as it is kept.
func (c TallyCell) String() string {
	text := fmt.Sprintf("%d %d %d %d", c.Answers, c.Orders, c.First, c.Returning)
	for _, currency := range slices.Sorted(maps.Keys(c.Money)) {
		text += fmt.Sprintf(" %s:%d:%d", currency, c.Money[currency].Orders, c.Money[currency].Amount)
	}
	return text
}

// Add adds counts as they are kept. Errors: Internal for what never was.
func (c *TallyCounts) Add(text string) error {
	for text != "" {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		kind, rest, _ := strings.Cut(line, "\t")
		numbers, value, _ := strings.Cut(rest, "\t")
		f := fields{left: numbers}
		switch kind {
		case "said":
			c.Said = f.cell(c.Said)
		case "value":
			c.Values = put(c.Values, value, f.cell(c.Values[value]))
		case "asked":
			version := int(f.next())
			a := c.Asked[version]
			c.Asked = put(c.Asked, version, TallyAsked{a.Shown + int(f.next()), a.Answered + int(f.next())})
		case "seconds":
			step := int(f.next())
			c.Seconds = put(c.Seconds, step, c.Seconds[step]+int(f.next()))
		case "people":
			version := int(f.next())
			c.People = put(c.People, version, f.people(c.People[version]))
		case "on":
			at := TallySpot{Surface(value), int(f.next())}
			c.Spots = put(c.Spots, at, f.people(c.Spots[at]))
		case "country":
			c.Countries = put(c.Countries, value, c.Countries[value]+int(f.next()))
		case "orders":
			c.Orders += int(f.next())
		default:
			f.wrong = true
		}
		if f.wrong || f.left != "" {
			return Errorf(Internal, "tallies cannot be read")
		}
	}
	return nil
}

func put[K comparable, V any](m map[K]V, key K, value V) map[K]V {
	if m == nil {
		m = map[K]V{}
	}
	m[key] = value
	return m
}

// fields reads numbers between spaces, one after the other.
type fields struct {
	left  string
	wrong bool
}

func (f *fields) word() (word string) {
	word, f.left, _ = strings.Cut(f.left, " ")
	return word
}

func (f *fields) next() int64 { return f.number(f.word()) }

func (f *fields) number(word string) int64 {
	n, err := strconv.ParseInt(word, 10, 64)
	f.wrong = f.wrong || err != nil
	return n
}

// people reads people and adds them to others.
func (f *fields) people(p TallyPeople) TallyPeople {
	return TallyPeople{p.Answered + int(f.next()), p.Completed + int(f.next()), p.Timed + int(f.next()), p.Millis + f.next()}
}

// cell reads a cell and adds it to another, whose money becomes the sum's.
func (f *fields) cell(to TallyCell) TallyCell {
	to.Answers, to.Orders = to.Answers+int(f.next()), to.Orders+int(f.next())
	to.First, to.Returning = to.First+int(f.next()), to.Returning+int(f.next())
	for f.left != "" && !f.wrong {
		currency, rest, _ := strings.Cut(f.word(), ":")
		orders, amount, _ := strings.Cut(rest, ":")
		sum := to.Money[currency]
		sum.Orders, sum.Amount = sum.Orders+int(f.number(orders)), sum.Amount+Money(f.number(amount))
		to.Money = put(to.Money, currency, sum)
	}
	return to
}
