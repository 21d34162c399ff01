package email

import "strings"

// Tool is an email tool: how it writes a property of whom it sends to.
type Tool struct {
	Name  string
	Notes []string // codes of what is to be done there besides
	// tag is the link of hers, or the address that a % stands for.
	tag string
	// with and without hold what is shown to who has a link and who has none, in a tool
	// whose tag cannot say what to take for nothing.
	with, without, end string
	marks              []string // what begins a tag there
}

// The names of the property with her link. Mailchimp takes ten letters.
const (
	Property          = "askwell_link"
	mailchimpProperty = "ASKLINK"
)

// Tools are those we know, in the order a merchant is shown them.
var Tools = []Tool{
	{
		// https://developers.klaviyo.com/en/docs/use_conditionals_in_messages: lookup finds
		// a custom property; filters are Django's.
		Name: "klaviyo", Notes: []string{"property", "code_block"},
		tag: "{{ person|lookup:'" + Property + "'|default:'%' }}", marks: []string{"{{", "{%", "{#"},
	},
	{
		// https://support.omnisend.com/en/articles/11197418-use-liquid-templating-for-message-personalization:
		// Liquid in square brackets. In campaigns tags were not always read; filters are.
		Name: "omnisend", Notes: []string{"property", "code_block"},
		tag: "[[ contact.custom_properties." + Property + " | default: '%' ]]", marks: []string{"[[", "[%"},
	},
	{
		// https://mailchimp.com/developer/marketing/docs/merge-fields and, for the conditions,
		// https://mandrill.zendesk.com/hc/en-us/articles/360039278713.
		Name: "mailchimp", Notes: []string{"merge_field", "code_block"},
		tag: "*|" + mailchimpProperty + "|*", with: "*|IF:" + mailchimpProperty + "|*", without: "*|ELSE:|*", end: "*|END:IF|*", marks: []string{"*|"},
	},
	{
		// https://help.brevo.com/hc/en-us/articles/4402386448530: contact.ATTRIBUTE, with the
		// filters of https://help.brevo.com/hc/fr/articles/4405381108626.
		Name: "brevo", Notes: []string{"attribute", "code_block"},
		tag: "{{ contact.ASKWELL_LINK|default:'%' }}", marks: []string{"{{", "{%", "{#"},
	},
	{
		// https://help.shopify.com/en/manual/promoting-marketing/create-marketing/shopify-email/create-email/custom-liquid
		// lists what an email is told of a customer: her name, address and country, none of
		// it in a condition, and no metafield. So the link leads to the shop, where she
		// is known once she has logged in.
		Name: "shopify", Notes: []string{"no_property", "liquid_section"},
		tag: "%", marks: []string{"{{", "{%", "{#"},
	},
}

// Find is the tool of a name.
func Find(name string) (Tool, bool) {
	for _, t := range Tools {
		if t.Name == name {
			return t, true
		}
	}
	return Tool{}, false
}

// LinkProperty is what the property with her link is called at a tool: what its emails
// look for, and in capitals where all its properties are.
func LinkProperty(tool string, capitals bool) string {
	switch {
	case tool == "mailchimp":
		return mailchimpProperty
	case capitals:
		return strings.ToUpper(Property)
	default:
		return Property
	}
}

// link puts the tool's tag in the place of every link.
func (t Tool) link(drawn, elsewhere string) string {
	if t.with == "" {
		return strings.ReplaceAll(drawn, here, strings.ReplaceAll(t.tag, "%", elsewhere))
	}
	return t.with + "\n" + strings.ReplaceAll(drawn, here, t.tag) + t.without + "\n" + strings.ReplaceAll(drawn, here, elsewhere) + t.end + "\n"
}

// harmless keeps a merchant's words from being read as a tag of the tool's. What is
// left over of three braces begins a tag once more, so each is looked for until none is.
func (t Tool) harmless(words string) string {
	for _, mark := range t.marks {
		for strings.Contains(words, mark) {
			words = strings.ReplaceAll(words, mark, mark[:1]+"\u2060"+mark[1:]) // a joiner that nobody sees
		}
	}
	return words
}
