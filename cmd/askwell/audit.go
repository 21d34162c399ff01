package main

import (
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/audit"
	"github.com/askwell/askwell/app/store"
)

// audited does what an operator asked for, and keeps in the shop's audit log that it was
// done, and how it ended. Errors: as do; Unavailable where that cannot be kept.
func (p *process) audited(s *store.Store, shop app.ShopID, operation string, targets []string, do func() error) error {
	return audit.Do(p.ctx, s, shop, app.AuditEntry{Actor: operator, Operation: operation, Targets: targets}, do)
}

// targets are the deliveries that were named, as the log names them.
func (c deliveryChoice) targets() []string {
	list := make([]string, len(c.IDs))
	for i, id := range c.IDs {
		list[i] = "deliveries/" + id
	}
	return list
}
