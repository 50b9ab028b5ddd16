// Package programmes embeds the programmes that ship with Holdfast, one YAML
// file each. internal/programme reads them; README.md beside them says how to
// replace one or add another.
package programmes

import "embed"

// Files holds every programme.
//
//go:embed *.yaml
var Files embed.FS
