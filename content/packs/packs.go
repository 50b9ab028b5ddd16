// Package packs embeds the wording packs that ship with Holdfast. They are our own words only; a service installs the
// wording of other instruments beside them. internal/measure/packs reads them.
package packs

import "embed"

// Files holds every wording pack.
//
//go:embed *.yaml
var Files embed.FS
