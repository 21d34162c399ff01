package store

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
)

// written lists what we wrote of her, and where.
func (e *export) written() error {
	e.data.Written = []app.DestinationData{}
	for some := range slices.Chunk(e.receiptSubjects(), 500) {
		var rows []receiptRow
		if err := e.tx.Raw(`SELECT destination_id, subject, property, value, before_value, refused, written_at FROM receipts
			WHERE shop_id = ? AND subject IN ? ORDER BY destination_id, subject, property`, e.shop, some).Scan(&rows).Error; err != nil {
			return err
		}
		for _, row := range rows {
			r := row.receipt()
			e.data.Written = append(e.data.Written, app.DestinationData{
				Destination: r.Destination, Subject: r.Subject, Property: r.Property, Value: r.Value, Before: r.Before, Refused: r.Refused, WrittenAt: r.WrittenAt,
			})
		}
	}
	return nil
}

// reached lists which destinations ever got her, and under which names.
func (e *export) reached() error {
	var rows []struct {
		DestinationID          app.DestinationID
		Subject, Origin, Names string
		Since                  int64
	}
	err := e.tx.Raw(`SELECT destination_id, subject, origin, names, since FROM reaches
		WHERE shop_id = ? AND subject IN ? ORDER BY since, destination_id, subject, digest`, e.shop, e.receiptSubjects()).Scan(&rows).Error
	e.data.Reached = make([]app.ReachData, len(rows))
	for i, r := range rows {
		names, err := e.keys.Open(reachPlace(e.shop), r.Names)
		if err != nil {
			return err
		}
		e.data.Reached[i] = app.ReachData{Destination: r.DestinationID, Subject: r.Subject, Told: r.Origin, Names: json.RawMessage(names), Since: fromMillis(r.Since)}
	}
	return err
}

// refused lists what was kept from destinations.
func (e *export) refused() error {
	var rows []struct {
		DestinationID             app.DestinationID
		Question, Purpose, Reason string
		Since                     int64
	}
	err := e.tx.Raw(`SELECT destination_id, question, purpose, reason, since FROM refusals
		WHERE shop_id = ? AND profile_id IN ? ORDER BY destination_id, question, profile_id`, e.shop, e.ids).Scan(&rows).Error
	e.data.Refused = make([]app.RefusalData, len(rows))
	for i, r := range rows {
		e.data.Refused[i] = app.RefusalData{Destination: r.DestinationID, Question: r.Question, Purpose: r.Purpose, Reason: r.Reason, Since: fromMillis(r.Since)}
	}
	return err
}

// deliveries lists what was to be told of her, and what became of it.
func (e *export) deliveries() error {
	var rows []struct {
		ID                    app.DeliveryID
		DestinationID         app.DestinationID
		OriginID              app.ProfileID
		ResponseID            app.ResponseID
		OrderID               app.OrderID
		Cause                 app.Cause
		State                 app.DeliveryState
		Attempts              int
		Reason                string
		CreatedAt, FinishedAt int64
	}
	err := e.tx.Raw(`SELECT id, destination_id, origin_id, response_id, order_id, cause, state, attempts, reason, created_at, finished_at FROM deliveries
		WHERE shop_id = ? AND profile_id IN ? ORDER BY id`, e.shop, e.ids).Scan(&rows).Error
	e.data.Deliveries = make([]app.DeliveryData, len(rows))
	for i, r := range rows {
		e.data.Deliveries[i] = app.DeliveryData{
			ID: r.ID, Destination: r.DestinationID, Told: toldAs(r.OriginID), Response: r.ResponseID, Order: r.OrderID, Cause: r.Cause, State: r.State,
			Attempts: r.Attempts, Reason: r.Reason, PlannedAt: fromMillis(r.CreatedAt), FinishedAt: fromMillis(r.FinishedAt),
		}
	}
	return err
}

// requests lists how her rights were used, but for what an export before this one said.
func (e *export) requests() error {
	var rows []struct {
		ID, Topic                      string
		OriginCustomerID               app.CustomerID
		RequestedAt, DueAt, FinishedAt int64
	}
	err := e.tx.Raw(`SELECT id, topic, origin_customer_id, requested_at, due_at, finished_at FROM privacy_requests
		WHERE shop_id = ? AND customer_id = ? AND customer_id <> 0 ORDER BY requested_at, id`, e.shop, e.customer).Scan(&rows).Error
	e.data.Requests = make([]app.RequestData, len(rows))
	for i, r := range rows {
		e.data.Requests[i] = app.RequestData{
			ID: r.ID, Told: toldAsCustomer(r.OriginCustomerID), Topic: r.Topic,
			RequestedAt: fromMillis(r.RequestedAt), DueAt: fromMillis(r.DueAt), FinishedAt: fromMillis(r.FinishedAt),
		}
	}
	return err
}

// readings lists who looked at her data, by what they are: which one it was is a
// colleague's affair.
func (e *export) readings() error {
	var rows []struct {
		Actor, Action string
		At            int64
	}
	err := e.tx.Raw("SELECT at, actor, action FROM audit WHERE shop_id = ? AND subject IN ? AND action <> '' AND subject <> '' ORDER BY at, id",
		e.shop, e.subjects()).Scan(&rows).Error
	e.data.Readings = make([]app.ReadingData, len(rows))
	for i, r := range rows {
		kind, _, _ := strings.Cut(r.Actor, "/")
		e.data.Readings[i] = app.ReadingData{At: fromMillis(r.At), Actor: kind, Action: r.Action}
	}
	return err
}
