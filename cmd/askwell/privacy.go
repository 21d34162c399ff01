package main

import "github.com/askwell/askwell/app"

type privacyCommand struct {
	Export privacyExport `cmd:"" help:"Print everything held about a customer, as JSON."`
	Import privacyImport `cmd:"" help:"Keep what an export tells of a person in another shop."`
	Erase  privacyErase  `cmd:"" help:"Erase a customer for good."`
	Verify privacyVerify `cmd:"" help:"Say whether the receipt of an erasure is ours, and unchanged."`
	Map    privacyMap    `cmd:"" help:"Print what a shop keeps of people: why, where it goes and how long."`
}

// operator is who reads personal data on the command line, in the log of readings.
const operator = "operator"

// subject names a customer of a shop on the command line.
type subject struct {
	Shop     string `required:"" help:"The shop's domain, x.myshopify.com."`
	Customer int64  `required:"" help:"Shopify's number for the customer."`
}

func (s subject) parse() (app.ShopID, app.CustomerID, error) {
	shop, err := app.ParseShop(s.Shop)
	if err == nil && s.Customer <= 0 {
		err = app.Errorf(app.Invalid, "a customer's number is positive")
	}
	return shop, app.CustomerID(s.Customer), err
}
