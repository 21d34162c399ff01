package storefront

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/app/web/centre"
)

// export gives a shopper all that is held about her, to keep: as data or as a page.
func (d *door) export(c *gin.Context) {
	by, err := who(self(c), c.Query("visitor"))
	if err != nil {
		fail(c, err)
		return
	}
	d.giveCopy(c, by)
}

// copies tells a customer where a browser gets the same, which brings no token of hers.
func (d *door) copies(c *gin.Context) {
	by := self(c)
	if by.Customer == 0 {
		fail(c, app.Errorf(app.Forbidden, "only who has logged in takes a copy along by a link"))
		return
	}
	voucher, err := d.Privacy.Voucher(by.Shop, by.Customer)
	if err != nil {
		fail(c, err)
		return
	}
	c.JSON(http.StatusOK, gin.H{"voucher": voucher, "seconds": int(privacy.VoucherLife.Seconds())})
}

// copyFor gives who brings a voucher the copy that it is for.
func (d *door) copyFor(c *gin.Context) {
	shop, customer, err := d.Privacy.Redeem(c.Query("voucher"))
	if err != nil {
		d.copyGone(c, shop, err)
		return
	}
	d.giveCopy(c, app.Speaker{Shop: shop, Customer: customer, Door: app.DoorAccount})
}

// copyGone tells who opens a link that has run out how to get another: she is alone with
// it in a new window. The way there is only known of a voucher that was ours.
func (d *door) copyGone(c *gin.Context, of app.ShopID, err error) {
	_ = c.Error(err)
	locale := c.Query("locale")
	at := centre.At{Locale: locale}
	if of != "" {
		d.situate(c, of, nil)
		shop, _ := c.Value(shopKey).(app.Shop)
		home := "https://" + string(of)
		at.Paths.Login = home + shop.Proxy() + "/preferences"
		at.Frame = newPage(c, locale)
		at.Frame.Home, at.Frame.Back = home+"/", home+"/"
	} else {
		at.Frame = newPage(c, locale)
		at.Frame.Lost = true
	}
	centre.CopyGone(c, web.Status(app.KindOf(err)), at)
}

func (d *door) giveCopy(c *gin.Context, by app.Speaker) {
	reading := app.AuditEntry{Actor: "shopper", Action: "export"}
	if by.Customer != 0 {
		reading.Subject = app.CustomerSubject(by.Customer)
	}
	ctx := c.Request.Context()
	var data app.PersonalData
	err := d.Store.Audit(ctx, by.Shop, reading)
	if err == nil && by.Customer != 0 {
		data, err = d.Privacy.Export(ctx, by.Shop, by.Customer, nil)
	} else if err == nil {
		data, err = d.Privacy.ExportGuest(ctx, by.Shop, by.Visitor)
	}
	kind, ending, text := "application/json", "json", []byte(nil)
	if err == nil && c.Query("format") == "html" {
		kind, ending = "text/html; charset=utf-8", "html"
		text, err = d.Privacy.Page(ctx, data, c.Query("locale"))
	} else if err == nil {
		text, err = privacy.JSON(data)
	}
	if err != nil {
		fail(c, err)
		return
	}
	c.Header("Content-Disposition", `attachment; filename="what-we-know-of-you.`+ending+`"`)
	c.Header("Content-Security-Policy", "sandbox")
	c.Header("X-Content-Type-Options", "nosniff")
	c.Data(http.StatusOK, kind, text)
}

// who is a shopper who can be known: a customer, or a guest who names her browser.
func who(by app.Speaker, visitor string) (app.Speaker, error) {
	if by.Customer != 0 {
		return by, nil
	}
	id, err := uuid.Parse(visitor)
	if err != nil || len(visitor) != 36 {
		return by, app.InvalidFields([]app.FieldError{{Field: "visitor", Code: "required", Message: "A guest says which browser she is at."}})
	}
	by.Visitor = id.String()
	return by, nil
}

// erasing asks for an erasure.
type erasing struct {
	ID      string `json:"id"` // UUID made by the client
	Confirm bool   `json:"confirm"`
	Visitor string `json:"visitor"`
}

// erased is how far an erasure is. It says nothing of whom.
type erased struct {
	ID           string       `json:"id"`
	RequestedAt  time.Time    `json:"requested_at"`
	DueAt        time.Time    `json:"due_at"`               // when the last destination has to have forgotten her
	ErasedAt     time.Time    `json:"erased_at"`            // here
	FinishedAt   time.Time    `json:"finished_at,omitzero"` // everywhere
	Destinations []erasedPart `json:"destinations"`
	Receipt      string       `json:"receipt,omitempty"` // signed, once it is finished
}

type erasedPart struct {
	Destination app.DestinationID `json:"destination"`
	State       app.ErasureState  `json:"state"`
}

// erase forgets a shopper here at once, and has every destination that ever got her
// forget her, too.
func (d *door) erase(c *gin.Context) {
	if isForm(c) {
		d.eraseForm(c)
		return
	}
	var want erasing
	body, err := web.Body(c, bodyLimit)
	if err == nil {
		err = decode(c, body, &want)
	}
	by := self(c)
	if err == nil {
		by, err = who(by, want.Visitor)
	}
	if err == nil {
		err = want.check()
	}
	if err != nil {
		fail(c, err)
		return
	}
	request := privacy.Request{ID: requestOf(want.ID), Customer: by.Customer, At: d.Now()}
	if by.Customer != 0 {
		_, err = d.Privacy.EraseCustomer(c.Request.Context(), by.Shop, request)
	} else {
		_, err = d.Privacy.EraseGuest(c.Request.Context(), by.Shop, by.Visitor, request)
	}
	d.tellErasure(c, http.StatusAccepted, err, want.ID)
}

func (e erasing) check() error {
	var wrong []app.FieldError
	if id, err := uuid.Parse(e.ID); err != nil || id.String() != e.ID {
		wrong = append(wrong, app.FieldError{Field: "id", Code: "format", Message: "The id must be a UUID."})
	}
	if !e.Confirm {
		wrong = append(wrong, app.FieldError{Field: "confirm", Code: "required", Message: "Nothing of it can be brought back: confirm that you want it."})
	}
	return app.InvalidFields(wrong)
}

func requestOf(id string) string { return "shopper/" + id }

// erasure tells how far an erasure is to whoever knows its id, which says nothing of her.
func (d *door) erasure(c *gin.Context) {
	if wantsPage(c) {
		d.erasurePage(c)
		return
	}
	d.tellErasure(c, http.StatusOK, nil, c.Query("id"))
}

func (d *door) tellErasure(c *gin.Context, status int, err error, id string) {
	var e app.Erasure
	if err == nil {
		e, err = d.Store.ErasureFor(c.Request.Context(), speaker(c).Shop, requestOf(id))
	}
	if err != nil {
		fail(c, err)
		return
	}
	told := erased{
		ID: id, RequestedAt: e.RequestedAt, DueAt: e.DueAt, ErasedAt: e.ErasedAt, FinishedAt: e.FinishedAt,
		Destinations: make([]erasedPart, len(e.Parts)), Receipt: string(e.Receipt),
	}
	for i, part := range e.Parts {
		told.Destinations[i] = erasedPart{part.Destination, part.State}
	}
	c.JSON(status, told)
}
