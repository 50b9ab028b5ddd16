package access_test

import (
	"slices"
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/fault"
)

func actor(roles ...access.Role) access.Actor {
	return access.Actor{Account: access.NewAccountID(), Service: access.NewServiceID(), Roles: roles}
}

func TestMay(t *testing.T) {
	tests := map[string]struct {
		who  access.Actor
		may  access.Permission
		want bool
	}{
		"a visitor may do what anyone may":           {access.Actor{}, access.Anyone, true},
		"a visitor may nothing else":                 {access.Actor{}, access.HomeUse, false},
		"a practitioner marks attendance":            {actor(access.Practitioner), access.RegisterWrite, true},
		"a practitioner does not fill groups":        {actor(access.Practitioner), access.PlaceFill, false},
		"a coordinator plans by what the lead chose": {actor(access.Coordinator), access.PlanChoose, false},
		"a coordinator reads no answers":             {actor(access.Coordinator), access.ResponseRead, false},
		"a coordinator sees no alerts":               {actor(access.Coordinator), access.AlertRead, false},
		"an administrator sees no family":            {actor(access.Administrator), access.FamilyRead, false},
		"a coordinator reads no restriction":         {actor(access.Coordinator), access.RestrictionRead, false},
		"two roles carry the permissions of both":    {actor(access.Practitioner, access.Coordinator), access.PlaceFill, true},
		"a caregiver uses no desk":                   {actor(access.Caregiver), access.DeskUse, false},
		"nobody holds the permission without a name": {actor(access.Roles()...), "", false},
		"nor does the program":                       {access.System(access.NewServiceID(), actor().Today), "", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := tt.who.May(tt.may); got != tt.want {
				t.Errorf("May(%q) = %v, want %v", tt.may, got, tt.want)
			}
			if err := tt.who.Require(tt.may); tt.want == fault.Is(err, fault.Forbidden) {
				t.Errorf("Require(%q) = %v", tt.may, err)
			}
		})
	}
}

func TestEveryPermissionButThePublicsHasAHolderWhoCanHelp(t *testing.T) {
	for _, p := range access.Permissions() {
		holders := access.Holders(p)
		if p == access.Anyone {
			if len(holders) > 0 {
				t.Errorf("%v are said to hold what anyone may", holders)
			}
			continue
		}
		if len(holders) == 0 {
			t.Errorf("nobody holds %s", p)
		}
		for _, r := range holders {
			if !actor(r).May(p) {
				t.Errorf("%s is said to hold %s and does not", r, p)
			}
		}
	}
}

func TestACaregiverHoldsNothingOfTheStaffs(t *testing.T) {
	for _, p := range access.Permissions() {
		if slices.Contains(access.Holders(p), access.Caregiver) && p != access.HomeUse {
			t.Errorf("a caregiver holds %s", p)
		}
	}
}

func TestAnActorWithoutARoleSeesNobody(t *testing.T) {
	for name, who := range map[string]access.Actor{
		"a visitor":        {},
		"an administrator": actor(access.Administrator),
	} {
		if f := who.People("p.id", "p.service_id", 1); f.SQL != "1 = 0" || len(f.Args) > 0 {
			t.Errorf("%s filters people by %q", name, f.SQL)
		}
	}
}
