package store

import (
	"context"
	"crypto/rand"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Shop reads one shop, installed or not. Errors: NotFound.
func (s *Store) Shop(ctx context.Context, shop app.ShopID) (app.Shop, error) {
	found, err := gorm.G[app.Shop](s.read).Where("id = ?", shop).Take(ctx)
	return found, wrap(err, "shop")
}

// RecordInstall makes the shop installed: what Shopify says of it, its access,
// the Shopify destination with its lane. What stopped it before (an uninstall, a
// dead access, webhooks that came too early) is taken up again, and what was
// written is doubted: our metafields went when the app did, told or untold. It
// may be repeated at any time. Errors: Unavailable.
func (s *Store) RecordInstall(ctx context.Context, shop app.ShopID, details app.Shop, access app.Access) error {
	sealed, err := s.sealAccess(shop, access)
	if err != nil {
		return err
	}
	now, salt := millis(s.now()), rand.Text()
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := upsertShop(tx, shop, details, salt, now); err != nil {
			return err
		}
		if err := sealed.upsert(tx); err != nil {
			return err
		}
		if err := openShopifyLane(tx, shop, now); err != nil {
			return err
		}
		if err := doubtAll(tx, shop, app.ShopifyDestination); err != nil {
			return err
		}
		return tx.Exec("UPDATE inbox SET next_at = ? WHERE shop_id = ? AND state = 'waiting'", now, shop).Error
	}), "install")
}

// upsertShop keeps what is ours (salt, prefix, learned path) and takes what is
// Shopify's. installed_at moves only when the shop was not installed.
func upsertShop(tx *gorm.DB, shop app.ShopID, d app.Shop, salt string, now int64) error {
	prefix := d.TagPrefix
	if prefix == "" {
		prefix = app.DefaultTagPrefix
	}
	if err := recountZone(tx, shop, d.Timezone, now); err != nil {
		return err
	}
	return tx.Exec(`
		INSERT INTO shops (id, name, plan, currency, timezone, locale, installation, gid, tag_prefix, salt,
			installed_at, uninstalled_at, publish_due_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
		ON CONFLICT (id) DO UPDATE SET
			name = excluded.name, plan = excluded.plan, currency = excluded.currency, timezone = excluded.timezone,
			locale = excluded.locale, installation = excluded.installation, gid = excluded.gid,
			installed_at = CASE WHEN shops.installed_at = 0 OR shops.uninstalled_at > 0
				THEN excluded.installed_at ELSE shops.installed_at END,
			uninstalled_at = 0, publish_due_at = excluded.publish_due_at`,
		shop, d.Name, d.Plan, d.Currency, d.Timezone, d.Locale, d.Installation, d.GID, prefix, salt, now, now).Error
}

// openShopifyLane makes the destination every shop has, and opens its lane
// again: a lane paused for a dead access has a living one now.
func openShopifyLane(tx *gorm.DB, shop app.ShopID, now int64) error {
	if err := tx.Exec(`
		INSERT INTO destinations (shop_id, id, kind, created_at) VALUES (?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, shop, app.ShopifyDestination, app.ShopifyDestination, now).Error; err != nil {
		return err
	}
	return tx.Exec(`
		INSERT INTO lanes (shop_id, destination_id) VALUES (?, ?)
		ON CONFLICT (shop_id, destination_id) DO UPDATE SET due_at = ?,
			paused_reason = CASE WHEN lanes.paused_reason = ? THEN lanes.paused_reason ELSE '' END`,
		shop, app.ShopifyDestination, now, app.PausedByHand).Error
}

// RecordUninstall marks the shop uninstalled and drops its access, unless it was
// installed after at: uninstall news may come later than the reinstall. A shop
// that is not installed has no moving lanes, and no destination forgets anybody for
// it: erasures say so, for good, since no personal data waits for a shop that may
// never return. Errors: Unavailable.
func (s *Store) RecordUninstall(ctx context.Context, shop app.ShopID, at time.Time) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec(`
			UPDATE shops SET uninstalled_at = ?, publish_due_at = 0
			WHERE id = ? AND installed_at > 0 AND installed_at <= ? AND uninstalled_at = 0`,
			millis(at), shop, millis(at))
		if done.Error != nil || done.RowsAffected == 0 {
			return done.Error
		}
		if err := unreach(tx, shop, reasonUninstalled); err != nil {
			return err
		}
		if err := revokeAll(tx, shop, at); err != nil {
			return err
		}
		return tx.Exec("DELETE FROM accesses WHERE shop_id = ?", shop).Error
	}), "uninstall")
}

// LearnProxyPath keeps the storefront path our app proxy has in this shop, which
// the merchant may change. A new path is published. Errors: Unavailable.
func (s *Store) LearnProxyPath(ctx context.Context, shop app.ShopID, path string) error {
	known, err := s.Shop(ctx, shop)
	if err != nil || known.ProxyPath == path {
		return err
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec("UPDATE shops SET proxy_path = ?, publish_due_at = ? WHERE id = ? AND proxy_path <> ?",
			path, millis(s.now()), shop, path).Error
	}), "shop")
}
