# What one does with this house. `make run` to try it, `make test` to check it.

GO      ?= go
TEMPL   := $(GO) tool templ
.PHONY: help run test lint gen bench lighthouse e2e canary canary-proof shots gallery tools

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## a demonstration on http://127.0.0.1:8080 (HOLDFAST_ADDR changes it)
	$(GO) run ./cmd/holdfast demo

test: tools lint ## everything that can be checked, on both databases and in a real browser
	$(GO) test -timeout 20m ./...

lint: ## formatting, vet, staticcheck, and generated files that are out of date
	@test -z "$$(gofmt -l cmd content internal *.go)" || { echo "run gofmt -w on:"; gofmt -l cmd content internal *.go; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	./scripts/generated

gen: ## write again what is generated: pages from templ, the table of settings
	@find internal -name '*.templ' | while read -r file; do (cd $$(dirname $$file) && $(TEMPL) generate -f $$(basename $$file) >/dev/null) || exit 1; done
	$(GO) run ./cmd/holdfast settings --into docs/howto/settings.md

bench: ## the figures, one JSON object a line
	@$(GO) run ./internal/bench

lighthouse: tools ## what Lighthouse says of the companion on a slow phone, speed too: on a quiet machine
	HOLDFAST_LIGHTHOUSE=speed $(GO) test -count 1 -v -run Lighthouse ./internal/e2e

e2e: tools ## only the walks through the whole house in a browser (RUN=name for one)
	$(GO) test -timeout 15m -run '$(RUN)' ./internal/e2e

canary: tools ## everybody opens everything, and meets no word that is not theirs (SHARD=1/4 for a part)
	HOLDFAST_CANARY_WHOLE=1 HOLDFAST_CANARY_SHARD=$(SHARD) $(GO) test -timeout 120m -v -run TestWhole ./internal/canary

canary-proof: ## the canaries notice when the filter of one query is off (ONLY=expression for some)
	@$(GO) run ./internal/canary/proof -only '$(ONLY)'

shots: tools ## take the pictures of the README and of docs/companion.md again, into docs/shots
	@$(GO) run ./internal/e2e/shots

gallery: ## every part and page state as static pages in shots/gallery
	$(GO) run ./internal/web/ui/gallery -out shots/gallery

tools: ## install what the tests need, or say what is missing
	@./scripts/tools
