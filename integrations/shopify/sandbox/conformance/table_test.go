package conformance_test

import (
	"bytes"
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/stretchr/testify/require"
)

//go:embed cases/*.toml
var files embed.FS

// line is one thing Shopify does.
type line struct {
	Says      string
	Source    string // page below https://shopify.dev/ or a whole address
	Scopes    string // what the merchant granted; "" means defaultScopes
	Manifest  string // more of shopify.app.toml
	Strangers bool   // the app is not installed
	step             // a line of one step needs no list
	Steps     []step
}

// step sends one request, or looks at what the app heard, and holds the answer
// against Want. Texts are templates between « and ».
type step struct {
	Query, Variables     string // a GraphQL request, or the name of the file's …
	Shop, Token, Version string // … of another shop, token or version than usual

	Send    string // "POST /path": any other request
	Host    string // "" is the sandbox's own address
	JSON    string
	Form    map[string]string
	Headers map[string]string
	Upload  string // a file, posted to the staged target saved as target

	Hears string // a webhook topic, or "/" for the newest other request to the app
	Nth   int    // the how manieth of them, the first for 0

	App *behaviour // how the app answers from now on
	JWT string     // a session token to take apart

	Status int               // 200 for 0
	Want   string            // part of the answer, as JSON
	Until  string            // the same of an answer worth waiting for
	Header map[string]string // headers of the answer
	Save   map[string]string // variables from the answer: name = "path.to.it"
}

// behaviour is how the app under test answers.
type behaviour struct {
	Status  int
	Sleep   duration
	Body    string
	Headers map[string]string
}

// table reads every case file.
func table(t *testing.T) map[string][]line {
	t.Helper()
	names, err := files.ReadDir("cases")
	require.NoError(t, err)
	out := map[string][]line{}
	for _, name := range names {
		text, err := files.ReadFile(path.Join("cases", name.Name()))
		require.NoError(t, err)
		var file struct {
			Operations map[string]string // GraphQL that several lines share, by name
			Case       []line
		}
		decoder := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields()
		require.NoError(t, decoder.Decode(&file), name.Name())
		for i := range file.Case {
			file.Case[i].look(file.Operations)
			for j := range file.Case[i].Steps {
				file.Case[i].Steps[j].look(file.Operations)
			}
		}
		out[strings.TrimSuffix(name.Name(), ".toml")] = file.Case
	}
	return out
}

// look puts the text of a named operation in its name's place.
func (s *step) look(operations map[string]string) {
	if text, named := operations[s.Query]; named {
		s.Query = text
	}
}

func (l line) steps() []step {
	if len(l.Steps) > 0 {
		return l.Steps
	}
	return []step{l.step}
}

func TestTheSandboxDoesWhatShopifyDoes(t *testing.T) {
	t.Parallel()
	for area, lines := range table(t) {
		for i, l := range lines {
			t.Run(fmt.Sprintf("%s/%02d", area, i+1), func(t *testing.T) {
				t.Parallel()
				l.run(t)
			})
		}
	}
}

func TestEveryLineHasASentenceAPageAndAnExpectation(t *testing.T) {
	t.Parallel()
	var said []string
	for area, lines := range table(t) {
		for i, l := range lines {
			where := fmt.Sprintf("%s/%02d", area, i+1)
			require.True(t, strings.HasSuffix(l.Says, "."), "%s: %q is not a sentence", where, l.Says)
			require.Regexp(t, `^(https://\S+|(docs|changelog)/\S+)$`, l.Source, where)
			expects := func(s step) bool { return s.Want+s.Until != "" || s.Status != 0 || len(s.Header) > 0 }
			require.True(t, slices.ContainsFunc(l.steps(), expects), "%s expects nothing", where)
			said = append(said, l.Says)
		}
	}
	slices.Sort(said)
	require.GreaterOrEqual(t, len(said), 120)
	require.Len(t, slices.Compact(said), len(said), "a sentence stands twice")
}

// duration is written "6s".
type duration time.Duration

// UnmarshalText reads it.
func (d *duration) UnmarshalText(text []byte) error {
	parsed, err := time.ParseDuration(string(text))
	*d = duration(parsed)
	return err
}
