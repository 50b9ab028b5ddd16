package ui

import "strings"

// shrink takes comments and needless space out of a style sheet. It knows strings, and is otherwise as timid as it can be:
// it removes space only where CSS never gives it a meaning, and a semicolon only before a closing brace.
func shrink(css string) string {
	out := make([]byte, 0, len(css))
	last := func() byte {
		if len(out) == 0 {
			return '}'
		}
		return out[len(out)-1]
	}
	space := false
	put := func(c byte) {
		if space && !strings.ContainsRune("{};,>:", rune(last())) && !strings.ContainsRune("{};,>", rune(c)) {
			out = append(out, ' ')
		}
		space = false
		if c == '}' && last() == ';' {
			out = out[:len(out)-1]
		}
		out = append(out, c)
	}
	for i := 0; i < len(css); i++ {
		c := css[i]
		switch {
		case strings.HasPrefix(css[i:], "/*"):
			i += 2 + strings.Index(css[i+2:], "*/") + 1
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			space = true
		case c == '"':
			put(c)
			end := i + 1 + strings.IndexByte(css[i+1:], '"')
			out = append(out, css[i+1:end+1]...)
			i = end
		default:
			put(c)
		}
	}
	return string(out)
}
