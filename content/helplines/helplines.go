// Package helplines carries who answers, by country, in the binary.
package helplines

import "embed"

// Files holds one file a country, such as gb.yaml.
//
//go:embed *.yaml
var Files embed.FS
