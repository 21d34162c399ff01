package admin

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) subscriptionRoots() map[string]field {
	return map[string]field{
		"QueryRoot.webhookSubscription":       s.querySubscription,
		"QueryRoot.webhookSubscriptions":      s.querySubscriptions,
		"QueryRoot.webhookSubscriptionsCount": s.querySubscriptionsCount,

		"Mutation.webhookSubscriptionCreate": s.subscriptionCreate,
		"Mutation.webhookSubscriptionDelete": s.subscriptionDelete,
		"Mutation.webhookSubscriptionUpdate": s.subscriptionUpdate,
	}
}

func (s *session) subscriptionNamed(id string) *world.Subscription {
	kind, n, _ := world.ParseGID(id)
	if kind != "WebhookSubscription" {
		return nil
	}
	return s.shop.Subscription(n)
}

func (s *session) subscriptionCreate(a args) (any, error) {
	answer := func(o any, errs ...world.UserError) (any, error) {
		return s.payload("WebhookSubscriptionCreatePayload", "UserError", object{"webhookSubscription": o}, errs...), nil
	}
	in, _ := a["webhookSubscription"].(args)
	topic := world.TopicOf(world.Text(a, "topic"))
	if scopes := world.TopicScopes(topic); scopes != nil && !slices.ContainsFunc(scopes, s.grant.Has) {
		return answer(nil, world.UserError{Field: []string{"topic"}, Message: "You do not have permission to create or update webhooks with " + topic +
			" topic. This topic is usually accessible with any of the following access scopes: " + strings.Join(scopes, ", ") + "."})
	}
	sub := &world.Subscription{Topics: []string{topic}, Format: "JSON"}
	readSubscription(sub, in)
	if errs := s.world.CheckSubscription(s.shop, sub); errs != nil {
		return answer(nil, errs...)
	}
	if sub.Format == "XML" {
		return nil, graphql.Coded("NOT_IMPLEMENTED", "not implemented in the sandbox: webhooks as XML")
	}
	s.world.Subscribe(s.shop, sub)
	return answer(s.subscriptionObject(sub))
}

// readSubscription takes over what an input gives.
func readSubscription(sub *world.Subscription, in args) {
	for _, name := range []string{"callbackUrl", "uri"} {
		if in[name] != nil {
			sub.URI = strings.TrimSpace(world.Text(in, name))
		}
	}
	if in["format"] != nil {
		sub.Format = world.Text(in, "format")
	}
	if in["includeFields"] != nil {
		sub.Include = texts(in, "includeFields")
	}
	if in["filter"] != nil {
		sub.Filter, sub.Filtered = world.Text(in, "filter"), true
	}
	if in["name"] != nil {
		sub.Name, sub.Named = world.Text(in, "name"), true
	}
	if in["metafieldNamespaces"] != nil {
		sub.Namespaces = texts(in, "metafieldNamespaces")
		for i, ns := range sub.Namespaces {
			sub.Namespaces[i] = world.Namespace(ns)
		}
	}
	if list, given := in["metafields"].([]any); given {
		sub.Metafields = nil
		for _, item := range list {
			m, _ := item.(args)
			sub.Metafields = append(sub.Metafields, world.Namespace(world.Text(m, "namespace"))+"."+world.Text(m, "key"))
		}
	}
}

func (s *session) subscriptionUpdate(a args) (any, error) {
	answer := func(o any, errs ...world.UserError) (any, error) {
		return s.payload("WebhookSubscriptionUpdatePayload", "UserError", object{"webhookSubscription": o}, errs...), nil
	}
	in, _ := a["webhookSubscription"].(args)
	sub := s.subscriptionNamed(world.Text(a, "id"))
	if sub == nil {
		return answer(nil, world.UserError{Field: []string{"id"}, Message: "Webhook subscription does not exist"})
	}
	changed := *sub
	readSubscription(&changed, in)
	if errs := s.world.CheckSubscription(s.shop, &changed); errs != nil {
		return answer(nil, errs...)
	}
	if changed.Format == "XML" {
		return nil, graphql.Coded("NOT_IMPLEMENTED", "not implemented in the sandbox: webhooks as XML")
	}
	*sub = changed
	sub.UpdatedAt = s.world.Now()
	return answer(s.subscriptionObject(sub))
}

