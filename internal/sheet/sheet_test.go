package sheet_test

import (
	"errors"
	"strings"
	"testing"

	"holdfast/internal/sheet"
)

func read(t *testing.T, text string) *sheet.Sheet {
	t.Helper()
	s, err := sheet.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestColumns(t *testing.T) {
	s := read(t, "id,B_3,B_2,B_1,x,Q08,Q09,Q10,CBTS_M_3,CBTS_4,twice,twice\n")
	for _, tt := range []struct {
		name, list, want, says string
	}{
		{"one name", "x", "x", ""},
		{"a list with spaces", "x, id", "x id", ""},
		{"a count goes by number and not by place", "B_1..B_3", "B_1 B_2 B_3", ""},
		{"a count keeps its leading zero", "Q08..Q10", "Q08 Q09 Q10", ""},
		{"names of two kinds go by place", "x..Q09", "x Q08 Q09", ""},
		{"stems that differ go by place", "CBTS_M_3..CBTS_4", "CBTS_M_3 CBTS_4", ""},
		{"a count and a name", "B_1..B_2,x", "B_1 B_2 x", ""},
		{"a count of one", "B_1..B_1", "B_1", ""},
		{"a gap in a count", "B_1..B_9", "", `no column "B_9"`},
		{"a column that is not there", "nothing", "", `no column "nothing"`},
		{"another case", "ID", "", `there is "id"`},
		{"a column listed twice", "x,x", "", "listed twice"},
		{"a name that two columns have", "twice", "", "two columns are called"},
		{"backwards by place", "Q09..x", "", "comes after"},
		{"nothing at all", "", "", "no column"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			columns, err := s.Columns(tt.list)
			if tt.says != "" {
				if err == nil || !strings.Contains(err.Error(), tt.says) {
					t.Errorf("says %v, want %q", err, tt.says)
				}
				return
			}
			var names []string
			for _, c := range columns {
				names = append(names, c.Name)
			}
			if err != nil || strings.Join(names, " ") != tt.want {
				t.Errorf("got %v, %v; want %s", names, err, tt.want)
			}
		})
	}
}

func TestValue(t *testing.T) {
	for _, tt := range []struct {
		name, cell string
		want       float64
		blank, bad bool
	}{
		{"a whole number", "3", 3, false, false},
		{"a decimal with spaces", " 2.5 ", 2.5, false, false},
		{"a negative number", "-1", -1, false, false},
		{"a power", "1e2", 100, false, false},
		{"an empty cell", "", 0, true, false},
		{"a cell of spaces", "   ", 0, true, false},
		{"a time", "99:99", 0, false, true},
		{"the text NA", "NA", 0, false, true},
		{"the text NaN", "NaN", 0, false, true},
		{"endless", "inf", 0, false, true},
		{"too large", "1e999", 0, false, true},
		{"hexadecimal", "0x10", 0, false, true},
		{"a decimal comma", `"2,5"`, 0, false, true},
		{"a script", "<script>", 0, false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := read(t, "id,v\n1,"+tt.cell+"\n")
			column, err := s.Column("v")
			if err != nil {
				t.Fatal(err)
			}
			value, err := s.Rows[0].Value(column)
			var where *sheet.CellError
			switch {
			case tt.bad:
				if !errors.Is(err, sheet.ErrNotNumber) || !errors.As(err, &where) || where.Line != 2 || where.Column != "v" {
					t.Errorf("error %v, want one at line 2, column v", err)
				}
				if strings.Contains(err.Error(), tt.cell) {
					t.Errorf("the error repeats the cell: %v", err)
				}
			case err != nil:
				t.Error(err)
			case tt.blank != (value == nil):
				t.Errorf("blank is %v, want %v", value == nil, tt.blank)
			case !tt.blank && *value != tt.want:
				t.Errorf("got %g, want %g", *value, tt.want)
			}
		})
	}
}

func TestLinesAreTheFilesOwn(t *testing.T) {
	s := read(t, "\ufeffid,note\n1,\"two\nlines\"\n\n2,x\n")
	if len(s.Rows) != 2 || s.Rows[0].Line != 2 || s.Rows[1].Line != 5 || s.Rows[1].Number != 2 {
		t.Errorf("rows %+v", s.Rows)
	}
	if _, err := s.Column("id"); err != nil {
		t.Errorf("the byte-order mark hides the first column: %v", err)
	}
}

func TestReadRefuses(t *testing.T) {
	for _, tt := range []struct{ name, text, says string }{
		{"an empty file", "", "is empty"},
		{"a line with a cell too many", "a,b\n1,2\n1,2,3\n", "line 3 has more or fewer cells"},
		{"a quote that never closes", "a,b\n1,\"2\n", "line 2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := sheet.Read(strings.NewReader(tt.text)); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("says %v, want %q", err, tt.says)
			}
		})
	}
}
