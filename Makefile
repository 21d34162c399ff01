# Askwell. `make` alone lists what there is.
.DEFAULT_GOAL := help
.PHONY: help new-integration sandbox dev test lint build bench bench-write bench-fair bench-insight bench-desk lighthouse soak fmt ui openapi schema screenshot gallery tools clean

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

LINTER_VERSION := v2.15.0
LINTER := .cache/bin/golangci-lint-$(LINTER_VERSION)
SCHEMA := integrations/shopify/schema/data/admin.graphql.gz
PAGES := admin-ui/dist/.built
BLOCKS := extensions/.built
LIBRARY := integrations/shopify/sandbox/interop
LIGHTHOUSE := cmd/bench/lighthouse
NEW_NODE := .ci/node/node_modules/.installed
# Pages, queries and surveys are embedded, so every file of these folders counts.
GO_SOURCES := $(shell git ls-files -co --exclude-standard app cmd integrations jobs migrations '*.go' go.mod go.sum shopify.app.toml)

# Everything that reads what strangers send, package:target.
FUZZED := ./app/contact:FuzzNormal ./app/link:FuzzOpen ./app/link:FuzzParse ./app/privacy:FuzzReadImport ./app/question:FuzzDocument ./app/question:FuzzParse ./app/rule:FuzzParse ./app/web/page:FuzzAForm ./app/written:FuzzRead \
	./integrations/client:FuzzAnExcerptNamesNobody ./integrations/shopify:FuzzASessionTokenNeverPanics ./integrations/shopify/sandbox/graphql:FuzzARequestIsAnswered \
	./integrations/shopify/sandbox/ledger:FuzzMaskingNeverFails ./integrations/shopify/sandbox/search:FuzzParse ./integrations/shopify/sandbox/segment:FuzzParse

# The vendors' own descriptions of their APIs, which adapters' requests are checked
# against: they are not ours to publish, and without them that check is left out.
export ASKWELL_SPECS ?= $(abspath $(wildcard ../shared/specs))

# SQLite is C made into Go: no code of ours is in there, and watching its every access
# for races costs the tests four times as long. Whatever calls it is still watched.
GO_TEST := go test -race '-gcflags=modernc.org/...=-race=false'

# Neither a debugger's tables nor gin's msgpack are made: both cost a first build
# time and are thrown away.
GO_BUILD := CGO_ENABLED=0 go build -trimpath -tags nomsgpack -ldflags '-s -w'
BUILT_FROM = $(PAGES) $(BLOCKS) $(SCHEMA) $(GO_SOURCES)

##@ Everyday
sandbox: .cache/bin/askwell ## Run the app and a sandbox shop: open http://127.0.0.1:8081
	@.cache/bin/askwell sandbox

dev: bin/askwell ## Serve to a real shop; `shopify app dev` calls this (reads .env)
	@set -a; if [ -f .env ]; then . ./.env; fi; set +a; bin/askwell migrate up && exec bin/askwell serve

test: tools ui schema ## Everything: Go with the race detector, PostgreSQL, Redis, Chromium, and the front ends
	go vet ./...
	$(GO_TEST) -timeout 40m ./cmd/askwell ./... # the longest first: the others are tested beside it
	$(MAKE) -j2 test-chaos test-pages # chaos mostly waits

.PHONY: test-chaos test-pages
test-chaos:
	go test -count=1 -timeout 15m -run '^TestChaos$$' ./cmd/askwell -chaos.schedules=510
test-pages:
	npm --prefix admin-ui test
	npm --prefix extensions test

lint: ui schema $(LINTER) $(NEW_NODE) ## Go and TypeScript linters, Shopify's own CLI and theme check
	$(LINTER) run
	npm --prefix admin-ui run check
	npm --prefix extensions run lint

build: bin/askwell ## bin/askwell, self-contained

new-integration: ## Begin a destination: make new-integration NAME=acme; then read integrations/README.md
	@go run ./integrations/integrationtest/scaffold $(NAME)

fmt: $(LINTER) ## Format the Go code
	$(LINTER) fmt

##@ Now and then
bench: ui schema ## Webhook and answer, durable, against the bare floor; prints ratios
	go run ./cmd/bench

bench-write: ui schema ## Writing back to Shopify: points a person costs on every plan against the least possible
	go test -count=1 -timeout 30m -run TestAnswersCostAShopHardlyMoreThanTheyMust ./cmd/bench/lanes -full -v

bench-fair: ui schema ## A crowded shop beside a thousand quiet ones: how much longer these wait, on both databases
	go test -count=1 -timeout 30m -run TestACrowdedShopHardlyKeepsOthersWaiting ./cmd/bench/lanes -full -v

