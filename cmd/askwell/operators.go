package main

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/reward"
	"github.com/askwell/askwell/app/web"
)

// operators adds the routes of whoever runs the app: is it alive, is it ready,
// how is it doing.
func operators(e *gin.Engine, a *application) {
	e.GET("/healthz", func(c *gin.Context) { c.String(http.StatusOK, "ok") })
	e.GET("/readyz", func(c *gin.Context) {
		if err := a.ready(c); err != nil {
			web.Fail(c, err)
			return
		}
		c.String(http.StatusOK, "ready")
	})
	metrics := prometheus.NewRegistry()
	metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), backlog{a})
	e.GET("/metrics", gin.WrapH(promhttp.HandlerFor(metrics, promhttp.HandlerOpts{})))
}

// ready reports whether answers can be kept. The queue is not asked: without it
// work is late, but nothing is lost and nobody has to be turned away.
func (a *application) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	return a.store.Ping(ctx)
}

// backlog counts what waits, over all shops: a metric per shop would grow
// without bound.
type backlog struct{ *application }

var waiting = prometheus.NewDesc("askwell_due", "Shops that have work due, by kind.", []string{"kind"}, nil)

var overdue = prometheus.NewDesc("askwell_promises_overdue", "Promised rewards not issued within a minute.", nil, nil)

var asked = prometheus.NewDesc("askwell_privacy_requests", "Privacy requests and erasures by how they stand with the law's deadline.", []string{"state"}, nil)

// Describe implements prometheus.Collector.
func (backlog) Describe(out chan<- *prometheus.Desc) {
	out <- waiting
	out <- overdue
	out <- asked
}

// Collect implements prometheus.Collector.
func (b backlog) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	b.collectOverdue(ctx, out)
	b.collectPrivacy(ctx, out)
	bells, err := b.due(ctx)
	if err != nil {
		out <- prometheus.NewInvalidMetric(waiting, err)
		return
	}
	count := map[string]int{"lane": 0, "inbox": 0, "publish": 0, "reward": 0}
	for _, bell := range bells {
		count[string(bell.Kind)]++
	}
	for kind, n := range count {
		out <- prometheus.MustNewConstMetric(waiting, prometheus.GaugeValue, float64(n), kind)
	}
}

func (b backlog) collectOverdue(ctx context.Context, out chan<- prometheus.Metric) {
	late, err := reward.Overdue(ctx, b.store, b.now())
	if err != nil {
		out <- prometheus.NewInvalidMetric(overdue, err)
		return
	}
	count := 0
	for _, one := range late {
		count += one.Count
	}
	out <- prometheus.MustNewConstMetric(overdue, prometheus.GaugeValue, float64(count))
}

func (b backlog) collectPrivacy(ctx context.Context, out chan<- prometheus.Metric) {
	standing, err := privacy.Standing(ctx, b.store, "")
	if err != nil {
		out <- prometheus.NewInvalidMetric(asked, err)
		return
	}
	for state, n := range map[string]int{
		"open": standing.Open, "due_soon": standing.DueSoon, "overdue": standing.Overdue, "failed": standing.Failed,
	} {
		out <- prometheus.MustNewConstMetric(asked, prometheus.GaugeValue, float64(n), state)
	}
}
