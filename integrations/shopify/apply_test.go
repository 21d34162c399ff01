package shopify_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/shopify"
)

func connect(t *testing.T, handler http.HandlerFunc) integrations.Conn {
	t.Helper()
	provider := shopify.Provider{App: serve(t, handler), Tokens: shopify.TokenFunc(token)}
	conn, err := provider.Connect(app.Shop{ID: shop}, nil)
	require.NoError(t, err)
	return conn
}

func choice(key, value string) integrations.Property {
	return integrations.Property{Key: key, Value: app.Value{Kind: app.KindChoice, JSON: []byte(strconv.Quote(value))}}
}

func customer(id int64) integrations.Subject {
	return integrations.Subject{Customer: app.CustomerID(id)}
}

func classesOf(outcomes []integrations.Outcome) []integrations.Class {
	classes := make([]integrations.Class, len(outcomes))
	for i, o := range outcomes {
		classes[i] = o.Class
	}
	return classes
}

// parts are what was refused of a change.
func parts(o integrations.Outcome) (names []string) {
	for _, r := range o.Refused {
		names = append(names, r.Part)
	}
	return names
}

func TestAnswersBecomeTypedMetafieldsAndTags(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.tags["gid://shopify/Customer/1"] = []string{"askwell:source:friend", "vip"}
	s.metafields["gid://shopify/Customer/1 $app.old"] = "single_line_text_field x"
	value := func(key string, kind app.ValueKind, json string) integrations.Property {
		return integrations.Property{Key: key, Value: app.Value{Kind: kind, JSON: []byte(json)}}
	}
	outcomes := connect(t, s.ServeHTTP).Apply(t.Context(), []integrations.Change{
		{
			Subject: customer(1),
			Set: []integrations.Property{
				value("source", app.KindChoice, `"podcast"`),
				value("other", app.KindChoice, `{"other":"  a friend\nof mine  "}`),
				value("topics", app.KindChoices, `["a","b",{"other":"Ünïcode 🌱"}]`),
				value("note", app.KindText, `"two\nlines"`),
				value("empty", app.KindChoices, `[]`),
			},
			Unset: []string{"old"}, AddTags: []string{"askwell:source:podcast"}, RemoveTags: []string{"askwell:source:friend"},
		},
		{Subject: integrations.Subject{Order: 5}, Set: []integrations.Property{choice("source", "podcast")}},
	})
	require.Equal(t, []integrations.Class{integrations.OK, integrations.OK}, classesOf(outcomes))
	require.Equal(t, map[string]string{
		"gid://shopify/Customer/1 $app.source": "single_line_text_field podcast",
		"gid://shopify/Customer/1 $app.other":  "single_line_text_field a friend of mine",
		"gid://shopify/Customer/1 $app.topics": `list.single_line_text_field ["a","b","Ünïcode 🌱"]`,
		"gid://shopify/Customer/1 $app.note":   "multi_line_text_field two\nlines",
		"gid://shopify/Order/5 $app.source":    "single_line_text_field podcast",
	}, s.metafields)
	require.Equal(t, []string{"askwell:source:podcast", "vip"}, s.tags["gid://shopify/Customer/1"])
	require.Equal(t, 1, s.calls, "one request for all of it")
	require.Equal(t, 40, outcomes[0].Cost+outcomes[1].Cost)
}

func TestMetafieldsOfManyPeopleShareCalls(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	var changes []integrations.Change
	for i := range int64(100) {
		changes = append(changes, integrations.Change{Subject: customer(i + 1), Set: []integrations.Property{
			choice("source", "a"), choice("again", "b"), choice("third", "c"),
		}})
	}
	outcomes := connect(t, s.ServeHTTP).Apply(t.Context(), changes)
	cost := 0
	for _, o := range outcomes {
		require.Equal(t, integrations.OK, o.Class)
		cost += o.Cost
	}
	require.Len(t, s.metafields, 300)
	require.Equal(t, 120, s.points, "the least Shopify can charge: 12 calls of 25")
	require.Equal(t, 120, cost)
	require.Equal(t, 1, s.calls)
}

func TestOneBadChangeDoesNotBlockTheRest(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(*shelf){
		"named by element": func(*shelf) {},
		"not named":        func(s *shelf) { s.vague = true },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShelf(t)
			prepare(s)
			s.missing["gid://shopify/Customer/3"] = true
			var changes []integrations.Change
			for i := range int64(25) {
				changes = append(changes, integrations.Change{Subject: customer(i + 1), Set: []integrations.Property{choice("source", "a")}})
			}
			changes[6].Set[0] = choice("source", "refused")
			changes[7].Subject = integrations.Subject{}
			changes[8].AddTags = []string{"one,two"}
			outcomes := connect(t, s.ServeHTTP).Apply(t.Context(), changes)
			for i, o := range outcomes {
				switch i {
				case 2:
					if !s.vague {
						require.Equal(t, integrations.Missing, o.Class)
					}
				case 6:
					require.Equal(t, []string{"property:source"}, parts(o))
					require.Equal(t, integrations.Rejected, o.Refused[0].Class)
					require.NotContains(t, o.Refused[0].Reason, "refused", "what was sent is not repeated")
				case 7:
					require.Equal(t, integrations.Missing, o.Class)
				default:
					require.Equal(t, integrations.OK, o.Class, "change %d: %s", i, o.Reason)
					require.Equal(t, i == 8, slices.Equal(parts(o), []string{"tag:one,two"}))
					require.Contains(t, s.metafields, fmt.Sprintf("gid://shopify/Customer/%d $app.source", i+1))
				}
			}
			require.Len(t, s.metafields, 22, "the rest of her change is made")
		})
	}
}

