package companion

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// BlockKind is what a stretch of text is.
type BlockKind string

// The kinds of block. A card or page holds nothing else: no link, no picture, no
// HTML, so that no translation can bring in what nobody looked at.
const (
	Paragraph BlockKind = "paragraph"
	List      BlockKind = "list"
	Quote     BlockKind = "quote"
)

// Block is a paragraph, a list or a quotation, in plain words.
type Block struct {
	Kind  BlockKind
	Text  string   // of a paragraph or quotation
	Items []string // of a list
}

// Section is a heading with what stands under it. The first section of a text has
// the title for its heading.
type Section struct {
	Head   string
	Blocks []Block
}

// sections reads a Markdown body.
func sections(body []byte) ([]Section, error) {
	root := goldmark.DefaultParser().Parse(text.NewReader(body))
	var out []Section
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			words, err := plain(h, body)
			if err != nil {
				return nil, err
			}
			if (h.Level == 1) != (len(out) == 0) || h.Level > 2 {
				return nil, fmt.Errorf("heading %q: write one # title first, and ## for the rest", words)
			}
			out = append(out, Section{Head: words})
			continue
		}
		if len(out) == 0 {
			return nil, fmt.Errorf("text before the title: begin with # and the title")
		}
		block, err := blockOf(n, body)
		if err != nil {
			return nil, fmt.Errorf("under %q: %w", out[len(out)-1].Head, err)
		}
		last := &out[len(out)-1]
		last.Blocks = append(last.Blocks, block)
	}
	return out, nil
}

func blockOf(n ast.Node, body []byte) (Block, error) {
	switch n := n.(type) {
	case *ast.Paragraph:
		words, err := plain(n, body)
		return Block{Kind: Paragraph, Text: words}, err
	case *ast.Blockquote:
		words, err := plain(n.FirstChild(), body)
		return Block{Kind: Quote, Text: words}, err
	case *ast.List:
		block := Block{Kind: List}
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			words, err := plain(item.FirstChild(), body)
			if err != nil {
				return block, err
			}
			block.Items = append(block.Items, words)
		}
		return block, nil
	}
	return Block{}, fmt.Errorf("holds %s: write paragraphs, lists and quotations only", n.Kind())
}

// plain is the words of a node that holds nothing but words.
func plain(n ast.Node, body []byte) (string, error) {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.Write(c.Segment.Value(body))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(c.Value)
		default:
			return "", fmt.Errorf("holds %s: write plain words", c.Kind())
		}
	}
	return b.String(), nil
}
