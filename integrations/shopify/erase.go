package shopify

import (
	"context"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Erase implements integrations.Eraser: what we wrote on a customer and on her orders
// goes. The customer herself is Shopify's, which asked us to.
func (c conn) Erase(ctx context.Context, e integrations.Erasure) integrations.Outcome {
	traces := merged(e.Traces)
	changes := make([]integrations.Change, 0, len(traces))
	for _, t := range traces {
		if len(t.Properties)+len(t.Tags) > 0 {
			changes = append(changes, integrations.Change{Subject: t.Subject, Unset: t.Properties, RemoveTags: t.Tags})
		}
	}
	all := integrations.Outcome{Class: integrations.OK}
	for some := range slices.Chunk(changes, applyBatch) {
		for _, o := range c.Apply(ctx, some) {
			cost := all.Cost + o.Cost
			if o.Class != integrations.Missing && slices.Index(severity, o.Class) > slices.Index(severity, all.Class) {
				all = o // who is missing took everything with her
			}
			all.Cost = cost
		}
	}
	return all
}

// merged is one trace for each owner: a customer has no other name with Shopify, and
// several whose addresses differ are one.
func merged(traces []integrations.Trace) []integrations.Trace {
	var all []integrations.Trace
	for _, t := range traces {
		if t.Subject.Customer == 0 && t.Subject.Order == 0 {
			continue // known by her address only: not to us at Shopify
		}
		same := func(one integrations.Trace) bool { return ownerOf(one.Subject) == ownerOf(t.Subject) }
		at := slices.IndexFunc(all, same)
		if at < 0 {
			at, all = len(all), append(all, integrations.Trace{Subject: t.Subject})
		}
		all[at].Properties = unite(all[at].Properties, t.Properties)
		all[at].Tags = unite(all[at].Tags, t.Tags)
	}
	return all
}

func unite(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// mostHolders is how many owners one question is about: no shop's budget is too small
// for it.
const mostHolders = 5

type held struct {
	Nodes []*struct {
		Tags       []string `json:"tags"`
		Metafields struct {
			Nodes []struct {
				Key string `json:"key"`
			} `json:"nodes"`
		} `json:"metafields"`
	} `json:"nodes"`
}

// Holds implements integrations.EraseChecker.
func (c conn) Holds(ctx context.Context, e integrations.Erasure) (bool, error) {
	for some := range slices.Chunk(merged(e.Traces), mostHolders) {
		owners := make([]string, len(some))
		for i, t := range some {
			owners[i] = ownerOf(t.Subject)
		}
		var out held
		if err := c.admin.Do(ctx, opHeld, map[string]any{"ids": owners}, &out); err != nil {
			return false, err
		}
		if len(out.Nodes) != len(some) {
			return false, app.Errorf(app.Unavailable, "Shopify's answer is not whole")
		}
		for i, t := range some {
			if out.holds(i, t) {
				return true, nil
			}
		}
	}
	return false, nil
}

// holds reports whether an owner bears anything of a trace; one that is not there any
// more does not.
func (h held) holds(i int, t integrations.Trace) bool {
	node := h.Nodes[i]
	if node == nil {
		return false
	}
	for _, field := range node.Metafields.Nodes {
		if slices.Contains(t.Properties, field.Key) {
			return true
		}
	}
	return slices.ContainsFunc(t.Tags, func(tag string) bool {
		return slices.ContainsFunc(node.Tags, func(one string) bool { return strings.EqualFold(one, tag) })
	})
}
