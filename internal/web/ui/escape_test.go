package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/a-h/templ"
)

// every part there is; a part missing here fails TestEveryPartEscapesWhatItIsGiven.
var every = []templ.Component{
	Acts{}, AgeBar{}, AgeKey{}, Alerts{}, AttendancePlot{}, Back{}, Banner{}, Button{}, CareCard{}, Check{}, Choices{}, Confirm{}, DataTable{}, DateField{},
	Done{}, Empty{}, ErrorSummary{}, Field{}, Figures{}, Filters{}, GroupList{}, KeyIn{}, Link{}, More{}, NextSheet{}, PageHead{}, Pager{}, PairPlot{}, Part{},
	PlotKey{}, Question{}, Quote{}, Register{}, Rows{}, ScoreStrip{}, Select{}, Status{}, SummaryList{}, Tabs{}, Tag{}, TileLinks{}, Timeline{}, Todo{},
}

const hostile = `"><script>alert(1)</script><b onload=x '`

// fill puts hostile words into every field, two of everything into every list.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(hostile)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0))
		fill(v.Index(1))
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{hostile: hostile}))
	case reflect.Interface:
		v.Set(reflect.ValueOf(Say(hostile)))
	case reflect.Func:
		v.Set(reflect.MakeFunc(v.Type(), func([]reflect.Value) []reflect.Value { return []reflect.Value{reflect.ValueOf(hostile)} }))
	case reflect.Int:
		v.SetInt(2)
	case reflect.Float64:
		v.SetFloat(1)
	}
}

func TestEveryPartEscapesWhatItIsGiven(t *testing.T) {
	known := map[string]bool{}
	for _, part := range every {
		name := reflect.TypeOf(part).Name()
		known[name] = true
		t.Run(name, func(t *testing.T) {
			filled := reflect.New(reflect.TypeOf(part)).Elem()
			fill(filled)
			got := html(t, filled.Interface().(templ.Component))
			if strings.Contains(got, "<script") || strings.Contains(got, "<b ") {
				t.Errorf("words became markup:\n%s", got)
			}
		})
	}
	for _, name := range partNames(t) {
		if !known[name] {
			t.Errorf("%s is not in the list of parts", name)
		}
	}
}

func TestFramesEscapeWhatTheyAreGiven(t *testing.T) {
	var f Frame
	v := reflect.ValueOf(&f).Elem()
	for i := range v.NumField() {
		if v.Type().Field(i).Name != "Assets" {
			fill(v.Field(i))
		}
	}
	for name, page := range map[string]templ.Component{"public": PublicPage(f), "home": HomePage(f), "desk": DeskPage(f)} {
		if got := html(t, page); strings.Contains(got, "<script>alert") || strings.Contains(got, "<b ") {
			t.Errorf("%s: words became markup:\n%s", name, got)
		}
	}
}

// partNames are the exported types of this package that render themselves.
func partNames(t *testing.T) []string {
	t.Helper()
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, source := range sources {
		file, err := parser.ParseFile(token.NewFileSet(), source, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != "Render" {
				continue
			}
			if recv, ok := f.Recv.List[0].Type.(*ast.Ident); ok && recv.IsExported() {
				names = append(names, recv.Name)
			}
		}
	}
	if len(names) < 30 {
		t.Fatalf("only %d parts were found", len(names))
	}
	return names
}
