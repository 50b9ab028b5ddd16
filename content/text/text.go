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

// Area is one area of the catalogue alone, for a command that says little and is
// to start at once.
func Area(name string) fs.FS { return area(name) }

type area string

// Open opens a file of the catalogue.
func (a area) Open(name string) (fs.File, error) { return files.Open(name) }

// Glob finds the area's files, whatever the pattern.
func (a area) Glob(string) ([]string, error) { return fs.Glob(files, "*/"+string(a)+".yaml") }
