package jobs

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"

	"github.com/askwell/askwell/app"
)

// silence keeps go-redis from printing to the console: whatever it complains of
// comes back to us as an error, too.
type silence struct{}

// Printf does nothing.
func (silence) Printf(context.Context, string, ...any) {}

var silenceRedis = sync.OnceFunc(func() { redis.SetLogger(silence{}) })

// errRedisURL names no part of the URL: it may hold a password.
var errRedisURL = app.Errorf(app.Invalid,
	"REDIS_URL must be redis://, rediss://, redis-sentinel://host:port,…?master=name or redis-cluster://host:port,…")

// CheckURL says whether a queue's URL can be understood. Errors: Invalid.
func CheckURL(text string) error {
	if text == "" {
		return nil
	}
	client, err := connect(text)
	if err != nil {
		return err
	}
	return client.Close()
}

// connect makes a client for one of the four kinds of URL. It does no I/O.
func connect(text string) (redis.UniversalClient, error) {
	if hosts, ok := strings.CutPrefix(text, "redis-cluster://"); ok {
		return connectCluster(hosts)
	}
	option, err := asynq.ParseRedisURI(text)
	if err != nil {
		return nil, errRedisURL
	}
	if sentinel, ok := option.(asynq.RedisFailoverClientOpt); ok && sentinel.MasterName == "" {
		return nil, errRedisURL
	}
	client, ok := option.MakeRedisClient().(redis.UniversalClient)
	if !ok {
		return nil, errRedisURL
	}
	return client, nil
}

// connectCluster reads "user:password@host:port,host:port,…".
func connectCluster(hosts string) (redis.UniversalClient, error) {
	first, more, _ := strings.Cut(hosts, ",")
	u, err := url.Parse("redis://" + first)
	if err != nil || u.Host == "" {
		return nil, errRedisURL
	}
	query := u.Query()
	for host := range strings.SplitSeq(more, ",") {
		if host != "" {
			query.Add("addr", strings.TrimSuffix(host, "/"))
		}
	}
	u.RawQuery = query.Encode()
	options, err := redis.ParseClusterURL(u.String())
	if err != nil {
		return nil, errRedisURL
	}
	return redis.NewClusterClient(options), nil
}

// checkServer refuses a Redis that asynq cannot work with, and warns of one that
// may forget tasks.
func checkServer(ctx context.Context, client redis.UniversalClient, log *slog.Logger) error {
	info, err := client.Info(ctx, "server").Result()
	if err != nil {
		return &app.Error{Kind: app.Unavailable, Message: "Redis does not answer", Err: errors.New("INFO failed: " + cutText(err.Error()))}
	}
	if version := field(info, "redis_version"); version != "" && olderThan(version, 6, 2) {
		return app.Errorf(app.Unavailable, "Redis %s is too old: 6.2 or newer is needed", version)
	}
	memory, err := client.Info(ctx, "memory").Result()
	if policy := field(memory, "maxmemory_policy"); err == nil && policy != "" && policy != "noeviction" {
		log.WarnContext(ctx, "Redis may evict tasks; set maxmemory-policy noeviction", "policy", policy)
	}
	return nil
}

// field reads one line of INFO.
func field(info, name string) string {
	for line := range strings.Lines(info) {
		if value, ok := strings.CutPrefix(strings.TrimSpace(line), name+":"); ok {
			return value
		}
	}
	return ""
}

func olderThan(version string, major, minor int) bool {
	parts := strings.SplitN(version, ".", 3)
	if len(parts) < 2 {
		return false
	}
	a, err1 := strconv.Atoi(parts[0])
	b, err2 := strconv.Atoi(parts[1])
	return err1 == nil && err2 == nil && (a < major || a == major && b < minor)
}
