package admin

import (
	"regexp"
	"time"
)

var versionName = regexp.MustCompile(`^20\d\d-(01|04|07|10)$`)

// answers reports whether a version of the API is answered: the sandbox's own,
// and those Shopify no longer supports when that is current. A year after it
// came a version is answered by a newer one, and the answer's header tells by
// which (shopify.dev/docs/api/usage/versioning#the-api-falls-forward). Versions
// between the two have schemas the sandbox does not know.
func (a *API) answers(version string) bool {
	own := a.world.App.Manifest.Webhooks.Version
	if version == own || !versionName.MatchString(version) {
		return version == own
	}
	came, err := time.Parse("2006-01", version)
	current, bad := time.Parse("2006-01", own)
	return err == nil && bad == nil && !came.AddDate(1, 0, 0).After(current)
}
