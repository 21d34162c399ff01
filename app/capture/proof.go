package capture

import (
	"slices"

	"github.com/askwell/askwell/app"
)

// proof says how far it is proven who answers, whatever door she came through.
func proof(by app.Speaker, order app.OrderID) app.Proof {
	switch {
	case by.Door == app.DoorStaff:
		return app.ProofStaff
	case by.Door == app.DoorLink:
		return app.ProofLink
	case by.Customer != 0:
		return app.ProofCustomer
	case order != 0:
		return app.ProofOrder
	case by.Visitor != "":
		return app.ProofBrowser
	}
	return app.ProofNone
}

// step reports whether somebody answers one question at a time and cannot tell which is
// the last: then it is the one after which nothing is asked.
func step(by app.Speaker) bool { return by.Door == app.DoorLink }

func placed(v app.Version, at app.Surface) bool { return slices.Contains(v.Document.Placements, at) }
