// Package house owns the rules of the house, as tests: who may import whom, that
// every store method names its shop, that every package says what it owns.
package house
