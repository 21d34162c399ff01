package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// differs says in a line how what a tool holds is not what it should, "" for not at all.
// Who is not there is mailed by nobody, and is not made for having said no.
func (e *epoch) differs(tool string, l *lone, now held, there bool) string {
	want, s := e.wantedAt(tool, l), standing(l.said)
	link := e.mapped[l.shop][tool].Link
	if link != "" && !strings.HasPrefix(now.Properties[link], e.app+"/p/") {
		return fmt.Sprintf("%s is %q, no link of hers", link, now.Properties[link])
	}
	ours := maps.Clone(now.Properties)
	delete(ours, link)
	maps.DeleteFunc(ours, func(key, _ string) bool { return ofTheirs(tool, key) })
	if !maps.Equal(ours, want.Properties) {
		return fmt.Sprintf("properties are %v, not %v", ours, want.Properties)
	}
	slices.Sort(now.Tags)
	if !slices.Equal(now.Tags, want.Tags) {
		return fmt.Sprintf("tags are %q, not %q", now.Tags, want.Tags)
	}
	if now.Consent != want.Consent && (there || want.Consent == "granted") && !mayNotBeMailed(tool, now.Consent, want.Consent) {
		return fmt.Sprintf("consent is %q, not %q", now.Consent, want.Consent)
	}
	if problem := listsDiffer(tool, s, now.Lists, want.Lists); problem != "" {
		return problem
	}
	return eventsDiffer(tool, l, s, now.Events, want.Events)
}

// mayNotBeMailed reports whether somebody may not be mailed in the way a tool says so of those
// who were never asked: who takes back what was never given there is left as she is.
func mayNotBeMailed(tool, now, want string) bool {
	return tool == "salesmanago" && now == "withdrawn" && want == "" || tool == "mailchimp" && now == "" && want == "withdrawn"
}

// ofTheirs are the properties that tools and our adapters write down for themselves.
func ofTheirs(tool, key string) bool {
	mark := map[string]string{"hubspot": "email", "klaviyo": "askwell_consent_", "salesmanago": "askwell_email_consent"}[tool]
	return mark != "" && strings.HasPrefix(key, mark)
}

// listsDiffer looks at lists: on the one that says who may be mailed she is once she has
// agreed, and stays when she does not any more: that she may not is said elsewhere.
func listsDiffer(tool string, s stand, now, want []string) string {
	marks := map[string]string{"klaviyo": "NEWS01", "brevo": "5"}[tool]
	on := slices.Contains(now, marks)
	if s.consent == "granted" && marks != "" && !on || !s.agreed && on {
		return fmt.Sprintf("lists are %q, and her consent is %q", now, s.consent)
	}
	others := slices.DeleteFunc(slices.Clone(now), func(id string) bool { return id == marks })
	slices.Sort(others)
	if !slices.Equal(others, want) {
		return fmt.Sprintf("lists are %q, not %q", others, want)
	}
	return ""
}

// heedful are the tools that keep an event of the same id once, or can be asked whether it
// is there: at the others one can be there twice whose answer was lost.
var heedful = []string{"brevo", "klaviyo", "mailchimp", "omnisend"}

// eventsDiffer looks at events: that of the answer that stands was told, no other than
// those of answers she gave, and none twice where that can be told.
func eventsDiffer(tool string, l *lone, s stand, now, want []string) string {
	allowed := map[string]bool{}
	for _, id := range s.sources {
		allowed[eventOf(tool, l.shop, id)] = true
	}
	times := map[string]int{}
	for _, id := range now {
		times[id]++
		if !allowed[id] {
			return fmt.Sprintf("event %s is of nothing she said", id)
		}
		if times[id] > 1 && slices.Contains(heedful, tool) {
			return fmt.Sprintf("event %s was taken %d times", id, times[id])
		}
	}
	for _, id := range want {
		if times[id] == 0 {
			return fmt.Sprintf("event %s was never told", id)
		}
	}
	return ""
}

// shopDiffers says in a line how what Shopify holds is not what it should.
func shopDiffers(l *lone, now chaosCustomer) string {
	s := standing(l.said)
	var tags []string
	if l.known {
		of := l.theirsOf("Shopify")
		tags = of.Tags
		for key, want := range of.Properties {
			if got := now.Metafields[key].Value; got != want {
				return fmt.Sprintf("the merchant's metafield %s is %q, not %q", key, got, want)
			}
		}
	}
	for _, question := range []string{"source", "likes"} {
		value, said := s.answers[question]
		if !said {
			continue
		}
		for _, key := range keysIn(value) {
			tags = append(tags, "askwell:"+question+":"+key)
		}
	}
	slices.Sort(tags)
	tags = slices.Compact(tags)
	slices.Sort(now.Tags)
	if !slices.Equal(now.Tags, tags) {
		return fmt.Sprintf("tags are %q, not %q", now.Tags, tags)
	}
	for _, question := range chaosQuestions {
		want := ""
		if value, said := s.answers[question]; said {
			want = metafieldOf(value)
		}
		if got := now.Metafields["$app."+question].Value; got != want {
			return fmt.Sprintf("metafield %s is %q, not %q", question, got, want)
		}
	}
	consent := map[string]string{"SUBSCRIBED": "granted", "UNSUBSCRIBED": "withdrawn"}[now.Consent]
	if consent != s.consent {
		return fmt.Sprintf("consent is %s, not %q", now.Consent, s.consent)
	}
	return ""
}
