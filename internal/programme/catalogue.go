package programme

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"

	"holdfast/internal/fault"
)

// Catalogue is every programme of a deployment. It is read once and never
// changed; all requests share it.
type Catalogue struct {
	byKey map[Key]*Programme
	keys  []Key
}

// Programme finds a programme; NotFound when no file has the key.
func (c *Catalogue) Programme(key Key) (*Programme, error) {
	p, ok := c.byKey[key]
	if !ok {
		return nil, fault.NotFoundf("programme %q", key)
	}
	return p, nil
}

// All lists the programmes in the order of their file names.
func (c *Catalogue) All() []*Programme {
	out := make([]*Programme, len(c.keys))
	for i, k := range c.keys {
		out[i] = c.byKey[k]
	}
	return out
}

// ReadCatalogue reads every *.yaml file of files. It refuses the whole catalogue
// when one file is wrong, because a service that starts with half its programmes
// would tell families so; the error names the file, the line, what is wrong with
// it and what to write instead.
func ReadCatalogue(files fs.FS) (*Catalogue, error) {
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list programme files: %w", err)
	}
	c := &Catalogue{byKey: make(map[Key]*Programme)}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read programme file %s: %w", name, err)
		}
		p, err := read(text)
		if err != nil {
			return nil, fmt.Errorf("programme file %s: %w", name, err)
		}
		if want := strings.TrimSuffix(path.Base(name), ".yaml"); string(p.Key) != want {
			return nil, fmt.Errorf("programme file %s: its key is %q: name the file and the key alike, so that a place's programme can be found", name, p.Key)
		}
		c.byKey[p.Key], c.keys = p, append(c.keys, p.Key)
	}
	if len(c.keys) == 0 {
		return nil, fmt.Errorf("no programme file (*.yaml): put at least one into the directory of programmes")
	}
	return c, nil
}

// ReadProgramme reads the text of one programme's file. The error says where in it
// what is wrong stands, and what to write instead.
func ReadProgramme(text []byte) (*Programme, error) { return read(text) }

// read decodes one file strictly: a word it does not know is a misspelt one, and
// a misspelt word would silently leave something out.
func read(text []byte) (*Programme, error) {
	var p Programme
	if err := yaml.UnmarshalWithOptions(text, &p, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("cannot be read: correct the line shown, or compare it with baby-love.yaml:\n%w", err)
	}
	wrong := p.check()
	if wrong == nil {
		p.complete()
		return &p, nil
	}
	if line := lineOf(text, wrong.path); line > 0 {
		return nil, fmt.Errorf("line %d: %w", line, wrong)
	}
	return nil, wrong
}

// lineOf finds where a path such as $.sessions[2].number stands; where that is
// missing, its parent's line; 0 when nothing of it is there.
func lineOf(text []byte, at string) int {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return 0
	}
	for at != "$" && at != "" {
		if p, err := yaml.PathString(at); err == nil {
			if node, err := p.FilterFile(file); err == nil && node != nil {
				return node.GetToken().Position.Line
			}
		}
		cut := strings.LastIndexAny(at, ".[")
		if cut < 0 {
			return 0
		}
		at = at[:cut]
	}
	return 0
}
