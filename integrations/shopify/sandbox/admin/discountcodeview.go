package admin

import (
	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) redeemCodes() *records[*world.RedeemCode] {
	type one = *world.RedeemCode
	return &records[one]{
		session: s, connection: "DiscountRedeemCodeConnection",
		id:   func(c one) int64 { return c.ID },
		show: s.redeemObject,
		fields: map[string]func(one) []search.Value{
			search.Default: func(c one) []search.Value { return wordsOf(c.Code) },
			"code":         func(c one) []search.Value { return keywords(c.Code) },
			"id":           func(c one) []search.Value { return []search.Value{search.Number(float64(c.ID))} },
			"times_used":   func(c one) []search.Value { return []search.Value{search.Number(float64(c.Used))} },
		},
		sorts: map[string]func(one) any{"CODE": func(c one) any { return c.Code }},
	}
}

func (s *session) redeemObject(c *world.RedeemCode) object {
	return object{
		"__typename": "DiscountRedeemCode", "id": world.GID("DiscountRedeemCode", c.ID), "code": c.Code, "asyncUsageCount": c.Used,
		"createdBy": field(func(args) (any, error) { return s.appObject(), nil }),
	}
}

func (s *session) bulkObject(b *world.BulkCodes) object {
	o := object{
		"__typename": "DiscountRedeemCodeBulkCreation", "id": world.GID("DiscountRedeemCodeBulkCreation", b.ID), "createdAt": b.CreatedAt,
		"done": b.Done, "codesCount": len(b.Codes), "importedCount": b.Imported(), "failedCount": b.Failed(),
		"codes": field(func(a args) (any, error) {
			rows := make([]int, len(b.Codes))
			for i := range rows {
				rows[i] = i
			}
			mark := func(i int) graphql.Mark { return graphql.Mark{ID: int64(i), Value: int64(i)} }
			return graphql.Page("DiscountRedeemCodeBulkCreationCodeConnection", rows, mark, func(i int) any { return s.bulkCodeObject(b.Codes[i]) })(a)
		}),
		"discountCode": nil,
	}
	if d := s.shop.Discount(b.Discount); d != nil {
		o["discountCode"] = s.codeDiscountNode(d)
	}
	return o
}

func (s *session) bulkCodeObject(c *world.BulkCode) object {
	o := object{"__typename": "DiscountRedeemCodeBulkCreationCode", "code": c.Code, "errors": []any{}, "discountRedeemCode": nil}
	if c.Problem != "" {
		o["errors"] = []any{object{"__typename": discountError, "field": []any{"code"}, "message": c.Problem, "code": nil, "extraInfo": nil}}
	}
	if c.Made != nil {
		o["discountRedeemCode"] = s.redeemObject(c.Made)
	}
	return o
}

func positive(n int) any {
	if n <= 0 {
		return nil
	}
	return n
}
