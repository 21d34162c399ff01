package main

import (
	"fmt"

	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
)

type privacyExport struct{ subject }

// Run prints the export.
func (cmd *privacyExport) Run(p *process) error {
	shop, customer, err := cmd.parse()
	if err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		text, err := privacy.New(s, nil, nil).Export(p.ctx, shop, customer, nil)
		if err == nil {
			fmt.Fprintln(p.stdout, string(text))
		}
		return err
	})
}
