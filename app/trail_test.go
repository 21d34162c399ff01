package app_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestAReceiptIsOfTheQuestionWhoseAnswersGoThere(t *testing.T) {
	t.Parallel()
	shop := app.PlacesAt(app.Shop{TagPrefix: "zp:"}, app.ShopifyDestination, nil)
	tool := app.Places{TagPrefix: "zp:", Mapping: &app.Mapping{Targets: []app.Target{
		{Question: "skin", Kind: app.TargetProperty, Name: "zp_skin"},
		{Question: "skin", Kind: app.TargetTag, Name: "zp:skin:"},
		{Question: "news", Kind: app.TargetList, Name: "7"},
	}}}
	for _, c := range []struct {
		at                app.Places
		question, receipt string
		of                bool
	}{
		{shop, "skin", "property:skin", true},
		{shop, "skin", "property:skin_type", false},
		{shop, "skin", "tag:zp:skin:oily", true},
		{shop, "skin", "tag:askwell:skin:oily", true},
		{shop, "skin", "tag:zp:skin_type:oily", false},
		{shop, "skin", "event:answer-given:skin", true},
		{shop, "skin", "event:answer-given:hair", false},
		{tool, "skin", "property:zp_skin", true},
		{tool, "skin", "property:skin", false},
		{tool, "skin", "tag:zp:skin:oily", true},
		{tool, "skin", "tag:ZP-skin-oily", true},
		{tool, "skin", "list:7", false},
		{tool, "news", "list:7", true},
		{tool, "news", "list:77", false},
		{tool, "news", "consent:email", false},
	} {
		require.Equal(t, c.of, c.at.Hold(app.Question{Key: c.question}, c.receipt), "%s %s", c.question, c.receipt)
	}
	require.Equal(t, []string{"property zp_skin", "tag beginning with zp:skin:"}, tool.Names(app.Question{Key: "skin"}))
	require.Equal(t, []string{"property zp_skin", "tag ZP-skin-oily"}, tool.Names(app.Question{Key: "skin"}, "property:zp_skin", "tag:ZP-skin-oily", "tag:zp:hair:dry"))
	require.Equal(t, []string{"list Fans"}, app.Places{Mapping: &app.Mapping{Targets: []app.Target{{Question: "news", Kind: app.TargetList, Name: "7", Label: "Fans"}}}}.Names(app.Question{Key: "news"}))
	require.Equal(t, []string{"event"}, app.Places{Events: true}.Names(app.Question{Key: "skin", Mapping: app.WriteBack{Tag: true}}), "it takes no metafields and tags")
	require.Equal(t, []string{"customer metafield skin", "customer tag beginning with zp:skin:"},
		shop.Names(app.Question{Key: "skin", Mapping: app.WriteBack{Metafield: true, Tag: true}}))
}

func TestAConsentIsOfTheQuestionThatAsksForIt(t *testing.T) {
	t.Parallel()
	shop := app.PlacesAt(app.Shop{TagPrefix: "zp:"}, app.ShopifyDestination, nil)
	tool := app.PlacesAt(app.Shop{}, "tool", &app.Mapping{Consents: []app.Channel{app.ChannelEmail}})
	ask := func(channel app.Channel, purpose string) app.Question {
		return app.Question{Key: "news", Channel: channel, Purpose: purpose}
	}
	byEmail, bySMS := ask(app.ChannelEmail, app.PurposeMarketing), ask(app.ChannelSMS, app.PurposeMarketing)
	require.True(t, tool.Hold(byEmail, "consent:email"))
	require.False(t, tool.Hold(bySMS, "consent:email"))
	require.False(t, tool.Hold(ask(app.ChannelEmail, "service"), "consent:email"), "destinations are told of marketing alone")
	require.False(t, tool.Hold(ask("", app.PurposeMarketing), "consent:email"))
	require.Equal(t, []string{"consent by email"}, tool.Names(byEmail))
	require.Empty(t, tool.Names(bySMS))
	require.Equal(t, []string{"consent by sms"}, shop.Names(bySMS))
	require.Equal(t, []string{"event"}, app.PlacesAt(app.Shop{}, app.FlowDestination, nil).Names(byEmail))
}
