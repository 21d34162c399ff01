package mailchimp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"regexp"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

const login = "https://login.mailchimp.com"

// oauth is how to let us in at Mailchimp: its tokens have no scopes, do not expire, and
// cannot be given back by an app.
var oauth = integrations.OAuth{Authorize: login + "/oauth2/authorize", Token: login + "/oauth2/token", Instead: keySetting}

// centreSetting is the data centre of an account that we were let into. It is no field:
// nobody fills it in.
const centreSetting = "data_center"

var centreShape = regexp.MustCompile(`^us[0-9]{1,3}$`)

// credential is how we prove who we are, where, and what the account is called in budgets.
type credential struct{ auth, centre, account string }

func credentials(settings map[string]string) (c credential, ok bool) {
	if token, account, admitted := integrations.Admitted(settings); admitted {
		centre := settings[centreSetting]
		return credential{"Bearer " + token, centre, account}, centreShape.MatchString(centre)
	}
	key := keyShape.FindStringSubmatch(settings[keySetting])
	if key == nil {
		return credential{}, false
	}
	digest := sha256.Sum256([]byte(key[0]))
	return credential{basic(key[0]), key[1], hex.EncodeToString(digest[:6])}, true
}

// Locate implements integrations.Locator: Mailchimp says in which data centre an account
// is. The host is made of it, so it is one of Mailchimp's and nothing else.
func (p Provider) Locate(ctx context.Context, token string) (map[string]string, error) {
	var said struct {
		Centre string `json:"dc"`
	}
	o := p.Client.Ask(ctx, client.Request{
		Method: http.MethodGet, URL: login + "/oauth2/metadata", Header: http.Header{"Authorization": {"OAuth " + token}},
	}, &said)
	if err := client.Error(o); err != nil {
		return nil, err
	}
	if !centreShape.MatchString(said.Centre) {
		return nil, app.Errorf(app.Unavailable, "the account's data centre is none that is known")
	}
	return map[string]string{centreSetting: said.Centre}, nil
}
