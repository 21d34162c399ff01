package world_test

import (
	"encoding/json"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

var (
	noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	town = world.Size{Customers: 1000, Orders: 5000}
)

func TestACrowdIsSeededQuicklyAndTakesLittleRoom(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var w *world.World
	took := time.Hour
	for range 3 { // the quickest: a busy machine is not the seed's fault
		started := time.Now()
		w = world.Seed(noon, town)
		took = min(took, time.Since(started))
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	held := int64(after.HeapAlloc) - int64(before.HeapAlloc)
	t.Logf("3 shops × 1,000 customers × 5,000 orders: %v, %d MB", took, held>>20)
	require.Less(t, took, 2*time.Second)
	require.Less(t, held, int64(60<<20))
	for _, s := range w.Shops {
		require.GreaterOrEqual(t, len(s.Customers), 1000)
		require.GreaterOrEqual(t, len(s.Orders), 5000)
	}
}

func BenchmarkSeed(b *testing.B) {
	for b.Loop() {
		world.Seed(noon, town)
	}
}

func TestTheSameDiceMakeTheSameWorld(t *testing.T) {
	t.Parallel()
	one, err := json.Marshal(world.Seed(noon, town))
	require.NoError(t, err)
	two, err := json.Marshal(world.Seed(noon, town))
	require.NoError(t, err)
	require.Equal(t, string(one), string(two))
}

// named are in every shop, whatever it speaks.
var named = []string{"ada@example.com", "zofia@example.com", "mateo@example.com"}

func TestACrowdIsPlausible(t *testing.T) {
	t.Parallel()
	for _, s := range world.Seed(noon, town).Shops {
		emails, months, repeat := map[string]bool{}, map[time.Month]int{}, 0
		for _, c := range s.Customers {
			require.False(t, emails[c.Email], c.Email)
			emails[c.Email] = true
			if !slices.Contains(named, c.Email) {
				require.Contains(t, s.Languages, c.Locale)
			}
			orders := s.OrdersOf(c.ID)
			if len(orders) > 1 {
				repeat++
			}
			for _, o := range orders {
				require.False(t, o.CreatedAt.Before(c.CreatedAt))
			}
		}
		tokens := map[string]bool{}
		for i, o := range s.Orders {
			require.Positive(t, o.Total())
			require.LessOrEqual(t, o.Refunded, o.Total())
			require.Equal(t, 1001+i, o.Number)
			require.False(t, o.CreatedAt.After(noon))
			require.False(t, tokens[o.Token])
			tokens[o.Token] = true
			months[o.CreatedAt.Month()]++
			for _, l := range o.Lines {
				p, v := s.Sold(l)
				require.NotNil(t, v)
				require.Equal(t, l.Product, p.Handle)
				require.False(t, p.CreatedAt.After(o.CreatedAt))
			}
		}
		require.True(t, slices.IsSortedFunc(s.Orders, func(a, b *world.Order) int { return a.CreatedAt.Compare(b.CreatedAt) }))
		require.Greater(t, repeat, 300, "most who buy come again")
		require.Greater(t, months[time.December], months[time.July], "the end of the year is busiest")
	}
}

func TestAResetBringsTheCrowdBackUnderNewNumbers(t *testing.T) {
	t.Parallel()
	w := world.Seed(noon, world.Size{Customers: 50, Orders: 200})
	s := w.Shops[0]
	newest, token := s.NewestOrder(0).ID, s.NewestOrder(0).Token
	name, product := s.Customers[0].Name(), s.Products[0].ID
	w.Reset(noon)
	require.Len(t, s.Customers, 53)
	require.Len(t, s.Orders, 201)
	require.Equal(t, name, s.Customers[0].Name())
	require.Greater(t, s.Customers[0].ID, newest)
	require.NotEqual(t, product, s.Products[0].ID)
	found, _ := w.OrderByToken(token)
	require.Nil(t, found, "the address of a forgotten order leads nowhere")
}