func TestACallRefusedAsAWholeIsTakenApart(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.spoiled = "gid://shopify/Customer/17"
	var changes []integrations.Change
	for i := range int64(30) {
		changes = append(changes, integrations.Change{
			Subject: customer(i + 1), Set: []integrations.Property{choice("source", "a")}, AddTags: []string{"t"},
		})
	}
	for i, o := range connect(t, s.ServeHTTP).Apply(t.Context(), changes) {
		if i == 16 {
			require.Equal(t, []string{"property:source", "tag:t"}, parts(o))
			require.Equal(t, integrations.Bug, o.Refused[0].Class)
			continue
		}
		require.Equal(t, integrations.OK, o.Class)
		require.Equal(t, []string{"t"}, s.tags[customer(int64(i+1)).Customer.GID()])
	}
	require.Len(t, s.metafields, 29)
}

func TestAMissingPermissionIsTold(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.denied = "tagsAdd"
	outcomes := connect(t, s.ServeHTTP).Apply(t.Context(), []integrations.Change{
		{Subject: customer(1), Set: []integrations.Property{choice("source", "a")}},
		{Subject: customer(2), Set: []integrations.Property{choice("source", "a")}, AddTags: []string{"t"}},
	})
	require.Equal(t, []integrations.Class{integrations.OK, integrations.Scope}, classesOf(outcomes))
}

func TestAWholeCallsFailureIsTheOutcomeOfAllThatIsLeft(t *testing.T) {
	t.Parallel()
	for code, class := range map[int]integrations.Class{
		401: integrations.Auth, 403: integrations.Scope, 404: integrations.Auth,
		429: integrations.Throttled, 500: integrations.Transient, 502: integrations.Transient,
	} {
		s := newShelf(t)
		s.status, s.stutter = code, 1
		var changes []integrations.Change
		for i := range int64(30) {
			changes = append(changes, integrations.Change{Subject: customer(i + 1), AddTags: []string{"t"}})
		}
		for i, o := range connect(t, s.ServeHTTP).Apply(t.Context(), changes) {
			if i < 25 {
				require.Equal(t, integrations.OK, o.Class, "sent with the first call")
				continue
			}
			require.Equal(t, class, o.Class)
			require.Equal(t, class == integrations.Throttled, o.After > 0)
		}
	}
}

func TestNoTokenToReadIsNotTheChangesFault(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	for class, failure := range map[integrations.Class]error{
		integrations.Transient: errors.New("the database is away"),
		integrations.Ambiguous: context.Canceled,
		integrations.Auth:      app.Errorf(app.Unauthorized, "no access"),
	} {
		asked := 0
		provider := shopify.Provider{App: serve(t, s.ServeHTTP), Tokens: shopify.TokenFunc(func(context.Context, app.ShopID) (string, error) {
			asked++
			return "", failure
		})}
		conn, err := provider.Connect(app.Shop{ID: shop}, nil)
		require.NoError(t, err)
		changes := make([]integrations.Change, 30)
		for i := range changes {
			changes[i] = integrations.Change{Subject: customer(int64(i + 1)), AddTags: []string{"t"}}
		}
		for _, o := range conn.Apply(t.Context(), changes) {
			require.Equal(t, class, o.Class)
		}
		require.Equal(t, 1, asked)
	}
	require.Zero(t, s.calls)
}

func TestAChangeCutOffByItsContextIsAmbiguous(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	conn := connect(t, func(http.ResponseWriter, *http.Request) {
		cancel()
		panic(http.ErrAbortHandler)
	})
	outcomes := conn.Apply(ctx, []integrations.Change{{Subject: customer(1), AddTags: []string{"t"}}})
	require.Equal(t, []integrations.Class{integrations.Ambiguous}, classesOf(outcomes))
}

// Whatever is missing or refused, each sound change is on the shelf, nothing
// else is, every outcome says which it was, and a repeat changes nothing.
func TestApplyWritesWhatItSaysItWrote(t *testing.T) {
	t.Parallel()
	shelf := newShelf(t)
	conn := connect(t, shelf.ServeHTTP)
	rapid.Check(t, func(r *rapid.T) {
		shelf.metafields, shelf.tags = map[string]string{}, map[string][]string{}
		shelf.missing = map[string]bool{}
		shelf.vague = rapid.Bool().Draw(r, "vague")
		n := rapid.IntRange(1, 40).Draw(r, "changes")
		changes := make([]integrations.Change, n)
		want := map[string]string{}
		classes, refused := make([]integrations.Class, n), make([][]string, n)
		for i := range changes {
			c := integrations.Change{Subject: customer(int64(i + 1))}
			gone := rapid.IntRange(0, 9).Draw(r, "gone") == 0
			shelf.missing[c.Subject.Customer.GID()] = gone
			classes[i] = map[bool]integrations.Class{false: integrations.OK, true: integrations.Missing}[gone]
			keys := rapid.IntRange(1, 4).Draw(r, "metafields")
			for k := range keys {
				value := rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "refused"}).Draw(r, "value")
				if value == "refused" {
					refused[i] = append(refused[i], fmt.Sprintf("property:key_%d", k))
				}
				c.Set = append(c.Set, choice(fmt.Sprintf("key_%d", k), value))
				if !gone && value != "refused" {
					want[fmt.Sprintf("%s $app.key_%d", c.Subject.Customer.GID(), k)] = "single_line_text_field " + value
				}
			}
			c.AddTags = []string{"t"}
			changes[i] = c
		}
		for range 2 {
			for i, o := range conn.Apply(t.Context(), changes) {
				require.Equal(r, classes[i], o.Class, "%d: %+v", i, o)
				if o.Class == integrations.OK {
					require.ElementsMatch(r, refused[i], parts(o))
				}
			}
			require.Equal(r, want, shelf.metafields)
		}
	})
}
