package main

import (
	"net/http"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

const series, article = "article-series", `{"visit.article":"news/first-light"}`

func TestA75TwoDevicesCountDownToTheCodeWhichIsIssuedAtZero(t *testing.T) {
	t.Parallel()
	shop := startSandbox(t)
	shop.template("article-series", "article-reward")
	laptop, phone := shop.browser(), shop.browser()
	laptop.logIn("ada@example.com")
	phone.logIn("ada@example.com")
	require.Empty(t, laptop.next(series).Ask, "the series stands beside articles")

	reads := func(b *browser, question string, answer any, left int) app.Reply {
		t.Helper()
		now := b.on(article).next(series)
		require.Equal(t, left+1, now.Remaining, "whichever device she asks at")
		require.Nil(t, now.Reward)
		require.Equal(t, register{Free: shop.reward("article-reward").Free}, shop.reward("article-reward"), "nothing is given before")
		require.NotNil(t, now.Next)
		require.Equal(t, question, now.Next.Key)
		told := b.says(now.alone(), map[string]any{question: answer}, func(s map[string]any) { s["complete"] = left == 0 })
		require.Equal(t, left, told.Remaining)
		return told
	}
	require.Nil(t, reads(laptop, "read_topics", []string{"howto", "care"}, 4).Reward)
	require.Nil(t, reads(phone, "read_length", "long", 3).Reward)
	require.Nil(t, reads(laptop, "experience_level", "some", 2).Reward)
	for _, device := range []*browser{laptop, phone} {
		now := device.next(series)
		require.Nil(t, now.Next, "one visit asks three questions, on however many devices")
		require.Equal(t, 2, now.Remaining)
	}
	shop.later(day)
	require.Nil(t, reads(phone, "read_when", "evening", 1).Reward)

	id := uuid.NewString()
	now := laptop.next(series)
	require.Equal(t, "next_article", now.Next.Key)
	last := laptop.submission(now, map[string]any{"next_article": "How it is roasted"}, func(s map[string]any) { s["id"] = id })
	var told, again app.Reply
	laptop.do(http.MethodPost, laptop.door()+"/responses", "application/json", last, http.StatusCreated, &told)
	require.Zero(t, told.Remaining)
	require.NotNil(t, told.Reward, "the code comes with the last answer")
	require.NotEmpty(t, told.Reward.Code)
	laptop.do(http.MethodPost, laptop.door()+"/responses", "application/json", last, http.StatusOK, &again)
	require.Equal(t, told.Reward, again.Reward)
	for _, device := range []*browser{laptop, phone} {
		now := device.next(series)
		require.Zero(t, now.Remaining)
		require.Equal(t, told.Reward, now.Reward)
	}
	given := shop.reward("article-reward")
	require.Equal(t, register{Promised: 1, Issued: 1, Free: given.Free}, given)

	shop.orders("ada@example.com", `,"discount_code":"`+told.Reward.Code+`"`, http.StatusOK)
	shop.orders("ada@example.com", `,"discount_code":"`+told.Reward.Code+`"`, http.StatusUnprocessableEntity)
}

func TestA75WhoLogsInOnBothDevicesIsOneReader(t *testing.T) {
	t.Parallel()
	shop := startSandbox(t)
	shop.template("article-series", "article-reward")
	laptop, phone := shop.browser().on(article), shop.browser().on(article)
	reads := func(b *browser, question string, answer any) (left int) {
		t.Helper()
		now := b.next(series)
		require.NotNil(t, now.Next)
		require.Equal(t, question, now.Next.Key)
		return b.says(now.alone(), map[string]any{question: answer}, func(s map[string]any) { s["complete"] = false }).Remaining
	}
	require.Equal(t, 4, reads(laptop, "read_topics", []string{"howto"}))
	require.Equal(t, 4, reads(phone, "read_topics", []string{"care"}), "two guests, as far as anybody knows")
	phone.logIn("ada@example.com")
	require.Equal(t, 3, reads(phone, "read_length", "long"))
	laptop.logIn("ada@example.com")
	require.Equal(t, 3, laptop.next(series).Remaining, "what she said as a guest, and on the other device")
	require.Equal(t, 2, reads(laptop, "experience_level", "some"))
	require.Equal(t, 2, phone.next(series).Remaining)
	shop.later(day)
	require.Equal(t, 1, reads(phone, "read_when", "evening"))
	require.Zero(t, reads(laptop, "next_article", "How it is roasted"))
	given := shop.reward("article-reward")
	require.Equal(t, register{Promised: 1, Issued: 1, Free: given.Free}, given)
	require.Equal(t, laptop.next(series).Reward, phone.next(series).Reward)
	shop.becomes("ada@example.com", func(c customer) bool {
		return c.Metafields["$app.read_topics"].Value == `["care"]` && c.Metafields["$app.next_article"].Value != ""
	})
}
