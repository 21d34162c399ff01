package double

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/askwell/askwell/integrations/double"
)

func definitions(c *call, _ []string) double.Answer {
	at := c.Now.UTC().Format(time.RFC3339)
	return done(c, http.StatusOK, []any{map[string]any{
		"id": strconv.Itoa(Newsletter), "name": "Newsletter", "description": "News", "isActive": true, "isDefault": false, "isInternal": false,
		"createdAt": at, "updatedAt": at,
	}})
}

func (s Status) told(email string) map[string]any {
	told := map[string]any{
		"channel": "EMAIL", "source": s.Source, "status": s.Status, "subscriberIdString": email, "subscriptionId": Newsletter,
		"subscriptionName": "Newsletter", "timestamp": s.At.UTC().Format(time.RFC3339),
	}
	if s.Explanation != "" {
		told["legalBasis"], told["legalBasisExplanation"] = "CONSENT_WITH_NOTICE", s.Explanation
	}
	return told
}

func readStatuses(c *call, names []string) double.Answer {
	if c.URL.Query().Get("channel") != "EMAIL" {
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "channel is required")
	}
	held, there := c.State.Statuses[names[0]]
	if !there {
		held = Status{Status: "NOT_SPECIFIED", Source: "SUBSCRIPTION_STATUS", At: c.Now}
	}
	return done(c, http.StatusOK, []any{held.told(names[0])})
}

// writeStatus subscribes and unsubscribes. Who has unsubscribed herself is not subscribed
// again by anybody else.
func writeStatus(c *call, names []string) double.Answer {
	var in struct {
		Channel               string `json:"channel"`
		State                 string `json:"statusState"`
		Subscription          int64  `json:"subscriptionId"`
		LegalBasis            string `json:"legalBasis"`
		LegalBasisExplanation string `json:"legalBasisExplanation"`
	}
	states := []string{"SUBSCRIBED", "UNSUBSCRIBED", "NOT_SPECIFIED"}
	if !c.JSON(&in) || in.Channel != "EMAIL" || !slices.Contains(states, in.State) || in.Subscription != Newsletter {
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", "Invalid input JSON")
	}
	email, held := names[0], c.State.Statuses[names[0]]
	if !address.MatchString(email) || c.State.Blocked[email] {
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", email+" cannot be subscribed")
	}
	if in.State == "SUBSCRIBED" && held.Status == "UNSUBSCRIBED" && held.Herself {
		return refused(http.StatusBadRequest, "VALIDATION_ERROR", email+" is unsubscribed and cannot be subscribed")
	}
	if in.State == "SUBSCRIBED" && held.Status != in.State {
		c.State.Subscribed++
	}
	made := Status{Status: in.State, Source: "PUBLIC_STATUS_API", Explanation: in.LegalBasisExplanation, At: c.Now}
	c.State.Statuses[email] = made
	return done(c, http.StatusOK, []any{made.told(email)})
}
