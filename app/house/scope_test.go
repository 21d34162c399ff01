package house_test

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// unscoped are the store's methods that are about no single shop: its own life, and
// the sweeps that find which shops have work.
var unscoped = []string{
	"Open", "Close", "Ping", "Migrate", "Migrations", "Keys", "Scrub",
	"DueLanes", "DueInboxes", "DuePublishes", "ClaimRecurring", "ShopsToRefresh", "PruneInboxes", "DueRewards", "DueCatalogues", "DueQuotas",
	"BrokenPromises", "StalePeople", "DueLinks", "DueReads", "DuePurposes", "KeptTooLong", "ShopIDs", "RipeErasures", "CloseErasures", "UncheckedDestinations", "TroubledDestinations", "DueRuns", "DueExports", "DueWords", "DueTallies", "DueFreshness", "TakePassage", "TakeExpiredPassages", "LeftGrants", "APIKeyByID", "DropAnswers",
}

// shopless lists the exported methods that do not begin (ctx, shop, …).
func shopless(of reflect.Type, except []string) []string {
	var found []string
	for m := range of.Methods() {
		t := m.Type // in[0] is the receiver
		scoped := t.NumIn() >= 3 &&
			t.In(1) == reflect.TypeFor[context.Context]() && t.In(2) == reflect.TypeFor[app.ShopID]()
		if !scoped && !slices.Contains(except, m.Name) {
			found = append(found, m.Name)
		}
	}
	return found
}

func TestEveryStoreMethodNamesItsShop(t *testing.T) {
	t.Parallel()
	require.Empty(t, shopless(reflect.TypeFor[*store.Store](), unscoped))
}

type planted struct{}

func (planted) Scoped(context.Context, app.ShopID, string) error { return nil }
func (planted) Leaky(context.Context, string) error              { return nil }

func TestAPlantedMethodWithoutAShopIsCaught(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"Leaky"}, shopless(reflect.TypeFor[planted](), unscoped))
}
