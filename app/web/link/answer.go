package link

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/stream"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/app/web/page"
)

// ask shows a question, with the option chosen that she clicked in her email. It
// records nothing.
func (d *door) ask(c *gin.Context, at visit) {
	v, q, err := d.asked(c, at)
	if err != nil {
		d.nothing(c, err, at)
		return
	}
	_, answered, err := d.answerID(c, at, v, q)
	switch {
	case err != nil:
		refuse(c, web.Status(app.KindOf(err)), err, at.Page, "failed")
	case answered != nil:
		d.again(c, at)
	default:
		at.draw(c, http.StatusOK, v, q, c.Query("answer"))
	}
}

// asked finds the question a link asks: the one it names, else the first that she is
// asked of the survey it names, else of any. Errors: NotFound, Invalid; Unavailable.
func (d *door) asked(c *gin.Context, at visit) (app.Version, app.Question, error) {
	ctx, shop := c.Request.Context(), at.By.Shop
	handle, key := c.Query("survey"), c.Query("question")
	if handle == "" || key == "" {
		next, err := d.Submitter.Next(ctx, at.By, capture.Where{Survey: handle, Surface: app.SurfaceEmail, Locale: at.Locale, Visitor: at.By.Visitor})
		if err != nil || next.Next == nil {
			return app.Version{}, app.Question{}, orNothing(err)
		}
		handle, key = next.Survey, next.Next.Key
	}
	if !question.IsHandle(handle) {
		return app.Version{}, app.Question{}, errNothing
	}
	survey, err := d.Store.SurveyByHandle(ctx, shop, handle)
	if err != nil {
		return app.Version{}, app.Question{}, err
	}
	v, err := d.Submitter.Version(ctx, shop, handle, survey.Version)
	if err != nil {
		return v, app.Question{}, err
	}
	q, known := v.Document.Question(key)
	if !known {
		err = errNothing
	}
	return v, q, err
}

var errNothing = app.Errorf(app.NotFound, "there is nothing to ask")

func orNothing(err error) error {
	if err == nil {
		return errNothing
	}
	return err
}

// nothing is for a survey that is not there any more, or asks her nothing now.
func (d *door) nothing(c *gin.Context, err error, at visit) {
	kind := app.KindOf(err)
	if kind != app.NotFound && kind != app.Invalid {
		refuse(c, web.Status(kind), err, at.Page, "failed")
		return
	}
	at.Page.Next = at.forward(false)
	refuse(c, http.StatusNotFound, err, at.Page, "nothing")
}

// again is for a question that was answered through the link before.
func (d *door) again(c *gin.Context, at visit) {
	at.Page.Title, at.Page.Text = words[at.Page.Lang]["again"], words[at.Page.Lang]["again_text"]
	at.Page.Next = at.forward(true)
	at.Page.Write(c, http.StatusOK)
}

// take records the answer to one question, thanks her and asks on. Who sends the same
// form twice is thanked twice, but where that would tell what is nobody else's affair:
// by trying every answer until one is thanked for.
func (d *door) take(c *gin.Context, at visit) {
	number, _ := strconv.Atoi(at.Form.Get("version")) // 0 is no version
	v, err := d.Submitter.Version(c.Request.Context(), at.By.Shop, at.Form.Get("survey"), number)
	q, known := v.Document.Question(at.Form.Get("shown"))
	if err == nil && !known {
		err = errNothing
	}
	if err != nil {
		d.nothing(c, err, at)
		return
	}
	id, answered, err := d.answerID(c, at, v, q)
	if err != nil {
		refuse(c, web.Status(app.KindOf(err)), err, at.Page, "failed")
		return
	}
	sub := page.Submission(at.Form, v)
	sub.ID, sub.Surface, sub.Visitor = string(id), app.SurfaceEmail, at.By.Visitor
	sub.Order, sub.Cart, sub.Complete, sub.Locale = "", "", false, at.Locale
	sub.Answers = map[string]json.RawMessage{q.Key: sub.Answers[q.Key]} // its id is that question's
	reply, repeated, err := d.Submitter.Submit(c.Request.Context(), at.By, sub)
	switch {
	case app.Is(err, app.Invalid):
		at.wrong(c, v, q, err)
	case err != nil:
		refuse(c, web.Status(app.KindOf(err)), err, at.Page, "failed")
	case repeated && answered != nil && (preference.Private(q) || !bytes.Equal(answered, canonical(q, sub))):
		d.again(c, at)
	default:
		at.thank(c, repeated, v, reply)
	}
}

// canonical is an answer as it would be recorded.
func canonical(q app.Question, sub app.Submission) []byte {
	value, err := question.Parse(q, sub.Answers[q.Key])
	if err != nil {
		return nil
	}
	return value.JSON
}

// answerID is the id of the answer that she gives to a question by her links in its
// present wave, and that answer, nil when it is yet to be given.
func (d *door) answerID(c *gin.Context, her visit, v app.Version, q app.Question) (app.ResponseID, []byte, error) {
	past, err := d.Store.History(c.Request.Context(), her.By.Shop, store.Whom{Customer: her.By.Customer, Visitor: her.By.Visitor})
	if err != nil {
		return "", nil, err
	}
	for times := 0; ; times++ {
		id := her.Link.AnswerID(v.Document.Handle, q.Key, times)
		at := slices.IndexFunc(past.Responses, func(r app.Response) bool { return r.ID == id })
		if at < 0 {
			return id, nil, nil
		}
		if stream.Answered(q, past.Responses[at].SubmittedAt, d.Now()) {
			return id, answerOf(past.Responses[at], q), nil
		}
	}
}

func answerOf(r app.Response, q app.Question) []byte {
	for _, a := range r.Answers {
		if a.Question == q.Key && a.Value.JSON != nil {
			return a.Value.JSON
		}
	}
	return []byte("null") // taken back since
}

// hidden is what a form of one question carries along.
func (v visit) hidden(of app.Version, q app.Question) map[string]string {
	return map[string]string{
		"survey": of.Document.Handle, "version": strconv.Itoa(of.Version), "shown": q.Key, "locale": v.Locale,
	}
}

func (v visit) sheet(of app.Version, said url.Values) page.Sheet {
	return page.Sheet{Lang: v.Page.Lang, Locale: v.Locale, Fallback: of.Document.Languages[0], Said: said}
}

// wrong shows the question again with what is the matter with its answer.
func (v visit) wrong(c *gin.Context, of app.Version, q app.Question, err error) {
	_ = c.Error(err)
	s := v.sheet(of, v.Form)
	wrong, whole := s.Wrong(err, "answers")
	v.Page.Title = v.Page.Words()["check"]
	v.Page.Form = &page.Form{Hidden: v.hidden(of, q), Fields: []page.Field{s.Field(q, wrong[q.Key])}, Problem: whole}
	if strings.TrimSpace(whole) == "" && wrong[q.Key] == "" {
		v.Page.Form.Problem = v.Page.Words()["failed_text"]
	}
	v.Page.Write(c, http.StatusUnprocessableEntity)
}
