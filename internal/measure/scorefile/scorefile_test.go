package scorefile_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"holdfast/internal/measure/packs"
	"holdfast/internal/measure/score"
	"holdfast/internal/measure/scorefile"
	"holdfast/internal/sheet"
)

const (
	epdsHeader  = "id,E1,E2,E3,E4,E5,E6,E7,E8,E9,E10\n"
	answersFile = "../../../../shared/data/maternal-infant-sleep/answers.csv"
)

func key(t *testing.T, id string) score.Key {
	t.Helper()
	lib, err := packs.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	k, ok := lib.Key(id)
	if !ok {
		t.Fatalf("there is no key %q", id)
	}
	return k
}

func TestRun(t *testing.T) {
	for _, tt := range []struct {
		name, instrument, columns string
		scored                    bool
		in, want                  string
	}{
		{
			"positions are reversed where the key says so", "epds", "E1..E10", false,
			epdsHeader + "a,1,1,1,1,1,1,1,1,1,1\nb,4,4,4,4,4,4,4,4,4,4\n",
			"row,complete,total,flags,missing,anxiety\n1,true,21,self-harm:10,,6\n2,true,9,,,3\n",
		},
		{
			"scores are taken as they are", "epds", "E1..E10", true,
			epdsHeader + "a,3,3,3,3,3,3,3,3,3,0\n",
			"row,complete,total,flags,missing,anxiety\n1,true,27,,,9\n",
		},
		{
			"a blank gives no total and names its item", "epds", "E1..E10", true,
			epdsHeader + "a,1,,1,1,1,1,1, ,1,2\nb,,,,,,,,,,\n",
			"row,complete,total,flags,missing,anxiety\n1,false,,self-harm:10,2 8,3\n2,false,,,1 2 3 4 5 6 7 8 9 10,\n",
		},
		{
			"an instrument without a total has subscales only", "prfq", "P1..P18", false,
			"P1,P2,P3,P4,P5,P6,P7,P8,P9,P10,P11,P12,P13,P14,P15,P16,P17,P18\n" + strings.Repeat("7,", 17) + "7\n",
			"row,complete,total,flags,missing,prementalising,certainty,interest\n1,true,,,,7,6,6\n",
		},
		{
			"not applicable is the option after the last", "kpcs", "K1..K15", false,
			"K1,K2,K3,K4,K5,K6,K7,K8,K9,K10,K11,K12,K13,K14,K15\n5,1,1,1,1,1,1,1,5,1,1,1,1,1,1\n",
			"row,complete,total,flags,missing\n1,true,4,,\n",
		},
		{"a header alone", "sensitivity", "s", true, "s\n", "row,complete,total,flags,missing\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out strings.Builder
			err := scorefile.Run(strings.NewReader(tt.in), &out, scorefile.Options{Key: key(t, tt.instrument), Columns: tt.columns, Scored: tt.scored})
			if err != nil || out.String() != tt.want {
				t.Errorf("wrote %q, %v\nwant %q", out.String(), err, tt.want)
			}
		})
	}
}

func TestRunStopsAndWritesNothing(t *testing.T) {
	good := "a,1,1,1,1,1,1,1,1,1,1\n"
	for _, tt := range []struct {
		name   string
		row    string
		scored bool
		line   int
		column string
		want   error
	}{
		{"a position after the last option", "b,1,1,1,1,1,5,1,1,1,1\n", false, 3, "E6", scorefile.ErrNotAnOption},
		{"position nought", "b,0,1,1,1,1,1,1,1,1,1\n", false, 3, "E1", scorefile.ErrNotAnOption},
		{"half a position", "b,1,1,1,1,1,1,1,1,1,1.5\n", false, 3, "E10", scorefile.ErrNotAnOption},
		{"a position that overflows", "b,1,1,1,1,1,1,1,1,1,1e300\n", false, 3, "E10", scorefile.ErrNotAnOption},
		{"a score above the highest", "b,1,1,4,1,1,1,1,1,1,1\n", true, 3, "E3", scorefile.ErrNotAScore},
		{"a negative score", "b,1,1,1,-1,1,1,1,1,1,1\n", true, 3, "E4", scorefile.ErrNotAScore},
		{"a word", "b,1,1,1,1,often,1,1,1,1,1\n", true, 3, "E5", sheet.ErrNotNumber},
		{"the first of several", "b,9,9,9,9,9,9,9,9,9,9\n", true, 3, "E1", scorefile.ErrNotAScore},
		{"after a line with a line break inside", "\"b\nb\",1,1,1,1,1,1,1,1,1,1\nc,7,1,1,1,1,1,1,1,1,1\n", true, 5, "E1", scorefile.ErrNotAScore},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out strings.Builder
			err := scorefile.Run(strings.NewReader(epdsHeader+good+tt.row+good), &out,
				scorefile.Options{Key: key(t, "epds"), Columns: "E1..E10", Scored: tt.scored})
			var where *sheet.CellError
			if !errors.Is(err, tt.want) || !errors.As(err, &where) || where.Line != tt.line || where.Column != tt.column {
				t.Errorf("error %v, want %v at line %d, column %s", err, tt.want, tt.line, tt.column)
			}
			if out.Len() != 0 {
				t.Errorf("wrote %q", out.String())
			}
		})
	}
}

func TestRunRefusesAnotherNumberOfColumns(t *testing.T) {
	var out strings.Builder
	err := scorefile.Run(strings.NewReader(epdsHeader), &out, scorefile.Options{Key: key(t, "epds"), Columns: "E1..E9"})
	if err == nil || !strings.Contains(err.Error(), "EPDS has 10 items, and 9 columns") || out.Len() != 0 {
		t.Errorf("error %v, wrote %q", err, out.String())
	}
}

// The study's file (Sandoz and others 2022) says that its values are scores already. Its sum and shares were worked out
// with Python and awk; reversing it once more must stop at the first 0, which is no option.
func TestTheStudysFile(t *testing.T) {
	text, err := os.ReadFile(answersFile)
	if os.IsNotExist(err) {
		t.Skipf("SKIPPED %s: the real answers are not beside this checkout (%s)", t.Name(), answersFile)
	}
	if err != nil {
		t.Fatal(err)
	}
	options := scorefile.Options{Key: key(t, "epds"), Columns: "EPDS_1..EPDS_10", Scored: true}
	rows, err := scorefile.Read(strings.NewReader(string(text)), options)
	if err != nil {
		t.Fatal(err)
	}
	var sum float64
	var from11, from13, flagged int
	for _, row := range rows {
		sum += *row.Result.Total
		if *row.Result.Total >= 11 {
			from11++
		}
		if *row.Result.Total >= 13 {
			from13++
		}
		flagged += len(row.Result.Flags)
	}
	if len(rows) != 205 || sum != 1503 || from11 != 51 || from13 != 37 || flagged != 14 {
		t.Errorf("%d rows, sum %g, %d at 11, %d at 13, %d flags; want 205, 1503, 51, 37, 14", len(rows), sum, from11, from13, flagged)
	}
	options.Scored = false
	var out strings.Builder
	if err := scorefile.Run(strings.NewReader(string(text)), &out, options); !errors.Is(err, scorefile.ErrNotAnOption) || out.Len() != 0 {
		t.Errorf("scores taken for positions: %v, %d bytes written", err, out.Len())
	}
}
