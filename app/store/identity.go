package store

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/contact"
	"github.com/askwell/askwell/app/seal"
)

// names is by what else one shop's persons go, within a transaction. What somebody
// says of herself is no row: it stands in her answers, and finds nobody.
type names struct {
	people
	keys *seal.Ring
}

func (s *Store) names(p people) names { return names{people: p, keys: s.keys} }

// digest finds an identity without telling it.
func (n names) digest(kind app.IdentityKind, value string) (string, error) {
	salt, err := n.salt()
	return tombstone(salt, "identity/"+string(kind)+"/"+value), err
}

func (n names) place(kind app.IdentityKind, digest string) string {
	return string(n.shop) + "/identity/" + string(kind) + "/" + digest
}

// keep writes down that somebody goes by an identity in its normal form.
func (n names) keep(profile app.ProfileID, i app.Identity) error {
	digest, err := n.digest(i.Kind, i.Value)
	if err != nil {
		return err
	}
	return n.exec(`INSERT INTO identities (shop_id, kind, digest, profile_id, value, proof, captured_by, since)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		n.shop, i.Kind, digest, profile, n.keys.Seal(n.place(i.Kind, digest), i.Value), i.Proof, i.By, n.now)
}

// told makes Shopify's word of how somebody is reached all that it says of her. What
// it said of whoever was joined into her stays: those were hers, too.
func (n names) told(profile app.ProfileID, c Contact) error {
	said := []app.Identity{{Kind: app.IdentityEmail, Value: c.Email}, {Kind: app.IdentityPhone, Value: c.Phone}}
	digests := []string{""} // IN () is no SQL
	for _, i := range said {
		value, err := contact.Normal(i.Kind, i.Value, "")
		if err != nil {
			continue // none, or one that nobody can be found by
		}
		i.Value, i.Proof = value, app.IdentityShopify
		digest, err := n.digest(i.Kind, value)
		if err != nil {
			return err
		}
		digests = append(digests, digest)
		if err := n.keep(profile, i); err != nil {
			return err
		}
	}
	return n.exec("DELETE FROM identities WHERE shop_id = ? AND profile_id = ? AND origin_id = '' AND proof = ? AND digest NOT IN ?",
		n.shop, profile, app.IdentityShopify, digests)
}

// Identities lists by what else somebody goes, the strongest proof of each: Shopify's
// word, then staff's, then her own. Errors: Unavailable.
func (s *Store) Identities(ctx context.Context, shop app.ShopID, who Whom) ([]app.Identity, error) {
	n := s.names(s.people(s.read.WithContext(ctx), shop))
	ids, err := n.profilesOf(who)
	if err != nil || len(ids) == 0 {
		return nil, wrap(err, "identities")
	}
	proven, err := n.proven(ids)
	if err != nil {
		return nil, wrap(err, "identities")
	}
	claimed, err := n.claimed(ids)
	list := slices.Concat(proven, claimed)
	slices.SortStableFunc(list, func(a, b app.Identity) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value), cmp.Compare(strength(a.Proof), strength(b.Proof)))
	})
	return slices.CompactFunc(list, func(a, b app.Identity) bool { return a.Kind == b.Kind && a.Value == b.Value }), wrap(err, "identities")
}

func strength(proof app.IdentityProof) int {
	return slices.Index([]app.IdentityProof{app.IdentityShopify, app.IdentityStaff, app.IdentityClaimed}, proof)
}

func (n names) proven(profiles []app.ProfileID) ([]app.Identity, error) {
	var rows []struct {
		Kind                             app.IdentityKind
		Digest, Value, Proof, CapturedBy string
		Since                            int64
	}
	if err := n.tx.Raw(`SELECT kind, digest, value, proof, captured_by, since FROM identities
		WHERE shop_id = ? AND profile_id IN ? ORDER BY since, digest`, n.shop, profiles).Scan(&rows).Error; err != nil {
		return nil, err
	}
	list := make([]app.Identity, len(rows))
	for i, r := range rows {
		value, err := n.keys.Open(n.place(r.Kind, r.Digest), r.Value)
		if err != nil {
			return nil, err
		}
		list[i] = app.Identity{
			ID: r.Digest, Kind: r.Kind, Value: value, Proof: app.IdentityProof(r.Proof), By: r.CapturedBy, Since: fromMillis(r.Since),
		}
	}
	return list, nil
}

// claimed reads what they say of themselves from their answers, so that it is
// corrected, taken back and forgotten with them.
func (n names) claimed(profiles []app.ProfileID) (list []app.Identity, err error) {
	said, err := said(n.people, byPerson, profiles)
	for _, one := range said {
		kind := claims[one.Value.Kind]
		if kind == "" {
			continue
		}
		claim := app.Identity{Kind: kind, Proof: app.IdentityClaimed, Since: one.At}
		if err := json.Unmarshal(one.Value.JSON, &claim.Value); err != nil {
			return nil, err
		}
		list = append(list, claim)
	}
	return list, err
}

// claims are the answers that tell by what somebody goes.
var claims = map[app.ValueKind]app.IdentityKind{app.KindEmail: app.IdentityEmail, app.KindPhone: app.IdentityPhone}
