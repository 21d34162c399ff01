package store

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// planAnswers plans the deliveries: of what was recorded, and of what a customer has
// said as a guest before. A customer's answer is always news: our own blocks are told
// not to ask again. Of a guest without an order there is nobody to tell about;
// should she become known, linking her plans them.
func planAnswers(ctx context.Context, tx *gorm.DB, items []*recording, lanes map[app.ShopID][]app.DestinationID) error {
	var planned []app.Delivery
	for _, item := range items {
		var news app.Delivery
		repeats := (item.first != nil || item.says != "") && len(item.gives) == 0
		writes := item.Writes || len(item.gives) > 0
		switch {
		case !repeats && (item.speaker != 0 || writes && item.Order != 0):
			news = app.Delivery{Response: item.kept(), Order: item.Order, Cause: item.cause()}
		case item.joined:
			news = app.Delivery{Cause: app.CauseLink}
		default:
			continue
		}
		item.recorded.Destinations = lanes[item.shop]
		more, err := item.tell(news, lanes[item.shop])
		if err != nil {
			return err
		}
		planned = append(planned, more...)
	}
	return planDeliveries(ctx, tx, planned)
}

// tell addresses news of a person to every lane.
func (s *speaking) tell(news app.Delivery, lanes []app.DestinationID) ([]app.Delivery, error) {
	planned := make([]app.Delivery, len(lanes))
	for i, lane := range lanes {
		id, err := uuid.NewV7()
		if err != nil {
			return nil, err
		}
		news.Shop, news.ID, news.Destination, news.Profile = s.shop, app.DeliveryID(id.String()), lane, s.profile
		if news.CreatedAt = fromMillis(s.at); news.NextAt.IsZero() {
			news.NextAt = news.CreatedAt
		}
		planned[i] = news
	}
	return planned, nil
}
