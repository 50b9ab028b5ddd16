// Command gallery writes every part of the design system, in every state, and the screens it was drawn for, to static files:
//
//	go run ./internal/web/ui/gallery -out DIR
//
// Everybody and everything in it is made up. Look at it at 320, 390 and 1280 pixels, in light and dark, left-to-right and
// right-to-left, and printed; the names of the files say which is which.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/a-h/templ"

	"holdfast/internal/web/ui"
)

func main() {
	out := flag.String("out", "", "directory to write to; made if it is not there")
	flag.Parse()
	if *out == "" {
		flag.Usage()
		os.Exit(2)
	}
	if err := write(*out); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

// page is one file of the gallery in one look.
type page struct {
	file string
	body templ.Component
}

// look is a way of seeing every page.
type look struct {
	suffix string
	theme  ui.Theme
	lang   string
	dir    string
}

var looks = []look{
	{"", ui.ThemeLight, "en-GB", "ltr"},
	{"-dark", ui.ThemeDark, "en-GB", "ltr"},
	{"-rtl", ui.ThemeLight, "ar", "rtl"},
}

// pages renders nothing yet: it lists every page in every look.
func pages(assets *ui.Assets) []page {
	var list []page
	for _, l := range looks {
		for _, s := range screens(assets, l) {
			list = append(list, page{s.file + l.suffix + ".html", s.body})
		}
	}
	return list
}

func write(dir string) error {
	assets, err := ui.LoadAssets()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, "assets"), 0o755); err != nil {
		return err
	}
	for path, asset := range assets.All() {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(path)), asset.Content, 0o644); err != nil {
			return err
		}
	}
	list := pages(assets)
	for _, p := range list {
		html, err := render(p.body)
		if err != nil {
			return fmt.Errorf("%s: %w", p.file, err)
		}
		if err := os.WriteFile(filepath.Join(dir, p.file), html, 0o644); err != nil {
			return err
		}
	}
	index, err := render(contents(list))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "index.html"), index, 0o644)
}

// render makes addresses relative, so that the files can be opened without a server.
func render(body templ.Component) ([]byte, error) {
	var html bytes.Buffer
	if err := body.Render(context.Background(), &html); err != nil {
		return nil, err
	}
	return []byte(strings.ReplaceAll(html.String(), `"`+ui.AssetPrefix, `"assets/`)), nil
}
