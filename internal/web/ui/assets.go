package ui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"
)

//go:embed assets
var files embed.FS

// AssetPrefix is where the server hangs what [Assets.Lookup] finds.
const AssetPrefix = "/assets/"

// Immutable is the caching every asset may have: its name changes when its content does.
const Immutable = "public, max-age=31536000, immutable"

// Asset is one file as it goes over the wire. Gzip is nil where compressing would not make it smaller.
type Asset struct {
	Content []byte
	Gzip    []byte
	Type    string
}

// Assets are the style sheets, scripts and icons, each under a name that carries a fingerprint of its content.
// They do not change after [LoadAssets], so any number of requests may read them.
type Assets struct {
	prefix string
	names  map[string]string // printed names by plain ones
	byName map[string]Asset
}

// The caregiver sheet is whole in itself; desk.css comes after it on staff pages. Layers, not order, decide what wins.
var sheets = map[string][]string{
	"care.css": {"tokens", "layers", "base", "frame", "part", "page", "print"},
	"desk.css": {"desk", "plot", "deskprint"},
}

var plain = []string{"js/exit.js", "js/register.js", "js/keyin.js", "js/summary.js", "js/send.js", "js/pocket.js", "img/mark.svg", "img/plain.svg"}

// LoadAssets reads the embedded files, joins and shrinks the style sheets, and compresses everything once.
func LoadAssets() (*Assets, error) {
	a := &Assets{prefix: AssetPrefix, names: map[string]string{}, byName: map[string]Asset{}}
	for name, layers := range sheets {
		var all bytes.Buffer
		for _, layer := range layers {
			css, err := files.ReadFile("assets/css/" + layer + ".css")
			if err != nil {
				return nil, fmt.Errorf("load %s: %w", name, err)
			}
			all.Write(css)
		}
		if err := a.add(name, []byte(shrink(all.String()))); err != nil {
			return nil, err
		}
	}
	for _, name := range plain {
		content, err := files.ReadFile("assets/" + name)
		if err != nil {
			return nil, fmt.Errorf("load %s: %w", name, err)
		}
		if err := a.add(path.Base(name), content); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (a *Assets) add(name string, content []byte) error {
	sum := sha256.Sum256(content)
	ext := path.Ext(name)
	printed := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
	packed, err := pack(content)
	if err != nil {
		return fmt.Errorf("compress %s: %w", name, err)
	}
	a.names[name] = printed
	a.byName[printed] = Asset{Content: content, Gzip: packed, Type: types[ext]}
	return nil
}

var types = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

func pack(content []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	if out.Len() >= len(content) {
		return nil, nil
	}
	return out.Bytes(), nil
}

// URL gives the address of an asset by its plain name, such as "care.css". A name that does not exist gives an address that
// answers 404, so that a page still renders; a test holds that every name used in this package exists.
func (a *Assets) URL(name string) string {
	if a == nil {
		return AssetPrefix + name
	}
	if printed, ok := a.names[name]; ok {
		return a.prefix + printed
	}
	return a.prefix + name
}

// Under is the same assets at other addresses, for pages that are written to a folder and know no root.
func (a *Assets) Under(prefix string) *Assets {
	return &Assets{prefix: prefix, names: a.names, byName: a.byName}
}

// Lookup finds an asset by the path of its address, with or without [AssetPrefix]. It is true only for a name with the right
// fingerprint, so what it finds may be cached for ever.
func (a *Assets) Lookup(urlPath string) (Asset, bool) {
	asset, ok := a.byName[strings.TrimPrefix(urlPath, AssetPrefix)]
	return asset, ok
}

// All lists every asset by the path of its address, for those who write a site to disk.
func (a *Assets) All() iter.Seq2[string, Asset] {
	return func(yield func(string, Asset) bool) {
		for _, name := range slices.Sorted(maps.Keys(a.byName)) {
			if !yield(AssetPrefix+name, a.byName[name]) {
				return
			}
		}
	}
}
