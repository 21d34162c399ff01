package store

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

const (
	reasonNoWorkflow = "no workflow in Shopify Flow uses it any more"
	reasonFlowOver   = "no workflow is in use any more: Flow's log of runs shows what it was told until Shopify clears it"
)

// HearFlow keeps whether some enabled workflow of a shop begins with a trigger, as Shopify
// said at a moment: what it said before that does not count any more. Flow is a
// destination of the shop as long as one does. Errors: NotFound when nobody knows the shop.
func (s *Store) HearFlow(ctx context.Context, shop app.ShopID, trigger string, enabled bool, at time.Time) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := lockShop(tx, shop); err != nil {
			return err
		}
		// It is in use since it was turned on, however often that is said again.
		since := millis(s.now())
		err := tx.Exec(`INSERT INTO flow_triggers (shop_id, trigger_name, enabled, since, told_at) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (shop_id, trigger_name) DO UPDATE SET enabled = excluded.enabled, told_at = excluded.told_at,
				since = CASE WHEN flow_triggers.enabled THEN flow_triggers.since ELSE excluded.since END
			WHERE flow_triggers.told_at < excluded.told_at`, shop, trigger, enabled, min(since, millis(at)), millis(at)).Error
		if err != nil {
			return err
		}
		return s.followFlow(tx, shop)
	}), "shop")
}

// followFlow makes the destination what the triggers in use say.
func (s *Store) followFlow(tx *gorm.DB, shop app.ShopID) error {
	var used []struct {
		TriggerName string
		Since       int64
	}
	err := tx.Raw("SELECT trigger_name, since FROM flow_triggers WHERE shop_id = ? AND enabled", shop).Scan(&used).Error
	if err != nil {
		return err
	}
	if len(used) == 0 {
		return closeFlow(tx, shop, millis(s.now()))
	}
	settings := make(map[string]string, len(used))
	for _, one := range used {
		settings[one.TriggerName] = strconv.FormatInt(one.Since, 10)
	}
	text, err := json.Marshal(settings)
	if err != nil {
		return err
	}
	err = tx.Exec(`INSERT INTO destinations (shop_id, id, kind, settings, created_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (shop_id, id) DO UPDATE SET settings = excluded.settings`,
		shop, app.FlowDestination, app.FlowDestination, string(text), millis(s.now())).Error
	if err != nil {
		return err
	}
	return tx.Exec("INSERT INTO lanes (shop_id, destination_id) VALUES (?, ?) ON CONFLICT DO NOTHING", shop, app.FlowDestination).Error
}

// closeFlow ends the destination: what waits for it is not sent any more.
func closeFlow(tx *gorm.DB, shop app.ShopID, now int64) error {
	if err := closeDestination(tx, shop, app.FlowDestination, reasonNoWorkflow, reasonFlowOver, now); err != nil {
		return err
	}
	return tx.Exec("DELETE FROM destinations WHERE shop_id = ? AND id = ?", shop, app.FlowDestination).Error
}
