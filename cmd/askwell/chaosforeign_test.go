package main

import (
	"bytes"
	"crypto/md5" //nolint:gosec // it is how Mailchimp names members
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"

	brevo "github.com/askwell/askwell/integrations/brevo/double"
	hubspot "github.com/askwell/askwell/integrations/hubspot/double"
	klaviyo "github.com/askwell/askwell/integrations/klaviyo/double"
	mailchimp "github.com/askwell/askwell/integrations/mailchimp/double"
	omnisend "github.com/askwell/askwell/integrations/omnisend/double"
	salesmanago "github.com/askwell/askwell/integrations/salesmanago/double"
	webhook "github.com/askwell/askwell/integrations/webhook/double"
)

// theirs is what the merchant and his other tools keep of a shopper whom they know, by
// place: nobody of us may touch it.
var theirs = map[string]held{
	"Shopify":     {Properties: map[string]string{"custom.size": "38"}, Tags: []string{"loves:tea", "vip"}},
	"brevo":       {Properties: map[string]string{"FIRSTNAME": "Her"}, Lists: []string{"3"}},
	"hubspot":     {Properties: map[string]string{"firstname": "Her"}, Lists: []string{"11"}},
	"klaviyo":     {Properties: map[string]string{"size": "38"}, Lists: []string{klaviyo.Club}},
	"mailchimp":   {Properties: map[string]string{"FNAME": "Her"}, Tags: []string{"loves:tea", "vip"}},
	"omnisend":    {Properties: map[string]string{"size": "38"}, Tags: []string{"loves:tea", "vip"}},
	"salesmanago": {Properties: map[string]string{"size": "38"}, Tags: []string{"LOVES_TEA", "VIP"}},
	"webhook":     {Properties: map[string]string{"size": "38"}, Tags: []string{"loves:tea", "vip"}},
}

// alike are the tags of the merchant's own that are spelled as we would spell the first
// answer to a question, where we can ask whether it stood there before.
var alike = map[string]struct{ question, tag string }{
	"Shopify": {"likes", "askwell:likes:"}, "mailchimp": {"source", "askwell:heard:"},
	"omnisend": {"source", "askwell:heard:"}, "salesmanago": {"source", "askwell:heard:"},
}

// theirsOf is what a place keeps of a shopper who is known. Of customers who were merged the
// shop itself does not know any more whose of two equal tags was whose.
func (l *lone) theirsOf(place string) held {
	of := theirs[place]
	of.Tags = slices.Clone(of.Tags)
	own, some := alike[place]
	first := slices.IndexFunc(l.ops, func(o op) bool { return o.answers[own.question] != nil })
	if some && l.merges == 0 && first >= 0 {
		of.Tags = append(of.Tags, tagAt(l.tools[place].Spec, own.tag+keysIn(l.ops[first].answers[own.question])[0]))
	}
	return of
}

// knownAt reports whether a tool knows her before we come. Whom SALESmanago knows has opted
// out there, it does not say when, and so she can never opt in by us: who will is not known.
func (l *lone) knownAt(tool string) bool {
	grants := slices.ContainsFunc(l.ops, func(o op) bool { return o.kind == opGrant })
	return l.known && (tool != "salesmanago" || !grants)
}

// befriend makes her known wherever there is something of hers before we come.
func (l *lone) befriend() error {
	if !l.known {
		return nil
	}
	for tool := range l.tools {
		if l.knownAt(tool) {
			l.acquaint(tool)
		}
	}
	const mark = `mutation ($id: ID!, $tags: [String!]!, $fields: [MetafieldsSetInput!]!) {
		tagsAdd(id: $id, tags: $tags) { userErrors { message } } metafieldsSet(metafields: $fields) { userErrors { message } } }`
	return l.direct(mark, map[string]any{"id": l.customer, "tags": l.theirsOf("Shopify").Tags, "fields": []any{map[string]any{
		"ownerId": l.customer, "namespace": "custom", "key": "size", "type": "single_line_text_field", "value": "38",
	}}}, nil)
}

// acquaint makes her known to a tool.
func (l *lone) acquaint(tool string) {
	account, of, now := accountOf(l.shop), l.theirsOf(tool), l.sandbox.Now()
	anything, raw := map[string]any{}, map[string]json.RawMessage{}
	for key, value := range of.Properties {
		anything[key], raw[key] = value, json.RawMessage(fmt.Sprintf("%q", value))
	}
	switch d := l.tools[tool].Double.(type) {
	case *brevo.Double:
		d.Look(account, func(a *brevo.Account) {
			a.Contacts[l.email] = &brevo.Contact{ID: int64(1000 + len(a.Contacts)), Email: l.email, Attributes: anything, Lists: []int64{3}, Created: now, Changed: now}
		})
	case *hubspot.Double:
		d.Change(account, func(a *hubspot.Account) {
			id := a.Add(l.email, now)
			a.Contacts[id].Properties["firstname"] = of.Properties["firstname"]
			a.Lists["11"].Members[id] = true
		})
	case *klaviyo.Double:
		d.Seed(account, klaviyo.Profile{Email: l.email, Properties: raw, Lists: of.Lists})
	case *mailchimp.Double:
		sum := md5.Sum([]byte(l.email)) //nolint:gosec // see the import
		d.Look(account, func(a *mailchimp.Account) {
			a.Audiences[0].Members[hex.EncodeToString(sum[:])] = &mailchimp.Member{
				Email: l.email, Status: "transactional", Fields: anything, Tags: of.Tags, Changed: now,
			}
		})
	case *omnisend.Double:
		d.Seed(account, omnisend.Contact{Email: l.email, Properties: raw, Tags: of.Tags})
	case *salesmanago.Double:
		d.Change(account, func(a *salesmanago.Account) {
			her := a.Add(l.email, now)
			for _, tag := range of.Tags {
				her.Tags[tag] = 1
			}
			her.Properties["size"] = of.Properties["size"]
		})
	case *webhook.Server:
		d.Look(account, func(a *webhook.Account) {
			her := webhook.NewPerson()
			her.Properties, her.Tags = raw, of.Tags
			a.People[l.email] = her
		})
	default:
		panic(fmt.Sprintf("nobody can be made known to %T", d))
	}
}

// direct is what the merchant does in his shop by himself: again when that is throttled.
func (l *lone) direct(query string, variables map[string]any, into any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	var answer struct {
		Data   json.RawMessage
		Errors json.RawMessage
	}
	for give := time.Now().Add(patience); ; time.Sleep(200 * time.Millisecond) {
		status, text, err := send(http.MethodPost, l.epoch.shop+"/_sandbox/direct?shop="+l.shop, "", body)
		if err == nil {
			err = json.Unmarshal(text, &answer)
		}
		switch {
		case err == nil && status == http.StatusOK && answer.Errors == nil && into == nil:
			return nil
		case err == nil && status == http.StatusOK && answer.Errors == nil:
			return json.Unmarshal(answer.Data, into)
		case !bytes.Contains(answer.Errors, []byte("THROTTLED")) || time.Now().After(give):
			return fmt.Errorf("what the merchant does himself: %d %s %w", status, text, err)
		}
		answer.Errors = nil
	}
}
