# The ways to work on Edgewise; each is one command, and `make` alone lists them.

PREFIX ?= /usr/local
DESTDIR ?=
# Real files of others that the corpus tests read in place; see CONTRIBUTING.md.
EDGEWISE_CORPUS ?= ../shared/corpus
# Further options for the release build. With Swift's libraries inside it the program starts in half the time, and runs
# on machines without Swift.
SWIFTFLAGS ?= --static-swift-stdlib
# How long `make fuzz` tries each reader, in seconds.
T ?= 60
# What `make clean` leaves in .build, so that a build needs no network afterwards.
DOWNLOADED := repositories checkouts artifacts workspace-state.json conformance bench-peers fuzz-inputs

export PREFIX DESTDIR EDGEWISE_CORPUS SWIFTFLAGS
export SWIFT_BACKTRACE ?= enable=no

.DEFAULT_GOAL := help
.PHONY: deps build demo test conformance lint format docs matrix validators study bench fuzz fuzz-files corrupt install clean help

deps: ## bring what is missing: Debian packages, the NeXus definitions; check Swift
	@Scripts/deps.sh

build: ## build the release binary, .build/release/edgewise
	swift build -c release --product edgewise $(SWIFTFLAGS)

demo: deps build ## show what Edgewise does with a spectrum
	@Scripts/demo.sh

test: deps ## run all tests (EDGEWISE_CORPUS=FOLDER for those on real files)
	@Scripts/test.sh

conformance: ## let the field's own programs read what Edgewise writes
	@Scripts/conformance.sh

lint: ## check style and the house rules
	@Scripts/lint.sh

format: ## lay out the Swift code as the linter wants it
	@Scripts/lint.sh --format

docs: build ## regenerate the generated pages in docs/
	@Scripts/docs.sh

matrix: build ## convert the corpus from each format to each other one, and write docs/matrix.md
	@python3 Scripts/matrix.py .build/release/edgewise $(EDGEWISE_CORPUS) docs/matrix.md

validators: build ## let Edgewise and its peers judge files with planted faults, and write docs/validators.md
	@Scripts/conformance.sh --environment
	@python3 Scripts/validators.py .build/release/edgewise $(EDGEWISE_CORPUS) .build/conformance docs/validators.md

study: ## simulate 4,000 experiments of each kind, hold the stated errors against them, and write docs/error-bars.md
	@swift build -c release --product ErrorBarStudy
	@.build/release/ErrorBarStudy > .build/error-bars.md && mv .build/error-bars.md docs/error-bars.md

bench: ## measure Edgewise against its peers
	@Benchmarks/run.sh

fuzz: ## fuzz every reader for T seconds (T=60), or with RUNS=N runs
	@Scripts/fuzz.sh $(T)

corrupt: build ## damage every file of the corpus in 18 ways, and see what inspect and validate make of it
	@python3 Scripts/corrupt.py .build/release/edgewise Schemas/json $(EDGEWISE_CORPUS)

fuzz-files: ## send RUNS damaged HDF5 files (20000) through validate
	@Scripts/fuzz-files.sh $(or $(RUNS),20000)

install: ## install program, completions, man page and schemas below PREFIX (/usr/local)
	@Scripts/install.sh

clean: ## remove what was built; what was downloaded stays
	@[ ! -d .build ] || find .build -mindepth 1 -maxdepth 1 $(patsubst %,! -name %,$(DOWNLOADED)) -exec rm -rf {} +

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F '|' '{ printf "  make %-12s %s\n", $$1, $$2 }'
