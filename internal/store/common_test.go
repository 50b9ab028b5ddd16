package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// banned is what one engine has and the other has not, or reads differently.
var banned = []struct {
	pattern *regexp.Regexp
	instead string
}{
	{word(`ILIKE`), "normalised keys and tx.Contains"},
	{word(`LIKE`), "a range of keys, or tx.Contains: LIKE folds case on one engine"},
	{word(`GLOB|REGEXP|SIMILAR`), "Go"},
	{regexp.MustCompile(`::`), "a Go value of the right type"},
	{regexp.MustCompile(`(?i)\bANY\s*\(|\bARRAY\s*\[|\bARRAY_AGG\s*\(|\bUNNEST\s*\(`), "IN (store.List(…)), or rows"},
	{regexp.MustCompile(`(?i)\bNOW\s*\(|\bCURRENT_(TIMESTAMP|DATE|TIME)\b|\bDATETIME\s*\(|\bSTRFTIME\s*\(|\bJULIANDAY\s*\(|\bDATE_TRUNC\s*\(|\bDATE_PART\s*\(|\bEXTRACT\s*\(|\bAGE\s*\(|\bINTERVAL\s*'`), "tx.Now() and Go"},
	{regexp.MustCompile(`(?i)\bFOR\s+(UPDATE|SHARE|NO\s+KEY|KEY)\b`), "nothing: Update is serialisable"},
	{regexp.MustCompile(`(?i)\bDISTINCT\s+ON\b|\bLATERAL\b`), "a subquery or Go"},
	{regexp.MustCompile(`->|#>|@>|<@|\?\||\?&`), "columns, or JSON in Go"},
	{regexp.MustCompile(`(?i)\bJSONB?_\w+\s*\(|\bTO_JSONB?\s*\(|\bROW_TO_JSON\s*\(`), "columns, or JSON in Go"},
	{regexp.MustCompile(`(?i)\bAVG\s*\(|\bSTDDEV\w*\s*\(|\bVARIANCE\s*\(`), "SUM and COUNT, finished in Go"},
	{regexp.MustCompile(`(?i)\bGREATEST\s*\(|\bLEAST\s*\(|\bIFNULL\s*\(|\bIIF\s*\(|\bNVL\s*\(`), "CASE or COALESCE"},
	{regexp.MustCompile(`(?i)\bGROUP_CONCAT\s*\(|\bSTRING_AGG\s*\(`), "rows, joined in Go"},
	{regexp.MustCompile(`(?i)\bINSTR\s*\(|\bSTRPOS\s*\(`), "tx.Contains"},
	{regexp.MustCompile(`(?i)\bINSERT\s+OR\b|\bUPDATE\s+OR\b|\bREPLACE\s+INTO\b|\bON\s+DUPLICATE\b`), "ON CONFLICT"},
	{word(`ROWID|CTID|OID`), "an identifier"},
	{regexp.MustCompile(`(?i)\bSERIAL\b|\bAUTOINCREMENT\b|\bNEXTVAL\s*\(`), "ident.New"},
	{word(`PRAGMA|VACUUM|TRUNCATE`), "store"},
	{regexp.MustCompile(`\?\d*([\s,)]|$)`), "$1, $2, …"},
	{regexp.MustCompile(`(?i)SELECT\s+(DISTINCT\s+)?(\w+\.)?\*`), "an explicit column list"},
	{regexp.MustCompile(`(?i)\bRETURNING\s+\*`), "an explicit column list"},
}

func word(w string) *regexp.Regexp { return regexp.MustCompile(`(?i)\b(` + w + `)\b`) }

// statement is how SQL begins.
var statement = regexp.MustCompile(`^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s`)

// sqlOf returns the string literals of a Go file that hold SQL, by line: all in a
// file named *_sql.go, elsewhere those that begin as a statement does.
func sqlOf(t *testing.T, path string) map[int]string {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		// Whoever owns it is writing it; the compiler will tell them.
		t.Logf("cannot parse %s: %v", path, err)
		return nil
	}
	found := map[int]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if _, ok := n.(*ast.ImportSpec); ok {
			return false
		}
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return true
		}
		text, err := strconv.Unquote(lit.Value)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(path, "_sql.go") || statement.MatchString(text) {
			found[set.Position(lit.Pos()).Line] = text
		}
		return true
	})
	return found
}

// problems says what in a piece of SQL only one engine would understand.
func problems(sql string) (all []string) {
	for _, b := range banned {
		if m := b.pattern.FindString(sql); m != "" {
			all = append(all, strings.TrimSpace(m)+": use "+b.instead)
		}
	}
	return all
}

func TestAllSQLIsInTheCommonSubset(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	err = fs.WalkDir(os.DirFS(root), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			// The store itself is where the engines may differ, and bench compares it with
			// one of them alone.
			if path != "." && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "testdata" || path == "internal/store" || path == "internal/bench") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_templ.go") {
			return nil
		}
		for line, sql := range sqlOf(t, filepath.Join(root, path)) {
			files++
			for _, p := range problems(sql) {
				t.Errorf("%s:%d: %s", path, line, p)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 10 {
		t.Errorf("only %d statements found: the test looks in the wrong place", files)
	}
}

func TestBannedWordsAreRecognised(t *testing.T) {
	for sql, wrong := range map[string]bool{
		`SELECT id FROM place WHERE name ILIKE $1`:                               true,
		`SELECT id FROM place WHERE name LIKE $1`:                                true,
		`SELECT id FROM place WHERE at < now()`:                                  true,
		`SELECT id FROM place WHERE id = ANY($1)`:                                true,
		`SELECT at::date FROM place`:                                             true,
		`SELECT id FROM place FOR UPDATE`:                                        true,
		`SELECT DISTINCT ON (id) id FROM place`:                                  true,
		`SELECT detail->>'a' FROM place`:                                         true,
		`SELECT date_trunc('day', at) FROM place`:                                true,
		`SELECT id FROM place WHERE id = ?`:                                      true,
		`SELECT * FROM place`:                                                    true,
		`SELECT p.* FROM place p`:                                                true,
		`INSERT OR IGNORE INTO place (id) VALUES ($1)`:                           true,
		`SELECT AVG(n) FROM place`:                                               true,
		`SELECT COUNT(*), SUM(n), 2 * n FROM place WHERE state <> $1`:            false,
		`SELECT id FROM place WHERE EXISTS (SELECT 1 FROM person) AND a IS NULL`: false,
		`INSERT INTO a (id) VALUES ($1) ON CONFLICT (id) DO NOTHING`:             false,
		`SELECT likely, average, company FROM place`:                             false,
	} {
		if got := problems(sql); len(got) > 0 != wrong {
			t.Errorf("%s: %v", sql, got)
		}
	}
}
