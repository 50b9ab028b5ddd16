package family_test

import (
	"strings"
	"testing"

	"holdfast/internal/civil"
	"holdfast/internal/family"
	"holdfast/internal/fault"
)

var today = civil.New(2027, 2, 9)

func TestRegistrationCheck(t *testing.T) {
	good := func(change func(*family.Registration)) family.Registration {
		r := family.Registration{
			Caregivers: []family.NewCaregiver{{Name: "Farah Aziz", Relation: family.Mother}},
			Infants:    []family.NewInfant{{Name: "Idris", Born: civil.New(2026, 12, 20)}},
		}
		change(&r)
		return r
	}
	tests := map[string]struct {
		in   family.Registration
		want string // "field:key" of the only problem; empty for none
	}{
		"a mother and her baby are a family": {good(func(r *family.Registration) {}), ""},
		"a baby not named yet is a person": {good(func(r *family.Registration) {
			r.Infants[0].Name = ""
		}), ""},
		"a baby still expected has a due date": {good(func(r *family.Registration) {
			r.Infants[0] = family.NewInfant{Due: civil.New(2027, 4, 1)}
		}), ""},
		"a baby needs a date": {good(func(r *family.Registration) {
			r.Infants[0] = family.NewInfant{Name: "Idris"}
		}), "infant.0.born:family.date.missing"},
		"nobody is born tomorrow": {good(func(r *family.Registration) {
			r.Infants[0].Born = today.AddDays(1)
		}), "infant.0.born:family.born.future"},
		"a baby born today is welcome": {good(func(r *family.Registration) {
			r.Infants[0].Born = today
		}), ""},
		"a year mistyped by a decade is noticed": {good(func(r *family.Registration) {
			r.Infants[0].Born = civil.New(2016, 12, 20)
		}), "infant.0.born:family.born.long-ago"},
		"a baby two weeks overdue is still expected": {good(func(r *family.Registration) {
			r.Infants[0] = family.NewInfant{Due: today.AddDays(-14)}
		}), ""},
		"a due date seven weeks gone is a birth not told": {good(func(r *family.Registration) {
			r.Infants[0] = family.NewInfant{Due: today.AddDays(-49)}
		}), "infant.0.due:family.due.past"},
		"a due date beyond any pregnancy is a mistake": {good(func(r *family.Registration) {
			r.Infants[0] = family.NewInfant{Due: today.AddDays(300)}
		}), "infant.0.due:family.due.far"},
		"a caregiver without a name is asked for one": {good(func(r *family.Registration) {
			r.Caregivers[0].Name = " \t "
		}), "caregiver.0.name:family.name.missing"},
		"a name of two hundred letters is kept": {good(func(r *family.Registration) {
			r.Caregivers[0].Name = strings.Repeat("ش", family.NameLimit)
		}), ""},
		"a longer one is told the limit": {good(func(r *family.Registration) {
			r.Caregivers[0].Name = strings.Repeat("ش", family.NameLimit+1)
		}), "caregiver.0.name:family.name.long"},
		"a script is a name like any other": {good(func(r *family.Registration) {
			r.Caregivers[0].Name = "<script>alert(1)</script>"
		}), ""},
		"an address needs an at sign": {good(func(r *family.Registration) {
			r.Caregivers[0].Details = []family.NewDetail{{Channel: family.Email, Value: "farah.example.com"}}
		}), "caregiver.0.email:family.email.wrong"},
		"an address with a name around it is not taken apart": {good(func(r *family.Registration) {
			r.Caregivers[0].Details = []family.NewDetail{{Channel: family.Email, Value: "Farah <f@example.com>"}}
		}), "caregiver.0.email:family.email.wrong"},
		"a number may be typed with spaces and a plus": {good(func(r *family.Registration) {
			r.Caregivers[0].Details = []family.NewDetail{{Channel: family.Text, Value: "+44 (0)7700 900 982"}}
		}), ""},
		"a number with words around it is none": {good(func(r *family.Registration) {
			r.Caregivers[0].Details = []family.NewDetail{{Channel: family.Call, Value: "javascript:alert(07700900982)"}}
		}), "caregiver.0.call:family.phone.wrong"},
		"a number copied with its dashes is one": {good(func(r *family.Registration) {
			r.Caregivers[0].Details = []family.NewDetail{{Channel: family.Call, Value: "07700–900\u00a0982"}}
		}), ""},
		"a number of a hundred spaces is none": {good(func(r *family.Registration) {
			r.Caregivers[0].Details = []family.NewDetail{{Channel: family.Call, Value: "07700" + strings.Repeat(" ", 100) + "900982"}}
		}), "caregiver.0.call:family.phone.wrong"},
		"pluses alone are no number": {good(func(r *family.Registration) {
			r.Caregivers[0].Details = []family.NewDetail{{Channel: family.Call, Value: "++++++++"}}
		}), "caregiver.0.call:family.phone.wrong"},
		"a number of four digits is none": {good(func(r *family.Registration) {
			r.Caregivers[0].Details = []family.NewDetail{{Channel: family.Call, Value: "1234"}}
		}), "caregiver.0.call:family.phone.wrong"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, p := range fault.ProblemsOf(tt.in.Check(today)) {
				got = append(got, p.Field+":"+p.Key)
			}
			if joined := strings.Join(got, " "); joined != tt.want {
				t.Errorf("problems %q, want %q", joined, tt.want)
			}
		})
	}
}

func TestNameKey(t *testing.T) {
	tests := map[string]struct{ name, want string }{
		"case does not matter":                     {"Ruth OKAFOR", "ruth okafor"},
		"accents do not matter":                    {"Zoë Lindqvíst", "zoe lindqvist"},
		"letters that do not come apart are typed": {"Julia Wiśniewska-Łoś", "julia wisniewska-los"},
		"spaces are one":                           {"  Grace   Mensah ", "grace mensah"},
		"an apostrophe is an apostrophe":           {"Siobhán O’Neill", "siobhan o'neill"},
		"other scripts stay":                       {"هدى المصري", "هدى المصري"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := family.NameKey(tt.name); got != tt.want {
				t.Errorf("NameKey(%q) = %q, want %q", tt.name, got, tt.want)
			}
		})
	}
}
