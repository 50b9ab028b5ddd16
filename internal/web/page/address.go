package page

import (
	"github.com/a-h/templ"

	"holdfast/internal/ident"
	"holdfast/internal/web/ui"
)

// PathID reads an identifier out of the address. What is no identifier is not
// there, like what nobody may see.
func PathID[K any](r *Request, name string, id *ident.ID[K]) (err error) {
	*id, err = ident.Parse[K](r.PathValue(name))
	return err
}

// After reads where a page of a list begins; nothing for the first page.
func After[K any](r *Request, id *ident.ID[K]) (err error) {
	if after := r.URL.Query().Get("after"); after != "" {
		*id, err = ident.Parse[K](after)
	}
	return err
}

// Pager leads to the rest of a list, which begins after next, and from there back to
// its beginning. Nil when the list is on one page.
func (r *Request) Pager(next string) templ.Component {
	query := r.URL.Query()
	here := query.Has("after")
	if next == "" && !here {
		return nil
	}
	out := ui.Pager{Label: r.Print.T("pager.label")}
	query.Del("after")
	if here {
		out.Earlier = &ui.Link{Label: r.Print.T("pager.first"), Href: r.URL.Path + questioned(query.Encode())}
	}
	if next != "" {
		query.Set("after", next)
		out.Later = &ui.Link{Label: r.Print.T("pager.more"), Href: r.URL.Path + questioned(query.Encode())}
	}
	return out
}

func questioned(query string) string {
	if query == "" {
		return ""
	}
	return "?" + query
}
