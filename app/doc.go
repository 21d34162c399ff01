// Package app owns Askwell's nouns: shops, surveys, responses, profiles,
// preferences, destinations, deliveries, and the one error vocabulary. It
// imports the standard library only; verbs live in the packages below it and
// machines (database, queue, HTTP, Shopify) at the edges.
//
// Times are UTC. Money is a decimal string with its ISO 4217 currency beside
// it, exactly as Shopify sends it. Everything a shop owns carries its ShopID.
package app
