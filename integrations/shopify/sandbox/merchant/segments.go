package merchant

import (
	"slices"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// segmentRow is a segment and whom it finds.
type segmentRow struct {
	*world.Segment
	Members []*world.Customer
	Problem string // why the query can no longer be read
}

func (v *visit) segmentRow(g *world.Segment) segmentRow {
	q, err := v.shop.ParseSegment(g.Query)
	if err != nil {
		return segmentRow{g, nil, err.Error()}
	}
	return segmentRow{g, v.shop.Members(q, v.a.world.Now().In(v.shop.Zone())), ""}
}

func (a *Admin) segments(v *visit) {
	rows := make([]segmentRow, len(v.shop.Segments))
	for i, g := range v.shop.Segments {
		rows[i] = v.segmentRow(g)
	}
	slices.Reverse(rows)
	v.show("segments.html", "segments", "Segments", struct {
		Rows []segmentRow
		All  int
	}{rows, len(v.shop.Customers)})
}

func (a *Admin) segment(v *visit) {
	g := v.shop.Segment(v.id())
	if g == nil {
		v.missing()
		return
	}
	row := v.segmentRow(g)
	members := listed(v, row.Members, customerRecord)
	v.show("segment.html", "segments", g.Name, struct {
		segmentRow
		List list[*world.Customer]
		Rows []customerRow
	}{row, members, v.customerRows(members.Rows)})
}
