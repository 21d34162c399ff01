package client

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/askwell/askwell/integrations"
)

// share is how much of a vendor's limit we use: the shop's other apps live of the rest.
const share = 0.8

// Bucket is one limit of the account that a credential opens, of which a vendor allows so
// many calls a second in the long run.
func Bucket(provider, credential, limit string, perSecond float64) integrations.Bucket {
	account := sha256.Sum256([]byte(credential))
	return integrations.Bucket{Key: provider + "/" + hex.EncodeToString(account[:6]) + "/" + limit, Rate: share * perSecond}
}

// Ask makes one call, classes its answer the way most vendors mean it, and reads what is
// in one that is fine, unless into is nil.
func (c *Client) Ask(ctx context.Context, r Request, into any) integrations.Outcome {
	answer, err := c.Do(ctx, r)
	o := Outcome(answer, err)
	switch {
	case err != nil:
	case o.Class != integrations.OK:
		o.Excerpt = Excerpt(answer)
	case into != nil && answer.Decode(into) != nil:
		o.Class, o.Reason = integrations.Transient, "the answer could not be read"
	}
	return o
}

// Each tells of people one by one, a few at a time: everybody once, by her email address,
// and nobody any more when nothing gets through.
func Each(changes []integrations.Change, abreast int, tell func(integrations.Change) integrations.Outcome) []integrations.Outcome {
	folded, at := integrations.Fold(changes)
	outcomes := new(Line).Each(len(folded), abreast, func(i int) integrations.Outcome { return tell(folded[i]) })
	return integrations.Unfold(outcomes, at, integrations.Outcome{Class: integrations.Rejected, Reason: "she has no email address"})
}