bench-insight: ## Every summary and the responses' first page with 10,000, 100,000 and a million responses, on both databases
	go test -count=1 -timeout 60m -run TestAMerchantWaitsForNoSummary ./cmd/bench/insight -full -v

bench-desk: ui schema ## Every page of the admin with 100,000 responses, on a processor a quarter as fast: LCP, CLS and INP
	go test -count=1 -timeout 30m -run '^TestADeskWithAHundredThousandResponses$$' ./cmd/askwell -full -v

lighthouse: .cache/bin/askwell $(NEW_NODE) $(LIGHTHOUSE)/node_modules/.installed ## A product page with our blocks and without, as Lighthouse sees it; prints the difference
	.ci/node/node_modules/.bin/node $(LIGHTHOUSE)/measure.mjs .cache/bin/askwell

soak: ui schema ## The long runs: a hundred kills under load, the longest property runs, three days of an outage, a minute of fuzzing each parser
	ASKWELL_KILLS=100 $(GO_TEST) -timeout 60m -run 'Kill' ./cmd/askwell -v
	go test -count=1 -timeout 20m -run TestTwoThousandPeople ./cmd/askwell -full -v
	$(GO_TEST) -timeout 60m ./app/branch ./app/delivery ./app/stream ./app/written ./integrations/shopify -rapid.checks=2000
	go test -count=1 -timeout 60m -run TestThreeDaysOfAnOutage ./cmd/bench/lanes -full -v
	for one in $(FUZZED); do go test -run '^$$' -fuzz "^$${one#*:}$$" -fuzztime 60s -fuzzminimizetime 10x "$${one%:*}"; done

chaos: ui schema ## Ten thousand schedules of crashes, lost answers and wrong clocks, and what every destination holds in the end
	go test -count=1 -timeout 12h -run '^TestChaos$$' ./cmd/askwell -v -chaos.schedules=10000

screenshot: bin/askwell ## Make the README's picture of the sandbox
	mkdir -p .cache/pictures .github
	go test -count=1 -run TestShopperWalk ./cmd/askwell -screenshots $(CURDIR)/.cache/pictures
	cp .cache/pictures/sandbox-1280-light.png .github/sandbox.png

gallery: ui schema ## Every page of the admin in every state, narrow and wide, light and dark: .cache/gallery/index.html
	rm -rf .cache/gallery && mkdir -p .cache/gallery
	go test -count=1 -timeout 30m -run '^TestEveryPageIsLookedAtInEveryState$$' ./cmd/askwell -full -screenshots $(CURDIR)/.cache/gallery

openapi: ui schema ## Write down what the API looks like, after it has changed
	go test -count=1 -run TestTheDescriptionOfTheAPIIsWrittenDown ./app/web/admin -update

schema: $(SCHEMA) ## Unpack Shopify's Admin schema from the pinned npm package

ui: $(PAGES) $(BLOCKS) ## Build the admin, the page host and the extensions

tools: $(NEW_NODE) $(LIBRARY)/node_modules/.installed ## Install what the tests need and this machine lacks
	@bash .ci/tools

clean: ## Remove everything built
	rm -rf bin .cache admin-ui/dist $(BLOCKS)
	rm -rf $(addsuffix /node_modules,admin-ui extensions extensions/cli $(LIBRARY) $(LIGHTHOUSE) .ci/node)
	git checkout -- admin-ui/dist

help:
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# What follows is made once and again when its sources change.
%/node_modules/.installed: %/package.json %/package-lock.json
	npm --prefix $* ci --no-audit --no-fund --loglevel=error
	@mkdir -p $(@D) && touch $@

$(PAGES): admin-ui/node_modules/.installed $(shell git ls-files -co --exclude-standard admin-ui extensions/shared | grep -v '^admin-ui/dist')
	npm --prefix admin-ui run build
	@touch $@

$(BLOCKS): extensions/node_modules/.installed $(shell git ls-files -co --exclude-standard extensions)
	npm --prefix extensions run build
	@touch $@

$(SCHEMA): integrations/shopify/schema/build.mjs
	node integrations/shopify/schema/build.mjs
	@touch $@

bin/askwell: $(BUILT_FROM)
	$(GO_BUILD) -gcflags=all=-dwarf=false -o $@ ./cmd/askwell

# For the sandbox the optimiser is left out: that halves the first build, which is
# what a newcomer waits for, and one shop needs no speed.
.cache/bin/askwell: $(BUILT_FROM)
	$(GO_BUILD) -gcflags='all=-dwarf=false -N -l' -o $@ ./cmd/askwell

$(LINTER):
	GOBIN=$(CURDIR)/.cache/bin go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINTER_VERSION)
	mv .cache/bin/golangci-lint $@
