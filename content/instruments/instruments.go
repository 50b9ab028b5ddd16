// Package instruments embeds the scoring keys, one YAML file each. The format is described in README.md beside them and
// read by internal/measure/packs.
package instruments

import "embed"

// Files holds every key.
//
//go:embed *.yaml
var Files embed.FS
