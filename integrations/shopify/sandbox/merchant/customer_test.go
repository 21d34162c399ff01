package merchant_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func TestTagsAreAddedAndRemovedAndTold(t *testing.T) {
	t.Parallel()
	b := installed(t)
	ada := b.ada()
	page := fmt.Sprintf("/admin/customers/%d", ada.ID)
	require.Contains(t, b.post(page+"/tags", "add", "wholesale, VIP"), "Tags saved")
	require.Equal(t, []string{"vip", "wholesale"}, ada.Tags, "a tag is one whatever its case")
	b.post(page+"/tags", "remove", "vip")
	require.Equal(t, []string{"wholesale"}, ada.Tags)
	require.Len(t, b.told("customers/update"), 2)
	b.post(page+"/tags", "add", "wholesale")
	require.Len(t, b.told("customers/update"), 2, "nothing changed, nobody is told")
	require.Contains(t, b.post(page+"/tags", "add", strings.Repeat("x", 256)), "Not saved")
	require.Equal(t, []string{"wholesale"}, ada.Tags)
}

func TestConsentIsChangedPerChannel(t *testing.T) {
	t.Parallel()
	b := installed(t)
	ada := b.ada()
	page := fmt.Sprintf("/admin/customers/%d/consent", ada.ID)
	b.post(page, "channel", "email")
	require.Equal(t, "UNSUBSCRIBED", ada.EmailConsent.State)
	b.post(page, "channel", "email", "subscribe", "1")
	require.Equal(t, "SUBSCRIBED", ada.EmailConsent.State)
	require.Len(t, b.told("customers_email_marketing_consent/update"), 2)
	sms := ada.SMSConsent.State
	b.post(page, "channel", "post", "subscribe", "1")
	require.Equal(t, sms, ada.SMSConsent.State, "there is no such channel")
}

func TestACustomerIsMergedIntoAnother(t *testing.T) {
	t.Parallel()
	b := installed(t)
	b.world.Lock()
	other := b.world.Buyer(b.shop, "ada.two@example.com", "Ada", "Two")
	b.world.Unlock()
	ada := b.ada()
	page := fmt.Sprintf("/admin/customers/%d/merge", ada.ID)
	require.Contains(t, b.post(page, "with", "nobody@example.com"), "Not merged")
	require.Contains(t, b.post(page, "with", "ada@example.com"), "Not merged")
	require.Contains(t, b.post(page, "with", " Ada.Two@example.com "), "Customers merged")
	require.Nil(t, b.shop.Customer(other.ID))
	require.Len(t, b.told("customers/merge"), 1)
}

func TestErasureIsPlannedAndTakenBack(t *testing.T) {
	t.Parallel()
	b := installed(t)
	ada := b.ada()
	page := fmt.Sprintf("/admin/customers/%d", ada.ID)
	require.Contains(t, b.post(page+"/request"), "asked for this customer")
	require.Len(t, b.told("customers/data_request"), 1)
	require.Contains(t, b.post(page+"/erase"), "Erasure was requested")
	redact := b.told("customers/redact")
	require.Len(t, redact, 1)
	order := b.shop.NewestOrder(ada.ID)
	require.Greater(t, redact[0].NextAt.Sub(order.CreatedAt).Hours(), 24*179.0, "an order younger than half a year holds it back")
	require.Contains(t, b.post(page+"/keep"), "Erasure cancelled")
	require.Empty(t, b.told("customers/redact"))
}

func TestOnlyWhoNeverBoughtIsDeleted(t *testing.T) {
	t.Parallel()
	b := installed(t)
	ada := b.ada()
	require.Contains(t, b.post(fmt.Sprintf("/admin/customers/%d/delete", ada.ID)), "can’t be deleted")
	b.world.Lock()
	fresh := b.world.Buyer(b.shop, "fresh@example.com", "", "")
	b.world.Unlock()
	require.Contains(t, b.post(fmt.Sprintf("/admin/customers/%d/delete", fresh.ID)), "Customer deleted")
	require.Nil(t, b.shop.Customer(fresh.ID))
	require.Len(t, b.told("customers/delete"), 1)
}

func TestACustomersPageHostsTheAppsBlock(t *testing.T) {
	t.Parallel()
	b := installed(t)
	ada := b.ada()
	ada.Metafields = world.Metafields{world.OwnNamespace + ".brewing": {Namespace: world.OwnNamespace, Key: "brewing", Type: "list.single_line_text_field", Value: `["moka","press"]`}}
	b.shop.Definitions = append(b.shop.Definitions, &world.Definition{Owner: "Customer", Namespace: world.OwnNamespace, Key: "brewing", Name: "How do you brew?"})
	page := b.get(fmt.Sprintf("/admin/customers/%d", ada.ID))
	require.Contains(t, page, "How do you brew?")
	require.Contains(t, page, `<span class="value">moka</span> <span class="value">press</span>`)
	require.Contains(t, page, `"src":"/_extensions/card/dist/card.js"`)
	require.Contains(t, page, fmt.Sprintf(`"selected":[{"id":"gid://shopify/Customer/%d"}]`, ada.ID))
	require.Contains(t, page, `"appPath":"/admin/apps/ask"`)

	b.world.Uninstall(b.shop)
	require.NotContains(t, b.get(fmt.Sprintf("/admin/customers/%d", ada.ID)), "data-extension")
}
