package double

import (
	"crypto/rand"
	"maps"
	"net/http"
	"net/url"
	"time"
)

// answer answers a form of an app that has proven itself, through the account's troubles.
func (r *Reception) answer(w http.ResponseWriter, q *http.Request, of func(url.Values) (account string, a Answer)) {
	q.Body = http.MaxBytesReader(w, q.Body, maxBody)
	if err := q.ParseForm(); err != nil || q.Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
		denial("invalid_request").write(w)
		return
	}
	id, secret, header := q.BasicAuth()
	if header {
		id, _ = url.QueryUnescape(id)
		secret, _ = url.QueryUnescape(secret)
	} else {
		id, secret = q.PostForm.Get("client_id"), q.PostForm.Get("client_secret")
	}
	if header != r.Spec.Basic || id != ClientID || secret != ClientSecret {
		unknown := denial("invalid_client")
		unknown.Status = http.StatusUnauthorized
		unknown.write(w)
		return
	}
	account, a := of(q.PostForm)
	r.mu.Lock()
	t := r.troubles[account]
	r.mu.Unlock()
	if t.Down || t.LostAnswers > 0 {
		hangUp(w)
		return
	}
	a.write(w)
}

// trade turns a code or a refresh token into a token. While an account is down nothing
// happens; where answers are lost it has happened.
func (r *Reception) trade(form url.Values) (account string, a Answer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ready()
	switch form.Get("grant_type") {
	case "authorization_code":
		code := form.Get("code")
		one, known := r.codes[code]
		if known && r.troubles[one.account].Down {
			return one.account, a
		}
		delete(r.codes, code) // it is good once, whatever comes of it
		if !known || !r.Now().Before(one.until) || form.Get("redirect_uri") != one.back || r.Spec.PKCE && challengeOf(form.Get("code_verifier")) != one.challenge {
			return "", denial("invalid_grant")
		}
		return one.account, r.issue(one, "")
	case "refresh_token":
		token := form.Get("refresh_token")
		one, known := r.refresh[token]
		switch t := r.troubles[one.account]; {
		case known && t.Down:
			return one.account, a
		case !known, t.Revoked:
			return one.account, denial("invalid_grant")
		}
		return one.account, r.issue(one, token)
	default:
		return "", denial("unsupported_grant_type")
	}
}

// issue makes a token, and a refresh token for the first, or every one where they rotate.
func (r *Reception) issue(one admission, used string) Answer {
	token := "tok_" + rand.Text()
	body := map[string]any{"access_token": token, "token_type": "bearer", "expires_in": int(r.Life / time.Second)}
	opens := admission{account: one.account, grant: one.grant}
	if r.Life > 0 {
		opens.until = r.Now().Add(r.Life)
		if used == "" || r.Rotates {
			delete(r.refresh, used)
			used = "ref_" + rand.Text()
			r.refresh[used] = admission{account: one.account, grant: one.grant}
		}
		body["refresh_token"] = used
	}
	r.tokens[token] = opens
	if r.More != nil {
		maps.Copy(body, r.More(one.account))
	}
	return Answer{Status: http.StatusOK, Body: body}
}

// revoke ends a grant. RFC 7009 has it answer 200 for a token that is none, too.
func (r *Reception) revoke(form url.Values) (account string, a Answer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	token := form.Get("token")
	for _, all := range []map[string]admission{r.tokens, r.refresh} {
		if one, known := all[token]; known {
			account = one.account
			maps.DeleteFunc(r.tokens, func(_ string, a admission) bool { return a.grant == one.grant })
			maps.DeleteFunc(r.refresh, func(_ string, a admission) bool { return a.grant == one.grant })
		}
	}
	return account, Answer{Status: http.StatusOK}
}

func denial(code string) Answer {
	return Answer{Status: http.StatusBadRequest, Body: map[string]any{"error": code}}
}
