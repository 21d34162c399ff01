package store

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

type bulkRow struct {
	ShopID        string
	DestinationID string
	ID            string
	Job           string
	State         string
	Total         int
	Done          int
	Plan          string
	Reason        string
	NextAt        int64
	CreatedAt     int64
	FinishedAt    int64
}

func (r bulkRow) bulk() app.Bulk {
	return app.Bulk{
		Shop: app.ShopID(r.ShopID), Destination: app.DestinationID(r.DestinationID), ID: r.ID, Job: r.Job,
		State: app.BulkState(r.State), Total: r.Total, Done: r.Done, Reason: r.Reason,
		NextAt: fromMillis(r.NextAt), CreatedAt: fromMillis(r.CreatedAt), FinishedAt: fromMillis(r.FinishedAt),
	}
}

const bulkColumns = "shop_id, destination_id, id, job, state, total, done, reason, next_at, created_at, finished_at"

// bulkPlace binds a plan's seal: it says what people answered.
func bulkPlace(shop app.ShopID) string { return string(shop) + "/bulks.plan" }

// PlanBulk writes a job down before its destination is asked to do it. Its deliveries
// wait for it from now on, at most until a time. Errors: Conflict when the lane was lost.
func (s *Store) PlanBulk(ctx context.Context, shop app.ShopID, held app.Lane, job app.Bulk, with []app.DeliveryID, until time.Time) error {
	plan, now := s.keys.Seal(bulkPlace(shop), string(job.Plan)), millis(s.now())
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := lockDeliveries(tx, "?", among(tx, shop, "id", with)); err != nil {
			return err
		}
		for some := range slices.Chunk(with, maxParameters/4) {
			err := tx.Exec("UPDATE deliveries SET bulk_id = ?, next_at = ? WHERE "+stillWaiting+" AND ?",
				job.ID, millis(until), among(tx, shop, "id", some)).Error
			if err != nil {
				return err
			}
		}
		err := tx.Exec(`INSERT INTO bulks (shop_id, destination_id, id, state, total, plan, next_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			shop, job.Destination, job.ID, app.BulkPlanned, job.Total, plan, now, now).Error
		if err != nil {
			return err
		}
		return holdLane(tx, shop, held, held.LeasedUntil)
	}), "bulk job")
}

// OpenBulk is the job a lane's destination is at work on, with its plan. Errors: NotFound
// when there is none.
func (s *Store) OpenBulk(ctx context.Context, shop app.ShopID, at app.DestinationID) (app.Bulk, error) {
	var rows []bulkRow
	err := s.read.WithContext(ctx).Raw("SELECT "+bulkColumns+", plan FROM bulks WHERE shop_id = ? AND destination_id = ? AND next_at > 0 ORDER BY created_at LIMIT 1",
		shop, at).Scan(&rows).Error
	if err == nil && len(rows) == 0 {
		err = app.Errorf(app.NotFound, "no bulk job runs")
	}
	if err != nil {
		return app.Bulk{}, wrap(err, "bulk job")
	}
	job := rows[0].bulk()
	plan, err := s.keys.Open(bulkPlace(shop), rows[0].Plan)
	job.Plan = []byte(plan)
	return job, wrap(err, "bulk job")
}

// BulkRuns reports whether a lane's destination is at work on a job. Errors: Unavailable.
func (s *Store) BulkRuns(ctx context.Context, shop app.ShopID, at app.DestinationID) (bool, error) {
	var n int
	err := s.read.WithContext(ctx).Raw("SELECT COUNT(*) FROM bulks WHERE shop_id = ? AND destination_id = ? AND next_at > 0", shop, at).Scan(&n).Error
	return n > 0, wrap(err, "bulk jobs")
}

// Bulks lists a shop's jobs, the newest first, without their plans. Errors: Unavailable.
func (s *Store) Bulks(ctx context.Context, shop app.ShopID, limit int) ([]app.Bulk, error) {
	var rows []bulkRow
	err := s.read.WithContext(ctx).Raw("SELECT "+bulkColumns+" FROM bulks WHERE shop_id = ? ORDER BY created_at DESC, id DESC LIMIT ?", shop, limit).Scan(&rows).Error
	list := make([]app.Bulk, len(rows))
	for i, row := range rows {
		list[i] = row.bulk()
	}
	return list, wrap(err, "bulk jobs")
}

// NoteBulk records how far a job is and when to ask again. Errors: Unavailable.
func (s *Store) NoteBulk(ctx context.Context, shop app.ShopID, job app.Bulk) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec("UPDATE bulks SET job = ?, state = ?, done = ?, reason = ?, next_at = ? WHERE shop_id = ? AND id = ? AND next_at > 0",
			job.Job, job.State, job.Done, job.Reason, millis(job.NextAt), shop, job.ID).Error
	}), "bulk job")
}

// EndBulk closes a job whose outcomes are recorded. Whatever of it waits still, and what
// came up about its people meanwhile, is due again. Who was forgotten while it ran is
// forgotten once more, and what it said is not kept. Errors: Conflict when the lane was lost.
func (s *Store) EndBulk(ctx context.Context, shop app.ShopID, held app.Lane, job app.Bulk) error {
	now := millis(s.now())
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		// What was settled has a time of its own already.
		err := tx.Exec(`UPDATE deliveries SET next_at = CASE WHEN next_at >= ? OR cause = 'withdrawn' THEN ? ELSE next_at END, bulk_id = ''
			WHERE shop_id = ? AND bulk_id = ? AND state = 'waiting'`, millis(job.CreatedAt.Add(BulkWait)), now, shop, job.ID).Error
		if err != nil {
			return err
		}
		if err := keepPaused(tx, shop, job.Destination); err != nil {
			return err
		}
		if err := doubtErasures(tx, shop, job.Destination, now); err != nil {
			return err
		}
		err = tx.Exec("UPDATE bulks SET state = ?, done = ?, reason = ?, plan = '', next_at = 0, finished_at = ? WHERE shop_id = ? AND id = ?",
			job.State, job.Done, job.Reason, now, shop, job.ID).Error
		if err != nil {
			return err
		}
		return holdLane(tx, shop, held, held.LeasedUntil)
	}), "bulk job")
}

// BulkWait is the least that deliveries of a job are put off: it is over, or given up,
// long before.
const BulkWait = 36 * time.Hour

// BulkDeliveries are those of a job that wait for it. Errors: Unavailable.
func (s *Store) BulkDeliveries(ctx context.Context, shop app.ShopID, job string) ([]app.Delivery, error) {
	var rows []deliveryRow
	err := s.read.WithContext(ctx).Raw("SELECT "+deliveryColumns+" FROM deliveries WHERE shop_id = ? AND bulk_id = ? AND state = 'waiting'",
		shop, job).Scan(&rows).Error
	return deliveries(rows), wrap(err, "deliveries")
}

// JoinBulk has deliveries wait that are about people of a running job: what is newer must
// not be written before it. What was taken back is due all the same, and told once more
// when the job is over. It returns the job of each. Errors: Unavailable.
func (s *Store) JoinBulk(ctx context.Context, shop app.ShopID, at app.DestinationID, ids []app.DeliveryID) (map[app.DeliveryID]string, error) {
	var joined []deliveryRow
	err := s.write(ctx, func(tx *gorm.DB) error {
		joined = nil
		if err := lockDeliveries(tx, "?", among(tx, shop, "id", ids)); err != nil {
			return err
		}
		// Of each, what else waits for the same person: a job is about a crowd.
		const job = ` FROM deliveries b WHERE b.shop_id = deliveries.shop_id AND b.profile_id = deliveries.profile_id
			AND b.destination_id || '' = ? AND b.state || '' = 'waiting' AND b.bulk_id || '' <> '' AND b.cause <> 'withdrawn')`
		return tx.Raw(`UPDATE deliveries SET bulk_id = (SELECT MAX(b.bulk_id)`+job+`,
				next_at = CASE WHEN cause = 'withdrawn' THEN next_at ELSE (SELECT MAX(b.next_at)`+job+` END
			WHERE ? AND `+stillWaiting+` AND bulk_id || '' = '' AND (SELECT MAX(b.bulk_id)`+job+` <> '' RETURNING id, bulk_id`,
			at, at, among(tx, shop, "id", ids), at).Scan(&joined).Error
	})
	jobs := make(map[app.DeliveryID]string, len(joined))
	for _, d := range joined {
		jobs[app.DeliveryID(d.ID)] = d.BulkID
	}
	return jobs, wrap(err, "deliveries")
}

// perPerson is how many due deliveries somebody has at most, on average, in a count of
// people: with more, there are fewer than it seems.
const perPerson = 4

// DuePeople counts whom due deliveries of a lane are about, those left out that tell of
// something taken back, up to a limit and among so many deliveries for each. Errors:
// Unavailable.
func (s *Store) DuePeople(ctx context.Context, shop app.ShopID, to app.DestinationID, limit int) (int, error) {
	var n int
	err := s.read.WithContext(ctx).Raw(`SELECT COUNT(DISTINCT profile_id) FROM (SELECT profile_id FROM deliveries
		WHERE shop_id = ? AND destination_id = ? AND state = 'waiting' AND next_at <= ? AND cause <> 'withdrawn'
		ORDER BY next_at LIMIT ?) AS due`, shop, to, millis(s.now()), perPerson*limit).Scan(&n).Error
	return min(n, limit), wrap(err, "deliveries")
}
