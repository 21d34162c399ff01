package privacy

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
)

// VoucherLife is how long a voucher is good for: she is about to use it.
const VoucherLife = 5 * time.Minute

// voucherPlace is what a voucher is sealed for, beside its shop.
const voucherPlace = "/voucher"

// voucher lets whoever brings it fetch a copy of what is held about a customer.
type voucher struct {
	Customer app.CustomerID `json:"c"`
	Until    time.Time      `json:"u"`
}

// Voucher lets a customer, who has just proven to be her, fetch a copy by an address
// alone: an extension can save no file, and a browser that follows a link says not who
// it is. It names the shop, is sealed for it, and is good for minutes.
func (d *Desk) Voucher(shop app.ShopID, customer app.CustomerID) (string, error) {
	text, err := json.Marshal(voucher{customer, d.Now().Add(VoucherLife)})
	if err != nil {
		return "", err
	}
	token := string(shop) + " " + d.Store.Keys().Seal(string(shop)+voucherPlace, string(text))
	return base64.RawURLEncoding.EncodeToString([]byte(token)), nil
}

// longestVoucher bounds what is tried to open.
const longestVoucher = 1_000

// Redeem tells whose copy a voucher is for. Errors: Unauthorized for one that was not
// made here, and, with the shop that it was for, for one that is too old.
func (d *Desk) Redeem(token string) (app.ShopID, app.CustomerID, error) {
	text, err := base64.RawURLEncoding.DecodeString(token[:min(len(token), longestVoucher)])
	if err != nil {
		return "", 0, errVoucher
	}
	name, sealed, _ := strings.Cut(string(text), " ")
	shop, err := app.ParseShop(name)
	if err != nil {
		return "", 0, errVoucher
	}
	var v voucher
	opened, err := d.Store.Keys().Open(string(shop)+voucherPlace, sealed)
	if err != nil || json.Unmarshal([]byte(opened), &v) != nil {
		return "", 0, errVoucher
	}
	if !d.Now().Before(v.Until) {
		return shop, 0, errVoucher
	}
	return shop, v.Customer, nil
}

var errVoucher = app.Errorf(app.Unauthorized, "this link has run out: ask for a new one")
