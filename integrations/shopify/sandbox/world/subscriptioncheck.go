package world

import (
	"net"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
)

// Shopify's limits on subscriptions.
const (
	maxAddress  = 64<<10 - 1
	maxFilter   = 64<<10 - 1
	maxSubNames = 50
)

var (
	gcpProject = regexp.MustCompile(`^([a-z][a-z0-9-]{4,28}[a-z0-9]|[0-9]{6,})$`)
	gcpTopic   = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9._~%+-]{2,254}$`)
	eventARN   = regexp.MustCompile(`^arn:aws:events:[a-z0-9-]+::event-source/aws\.partner/shopify\.com(?:\.test)?/([0-9]+)/.+$`)
	subName    = regexp.MustCompile(`^[a-zA-Z0-9_-]+$`)
)

// Cloud reports whether an address is a queue's, not a web page's.
func (s *Subscription) Cloud() bool {
	return strings.HasPrefix(s.URI, "pubsub://") || strings.HasPrefix(s.URI, "arn:")
}

// CheckSubscription says what is wrong with a subscription to one topic, with
// the fields of the Admin API's input.
func (w *World) CheckSubscription(shop *Shop, s *Subscription) []UserError {
	var errs []UserError
	refuse := func(message string, at ...string) {
		errs = append(errs, UserError{Field: append([]string{"webhookSubscription"}, at...), Message: message})
	}
	for _, problem := range w.addressProblems(s.URI) {
		refuse("Address "+problem, "callbackUrl")
	}
	if s.Format == "XML" && s.Cloud() {
		refuse("Format can only be used with format: 'json'", "format")
	} else if s.Format == "XML" && (strings.Contains(s.Topics[0], ".") || strings.HasPrefix(s.Topics[0], "returns/")) {
		refuse("Format 'xml' is invalid for this webhook topic. Allowed formats: json", "format")
	}
	for _, problem := range shop.nameProblems(s) {
		refuse("Name "+problem, "name")
	}
	if problem := filterProblem(s.Filter); problem != "" {
		refuse(problem)
	}
	if len(errs) == 0 && slices.ContainsFunc(shop.Subscriptions, s.repeats) {
		refuse("Address for this topic has already been taken", "callbackUrl")
	}
	return errs
}

// repeats reports whether another subscription asks for the same.
func (s *Subscription) repeats(other *Subscription) bool {
	return other.ID != s.ID && slices.Equal(other.Topics, s.Topics) && other.URI == s.URI && other.Format == s.Format &&
		other.Filter == s.Filter && strings.EqualFold(other.Name, s.Name)
}

func (s *Shop) nameProblems(sub *Subscription) (out []string) {
	if !sub.Named {
		return nil
	}
	switch {
	case sub.Name == "":
		out = append(out, "is too short (minimum is 1 character)")
	case len(sub.Name) > maxSubNames:
		out = append(out, "is too long (maximum is "+strconv.Itoa(maxSubNames)+" characters)")
	}
	if !subName.MatchString(sub.Name) {
		out = append(out, "name field can only contain alphanumeric characters, underscores, and hyphens")
	}
	if len(out) == 0 && slices.ContainsFunc(s.Subscriptions, func(other *Subscription) bool {
		return other.ID != sub.ID && other.Named && strings.EqualFold(other.Name, sub.Name)
	}) {
		out = append(out, "already exists, no duplicate allowed")
	}
	return out
}

// filterProblem refuses a filter that does not name its fields.
func filterProblem(filter string) string {
	if filter == "" {
		return ""
	}
	if len(filter) > maxFilter {
		return "The specified filter exceeds the maximum allowed size."
	}
	q, err := search.Parse(filter)
	if err != nil || len(q.Fields()) == 0 || slices.Contains(q.Fields(), search.Default) {
		return "The specified filter is invalid, please ensure you specify the field(s) you wish to filter on."
	}
	return ""
}

// addressProblems says why nothing can be sent to an address. The app under test
// is welcome wherever it lives, although Shopify sends nothing to a machine at home.
func (w *World) addressProblems(address string) []string {
	scheme, rest, ok := strings.Cut(address, "://")
	u, err := url.Parse(address)
	switch {
	case strings.TrimSpace(address) == "":
		return []string{"can't be blank"}
	case len(address) > maxAddress:
		return []string{"is too big (maximum is 64 KB)"}
	case strings.HasPrefix(address, "arn:"):
		return arnProblems(address)
	case !ok:
		return []string{"is invalid"}
	case scheme == "pubsub":
		return pubsubProblems(rest)
	case scheme == "kafka":
		return []string{"protocol kafka:// is not supported", "is not a valid kafka topic"}
	case err == nil && u.Scheme == w.App.URL.Scheme && u.Host == w.App.URL.Host:
		return nil
	case scheme != "https":
		return []string{"protocol " + scheme + ":// is not supported"}
	case err != nil || u.Hostname() == "":
		return []string{"is invalid"}
	case internal(u.Hostname()):
		return []string{"cannot be a Shopify or an internal domain"}
	}
	return nil
}

func arnProblems(arn string) []string {
	m := eventARN.FindStringSubmatch(arn)
	switch {
	case m == nil:
		return []string{"is invalid", "is not a valid AWS ARN"}
	case m[1] != strconv.Itoa(AppID):
		return []string{"is invalid", "is an AWS ARN and includes api_client_id '" + m[1] + "' instead of '" + strconv.Itoa(AppID) + "'"}
	}
	return nil
}

func pubsubProblems(rest string) []string {
	project, topic, ok := strings.Cut(rest, ":")
	switch {
	case !ok:
		return []string{"protocol pubsub:// is not supported", "is not a valid GCP pub/sub format. Format should be pubsub://project:topic"}
	case !gcpProject.MatchString(project):
		return []string{"is invalid", "is not a valid GCP project id."}
	case !gcpTopic.MatchString(topic) || strings.HasPrefix(topic, "goog"):
		return []string{"is invalid", "is not a valid GCP topic id."}
	}
	return nil
}

// internal reports whether a host is Shopify's own or no public one.
func internal(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsUnspecified()
	}
	for _, domain := range []string{"shopify.com", "myshopify.com", "myshopify.io", "shopifycloud.com", "localhost", "local", "internal"} {
		if host == domain || strings.HasSuffix(host, "."+domain) {
			return true
		}
	}
	return false
}

// Subscribe keeps a checked subscription.
func (w *World) Subscribe(shop *Shop, s *Subscription) {
	s.ID, s.CreatedAt, s.UpdatedAt = w.NewID(), w.Now(), w.Now()
	shop.Subscriptions = append(shop.Subscriptions, s)
}

// Subscription finds one made through the API, nil when there is none.
func (s *Shop) Subscription(id int64) *Subscription {
	i := slices.IndexFunc(s.Subscriptions, func(sub *Subscription) bool { return sub.ID == id })
	if i < 0 {
		return nil
	}
	return s.Subscriptions[i]
}

// Unsubscribe forgets a subscription.
func (s *Shop) Unsubscribe(sub *Subscription) {
	s.Subscriptions = slices.DeleteFunc(s.Subscriptions, func(other *Subscription) bool { return other == sub })
}
