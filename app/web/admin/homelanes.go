package admin

import (
	"github.com/askwell/askwell/app"
)

// lanes are the shop's destinations: what waits there, since when, and what is wrong.
func (h *homeDesk) lanes() error {
	lanes, err := h.Store.Lanes(h.ctx, h.shop.ID)
	if err != nil {
		return err
	}
	called, err := h.called(h.ctx, h.shop.ID)
	if err != nil {
		return err
	}
	problems, err := h.problems()
	if err != nil {
		return err
	}
	h.out.Body.Lanes = make([]homeLane, len(lanes))
	for i, lane := range lanes {
		lag, err := h.Store.Lag(h.ctx, h.shop.ID, lane.Destination, mostCounted)
		if err != nil {
			return err
		}
		pulse, err := h.Store.Pulse(h.ctx, h.shop.ID, lane.Destination)
		if err != nil {
			return err
		}
		h.out.Body.Lanes[i] = homeLane{
			ID: lane.Destination, Title: called(lane.Destination), Waiting: lag.Waiting, Parked: lag.Parked, Different: lag.Different,
			Paused: lane.PausedReason, Problem: problems[lane.Destination], Since: pulse.Since, Reason: pulse.Reason,
		}
	}
	return nil
}

// problems are what the last looks at destinations found wrong.
func (h *homeDesk) problems() (map[app.DestinationID]string, error) {
	list, err := h.Store.Destinations(h.ctx, h.shop.ID)
	found := map[app.DestinationID]string{}
	for _, one := range list {
		found[one.ID] = one.Problem
	}
	return found, err
}