func (s *session) subscriptionDelete(a args) (any, error) {
	answer := func(id any, errs ...world.UserError) (any, error) {
		return s.payload("WebhookSubscriptionDeletePayload", "UserError", object{"deletedWebhookSubscriptionId": id}, errs...), nil
	}
	sub := s.subscriptionNamed(world.Text(a, "id"))
	if sub == nil {
		return answer(nil, world.UserError{Field: []string{"id"}, Message: "Webhook subscription does not exist"})
	}
	s.shop.Unsubscribe(sub)
	return answer(world.GID("WebhookSubscription", sub.ID))
}

func (s *session) querySubscription(a args) (any, error) {
	if sub := s.subscriptionNamed(world.Text(a, "id")); sub != nil {
		return s.subscriptionObject(sub), nil
	}
	return nil, nil
}

func (s *session) subscriptions() *records[*world.Subscription] {
	type one = *world.Subscription
	return &records[one]{
		session: s, connection: "WebhookSubscriptionConnection",
		id:   func(sub one) int64 { return sub.ID },
		show: s.subscriptionObject,
		fields: map[string]func(one) []search.Value{
			"id":         func(sub one) []search.Value { return []search.Value{search.Number(float64(sub.ID))} },
			"topic":      func(sub one) []search.Value { return keywords(world.TopicEnum(sub.Topics[0]), sub.Topics[0]) },
			"format":     func(sub one) []search.Value { return keywords(sub.Format) },
			"uri":        func(sub one) []search.Value { return keywords(sub.URI) },
			"endpoint":   func(sub one) []search.Value { return keywords(sub.URI) },
			"created_at": func(sub one) []search.Value { return moment(sub.CreatedAt) },
			"updated_at": func(sub one) []search.Value { return moment(sub.UpdatedAt) },
		},
		sorts: map[string]func(one) any{"CREATED_AT": func(sub one) any { return sub.CreatedAt.UnixMilli() }},
	}
}

func (s *session) querySubscriptions(a args) (any, error) {
	topics := texts(a, "topics")
	list := slices.DeleteFunc(slices.Clone(s.shop.Subscriptions), func(sub *world.Subscription) bool {
		return len(topics) > 0 && !slices.Contains(topics, world.TopicEnum(sub.Topics[0])) ||
			a["format"] != nil && a["format"] != sub.Format || a["uri"] != nil && a["uri"] != sub.URI ||
			a["callbackUrl"] != nil && a["callbackUrl"] != sub.URI
	})
	return s.subscriptions().list("webhookSubscriptions", list, a)
}

func (s *session) querySubscriptionsCount(a args) (any, error) {
	return s.subscriptions().count("webhookSubscriptionsCount", s.shop.Subscriptions, a)
}

func (s *session) subscriptionObject(sub *world.Subscription) object {
	version := s.world.App.Manifest.Webhooks.Version
	o := object{
		"__typename": "WebhookSubscription", "id": world.GID("WebhookSubscription", sub.ID), "legacyResourceId": world.Number(sub.ID),
		"topic": world.TopicEnum(sub.Topics[0]), "uri": sub.URI, "format": sub.Format, "filter": nil, "name": world.OrNil(sub.Name),
		"includeFields": anys(sub.Include), "metafieldNamespaces": anys(sub.Namespaces), "createdAt": sub.CreatedAt, "updatedAt": sub.UpdatedAt,
		"apiVersion": object{"__typename": "ApiVersion", "handle": version, "displayName": version + " (Latest)", "supported": true},
		"endpoint":   endpointObject(sub),
	}
	if sub.Filtered {
		o["filter"] = sub.Filter
	}
	o["callbackUrl"] = sub.URI
	if strings.HasPrefix(sub.URI, "arn:") {
		o["callbackUrl"] = "https://eventbridge.arn"
	}
	metafields := make([]any, len(sub.Metafields))
	for i, name := range sub.Metafields {
		ns, key, _ := world.CutLast(name, ".")
		metafields[i] = object{"__typename": "WebhookSubscriptionMetafieldIdentifier", "namespace": ns, "key": key}
	}
	o["metafields"] = metafields
	return o
}

func endpointObject(sub *world.Subscription) object {
	if rest, ok := strings.CutPrefix(sub.URI, "pubsub://"); ok {
		project, topic, _ := strings.Cut(rest, ":")
		return object{"__typename": "WebhookPubSubEndpoint", "pubSubProject": project, "pubSubTopic": topic}
	}
	if strings.HasPrefix(sub.URI, "arn:") {
		return object{"__typename": "WebhookEventBridgeEndpoint", "arn": sub.URI}
	}
	return object{"__typename": "WebhookHttpEndpoint", "callbackUrl": sub.URI}
}
