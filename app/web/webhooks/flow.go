package webhooks

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web"
)

// FlowPath is where Shopify tells that a workflow begins with a trigger of ours, or that
// none does any more. extensions/flow-lifecycle names it.
const FlowPath = "/webhooks/flow"

const (
	flowLimit   = 16 << 10
	longestName = 255 // of a trigger
)

// lifecycle is what Shopify Flow says of a trigger.
type lifecycle struct {
	Trigger   string    `json:"flow_trigger_definition_id"`
	Enabled   *bool     `json:"has_enabled_flow"`
	Shop      string    `json:"shopify_domain"`
	Timestamp time.Time `json:"timestamp"`
}

// flow keeps which triggers are in use. A merchant cannot turn her workflow on unless it
// is answered with 200, so whatever Shopify signed for an installed shop is taken.
func (d *Door) flow(c *gin.Context) {
	body, err := web.Body(c, flowLimit)
	if err != nil {
		web.Fail(c, err)
		return
	}
	if err := d.Verify(body, c.GetHeader("X-Shopify-Hmac-Sha256")); err != nil {
		web.Fail(c, err)
		return
	}
	var said lifecycle
	if err := json.Unmarshal(body, &said); err != nil || said.Trigger == "" || len(said.Trigger) > longestName || said.Enabled == nil || said.Timestamp.IsZero() {
		web.Fail(c, app.Errorf(app.Invalid, "this is no lifecycle callback of Shopify Flow"))
		return
	}
	shop, err := app.ParseShop(said.Shop)
	if err != nil {
		web.Fail(c, err)
		return
	}
	if err := d.Store.HearFlow(c.Request.Context(), shop, d.Trigger(said.Trigger), *said.Enabled, said.Timestamp); err != nil {
		web.Fail(c, err)
		return
	}
	c.Status(http.StatusOK)
}
