package main

import (
	"encoding/json"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/datamap"
	"github.com/askwell/askwell/app/store"
)

type privacyMap struct {
	Shop   string `required:"" help:"The shop's domain, x.myshopify.com."`
	Format string `enum:"text,json,html" default:"text" help:"text, json or html."`
}

// Run prints what the shop keeps of people: nothing of it is anybody's.
func (cmd *privacyMap) Run(p *process) error {
	shop, err := app.ParseShop(cmd.Shop)
	if err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		data, err := datamap.Map(p.ctx, s, shop)
		if err != nil {
			return err
		}
		switch cmd.Format {
		case "html":
			return data.HTML(p.stdout)
		case "json":
			out := json.NewEncoder(p.stdout)
			out.SetIndent("", "  ")
			return out.Encode(data)
		default:
			return data.Text(p.stdout)
		}
	})
}
