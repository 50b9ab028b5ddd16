// Package text holds every word the product says, by language and area. The
// files are data: package i18n reads them.
package text

import (
	"embed"
	"io/fs"
)

//go:embed */*.yaml
var files embed.FS

// Files is the catalogue: LANG/AREA.yaml.
func Files() fs.FS { return files }
