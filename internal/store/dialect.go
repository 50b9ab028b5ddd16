package store

import (
	"strconv"
	"strings"
)

// What differs between the engines stands here, and is kept to ten fragments:
// the type words of migrations, and the functions of this file.

// wordsOf are the type words of migrations.
//
// TEXT sorts and compares by bytes on both engines, whatever PostgreSQL's locale
// is, so that paging by key and prefix search agree. DATE is YYYY-MM-DD.
func wordsOf(e Engine) []string {
	if e == SQLite {
		return []string{
			"{{ID}}", "TEXT", "{{TEXT}}", "TEXT", "{{INT}}", "INTEGER", "{{REAL}}", "REAL", "{{BOOL}}", "INTEGER",
			"{{TIME}}", "TEXT", "{{DATE}}", "TEXT", "{{BYTES}}", "BLOB", "{{STRICT}}", " STRICT", "{{STRICT_BY_KEY}}", " STRICT, WITHOUT ROWID",
		}
	}
	const text = `TEXT COLLATE "C"`
	return []string{
		"{{ID}}", text, "{{TEXT}}", text, "{{INT}}", "BIGINT", "{{REAL}}", "DOUBLE PRECISION", "{{BOOL}}", "BOOLEAN",
		"{{TIME}}", "TIMESTAMPTZ", "{{DATE}}", text, "{{BYTES}}", "BYTEA", "{{STRICT}}", "", "{{STRICT_BY_KEY}}", "",
	}
}

// words writes a migration in the engine's types.
func words(e Engine, text string) string {
	return strings.NewReplacer(wordsOf(e)...).Replace(text)
}

// Contains is the condition that column holds the text given as placeholder,
// upper and lower case told apart: both sides should be normalised keys.
// LIKE would fold case on one engine and not on the other.
func (tx *Tx) Contains(column, placeholder string) string {
	if tx.sess.engine() == SQLite {
		return "INSTR(" + column + ", " + placeholder + ") > 0"
	}
	return "STRPOS(" + column + ", " + placeholder + ") > 0"
}

// Begins is the condition that column begins with the text given as placeholder:
// a range of keys, which an index serves on both engines. Like Contains, it wants
// normalised keys on both sides.
func Begins(column, placeholder string) string {
	return "(" + column + " >= " + placeholder + " AND " + column + " < " + placeholder + " || '\U0010FFFF')"
}

// List writes placeholders for n arguments from $first on, as in
// "IN (" + store.List(2, len(ids)) + ")". n has to be at least 1: an empty list
// is no SQL.
func List(first, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(first + i))
	}
	return b.String()
}
