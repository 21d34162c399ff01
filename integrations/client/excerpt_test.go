package client_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/client"
)

func excerpt(body string) string { return client.Excerpt(client.Response{Body: []byte(body)}) }

func TestAnExcerptKeepsTheVendorsWordsAndNobodyElses(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		``: ``,
		`{"code":"invalid_parameter","message":"email is not valid"}`:                      `{code:"invalid_parameter",message:"email is not valid"}`,
		`{"title":"Member In Compliance State","status":400,"detail":"ada@x.no is in it"}`: `{detail:"[…] is in it",status:400,title:"Member In Compliance State"}`,
		`{"email":"ada@x.no","first_name":"Ada","age":41,"vip":true,"error":null}`:         `{age:[…],email:[…],error:null,first_name:[…],vip:true}`,
		`{"ada@x.no":"bounced","tags":["skin","oily"]}`:                                    `{[…]:[…],tags:[…]}`,
		`{"message":"+47 912 34 567 is taken"}`:                                            `{message:"[…] is taken"}`,
		`{"message":"Property \"skin\" has no option 'oily'"}`:                             `{message:"Property […] has no option […]"}`,
		`{"message":"key 8f14e45fceea167a5a36dedd4bea2543-us6 is wrong"}`:                  `{message:"key […] is wrong"}`,
		`{"errors":[{"detail":"no","source":{"pointer":"/data/attributes/email"}}]}`:       `{errors:[{detail:"no",source:{pointer:"/data/attributes/email"}}]}`,
		`{"meta":{"duplicate_profile_id":"01GDDKASAP8TKDDA2GRZDSVP4H"}}`:                   `{meta:{duplicate_profile_id:[…]}}`,
		`<html><title>ada@x.no</title>`:                                                    `(a page, not an answer)`,
		"Contact ada&#64;x.no\nis  gone":                                                   `Contact […] is gone`,
		`see https://example.com/people/ada for more`:                                      `see […] for more`,
		`don't send this`: `don't send this`,
	} {
		require.Equal(t, want, excerpt(body), body)
	}
	long := excerpt(`{"message":"` + strings.Repeat("so ", 400) + `"}`)
	require.Equal(t, 500, utf8.RuneCountInString(long))
}

// FuzzAnExcerptNamesNobody puts what names a person among whatever else an answer says.
func FuzzAnExcerptNamesNobody(f *testing.F) {
	for _, seed := range [][2]string{{"", ""}, {"{\"message\":\"", "\"}"}, {"'", "\""}, {"<", ">"}, {"&#", "%"}, {"\xff", "\u200b"}} {
		f.Add(seed[0], seed[1])
	}
	secrets := []string{"ada.lovelace@example.com", "+4791234567", "pk_8f14e45fceea167a5a36dedd4bea2543"}
	f.Fuzz(func(t *testing.T, before, after string) {
		for _, secret := range secrets {
			said, err := json.Marshal(before + " " + secret + " " + after)
			require.NoError(t, err)
			for _, body := range []string{
				before + " " + secret + " " + after,
				`{"message":` + string(said) + `}`,
				`{"errors":[{"x":` + string(said) + `,"detail":[` + string(said) + `]}]}`,
			} {
				got := excerpt(body)
				require.NotContains(t, got, "lovelace")
				require.NotContains(t, got, "91234567")
				require.NotContains(t, got, "8f14e45f")
				require.True(t, utf8.ValidString(got))
				require.LessOrEqual(t, utf8.RuneCountInString(got), 500)
			}
		}
	})
}
