package shopify

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
)

type standings struct {
	Nodes []*struct {
		ID             string      `json:"id"`
		NumberOfOrders json.Number `json:"numberOfOrders"`
		AmountSpent    struct {
			Amount string `json:"amount"`
		} `json:"amountSpent"`
		LastOrder *struct {
			ID        string    `json:"id"`
			CreatedAt time.Time `json:"createdAt"`
		} `json:"lastOrder"`
		Tags  []string `json:"tags"`
		Email *struct {
			Address string `json:"emailAddress"`
		} `json:"defaultEmailAddress"`
		Phone *struct {
			Number string `json:"phoneNumber"`
		} `json:"defaultPhoneNumber"`
		UpdatedAt time.Time `json:"updatedAt"`
	} `json:"nodes"`
}

// Standings reads what customers have ordered in all, their tags, how they are reached
// where the app may know that, and which of the segments they are in. Who is missing is
// no customer any more. Errors: as Do.
func (a *Admin) Standings(ctx context.Context, customers []app.CustomerID, segments []app.SegmentID) ([]app.Standing, error) {
	var out standings
	err := a.Do(ctx, opStandings, map[string]any{"ids": gids(customers)}, &out)
	hidden := hidesContact(err)
	if err != nil && !hidden {
		return nil, err
	}
	var list []app.Standing
	for _, node := range out.Nodes {
		if node == nil || number(node.ID) == 0 {
			continue
		}
		orders, err := node.NumberOfOrders.Int64()
		if err != nil {
			return nil, &app.Error{Kind: app.Internal, Message: "Shopify's answer does not fit", Err: err}
		}
		one := app.Standing{
			Customer: app.CustomerID(number(node.ID)), Orders: int(orders), Spent: node.AmountSpent.Amount, Tags: node.Tags,
		}
		if last := node.LastOrder; last != nil {
			one.LastOrder, one.LastOrderAt = app.OrderID(number(last.ID)), last.CreatedAt
		}
		if !hidden { // half of it would be taken for all there is
			one.ToldAt = node.UpdatedAt
			if node.Email != nil {
				one.Email = clip(node.Email.Address, maxEmail)
			}
			if node.Phone != nil {
				one.Phone = clip(node.Phone.Number, maxPhone)
			}
		}
		if one.Segments, err = a.memberships(ctx, one.Customer, segments); err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, nil
}

// How much of an address is kept, in bytes: RFC 5321 allows no longer email address, and
// E.164 no longer number, however it is set.
const (
	maxEmail = 320
	maxPhone = 40
)

// hidesContact reports whether all that is wrong with an answer is that it does not say
// how people are reached: Shopify has apps approved for each such field.
func hidesContact(err error) bool {
	parts, ok := partial(err)
	for _, one := range parts {
		ok = ok && one.Extensions.Code == "ACCESS_DENIED" &&
			(slices.Contains(one.Path, any("defaultEmailAddress")) || slices.Contains(one.Path, any("defaultPhoneNumber")))
	}
	return ok
}

type memberships struct {
	Response struct {
		Memberships []struct {
			SegmentID string `json:"segmentId"`
			IsMember  bool   `json:"isMember"`
		} `json:"memberships"`
	} `json:"customerSegmentMembership"`
}

func (a *Admin) memberships(ctx context.Context, customer app.CustomerID, segments []app.SegmentID) (in []app.SegmentID, err error) {
	if len(segments) == 0 {
		return nil, nil
	}
	var out memberships
	if err := a.Do(ctx, opMemberships, map[string]any{"customer": customer.GID(), "segments": gids(segments)}, &out); err != nil {
		return nil, err
	}
	for _, one := range out.Response.Memberships {
		if one.IsMember {
			in = append(in, app.SegmentID(number(one.SegmentID)))
		}
	}
	return in, nil
}

type segmentList struct {
	Segments struct {
		Nodes []struct {
			ID   string `json:"id"`
			Name string `json:"name"`
		} `json:"nodes"`
	} `json:"segments"`
}

// Segments lists the shop's newest 250 segments: as many as can be asked about at
// once. Errors: as Do.
func (a *Admin) Segments(ctx context.Context) ([]app.Segment, error) {
	var out segmentList
	if err := a.Do(ctx, opSegments, nil, &out); err != nil {
		return nil, err
	}
	list := make([]app.Segment, len(out.Segments.Nodes))
	for i, node := range out.Segments.Nodes {
		list[i] = app.Segment{ID: app.SegmentID(number(node.ID)), Name: node.Name}
	}
	return list, nil
}

type segmentMembers struct {
	Members struct {
		Edges []struct {
			Node struct {
				ID string `json:"id"`
			} `json:"node"`
		} `json:"edges"`
		PageInfo pageInfo `json:"pageInfo"`
	} `json:"customerSegmentMembers"`
}

// SegmentMembers lists a segment's members, a page at a time; next is "" on the
// last one. Errors: as Do.
func (a *Admin) SegmentMembers(ctx context.Context, segment app.SegmentID, after string) (members []app.CustomerID, next string, err error) {
	vars := map[string]any{"segment": segment.GID()}
	if after != "" {
		vars["after"] = after
	}
	var out segmentMembers
	if err := a.Do(ctx, opSegmentMembers, vars, &out); err != nil {
		return nil, "", err
	}
	for _, edge := range out.Members.Edges {
		members = append(members, app.CustomerID(number(edge.Node.ID))) // a member has her customer's number
	}
	return members, out.Members.PageInfo.next(after), nil
}

type boughtProducts struct {
	Nodes []*struct {
		ID          string    `json:"id"`
		Handle      string    `json:"handle"`
		Vendor      string    `json:"vendor"`
		ProductType string    `json:"productType"`
		Tags        []string  `json:"tags"`
		UpdatedAt   time.Time `json:"updatedAt"`
		Collections struct {
			Nodes []struct {
				Handle string `json:"handle"`
			} `json:"nodes"`
		} `json:"collections"`
	} `json:"nodes"`
}

// Products reads products. What is missing is no product any more. Errors: as Do.
func (a *Admin) Products(ctx context.Context, ids []app.ProductID) ([]app.Product, error) {
	var out boughtProducts
	if err := a.Do(ctx, opBoughtProducts, map[string]any{"ids": gids(ids)}, &out); err != nil {
		return nil, err
	}
	var list []app.Product
	for _, node := range out.Nodes {
		if node == nil || number(node.ID) == 0 {
			continue
		}
		one := app.Product{
			ID: app.ProductID(number(node.ID)), Handle: node.Handle, Vendor: node.Vendor, Type: node.ProductType,
			Tags: node.Tags, Collections: make([]string, len(node.Collections.Nodes)), UpdatedAt: node.UpdatedAt,
		}
		for i, c := range node.Collections.Nodes {
			one.Collections[i] = c.Handle
		}
		list = append(list, one)
	}
	return list, nil
}

func gids[ID interface{ GID() string }](ids []ID) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = id.GID()
	}
	return list
}

// number is what a global id ends in, 0 for none.
func number(gid string) int64 {
	n, _ := strconv.ParseInt(gid[strings.LastIndexByte(gid, '/')+1:], 10, 64)
	return n
}
