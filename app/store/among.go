package store

import (
	"reflect"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/askwell/askwell/app"
)

// among narrows rows to those of a shop that have one of a list in a column, which an index
// of the table has next to the shop. PostgreSQL is told so in whole keys, the shop in each:
// said once, it is looked for alone. Without fresh statistics, as after a crowd, a shop is
// thought to have few rows: all of them are read then, and each is looked up in the list.
func among[T ~string | ~int64](db *gorm.DB, shop app.ShopID, column string, list []T) clause.Expr {
	of := "shop_id"
	if table, _, qualified := strings.Cut(column, "."); qualified {
		of = table + ".shop_id"
	}
	if !isPostgres(db) {
		return gorm.Expr(of+" = ? AND "+column+" IN ?", shop, list)
	}
	kind := "text"
	if reflect.TypeFor[T]().Kind() == reflect.Int64 {
		kind = "bigint"
	}
	shops := slices.Repeat([]app.ShopID{shop}, len(list))
	// As pointers: GORM would write lists out.
	return gorm.Expr("("+of+", "+column+") IN (SELECT * FROM unnest(?::text[], ?::"+kind+"[]))", &shops, &list)
}
