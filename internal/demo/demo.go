// Package demo fills a database with a service that never was: Harbour Lane, its
// three sites and its families, and a smaller one on Hill Road from which nothing
// may be seen there. People and what they went through are made up in the packages
// people and history; here they become rows.
package demo

import (
	"holdfast/internal/demo/history"
)

// sibling is the identifier of something that hangs on one other thing alone, the
// nth of its kind. It sorts beside that thing's own, so that it is appended to its
// index as well.
func sibling(of history.ID, nth int) string {
	return string(of[:len(of)-1]) + string("0123456789abcdef"[nth])
}
