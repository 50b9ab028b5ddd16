package identity_test

import (
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/audit"
	"holdfast/internal/civil"
	"holdfast/internal/identity"
	"holdfast/internal/store/storetest"
)

// BenchmarkActor is what every page of somebody signed in pays first.
func BenchmarkActor(b *testing.B) {
	for _, e := range storetest.Engines() {
		b.Run(string(e), func(b *testing.B) {
			db := storetest.Open(b, e)
			accounts, err := identity.New(db, audit.New(storetest.Key()), storetest.Key(), identity.WithDemo())
			if err != nil {
				b.Fatal(err)
			}
			today := civil.New(2026, 3, 2)
			service, err := accounts.AddService(b.Context(), access.System(access.ServiceID{}, today), identity.Service{Slug: "harbour", Name: "H", ZoneName: "Europe/London"})
			if err != nil {
				b.Fatal(err)
			}
			id, _, err := accounts.AddStaff(b.Context(), access.System(service, today), identity.NewStaff{
				Name: "Ruth", Email: "ruth@service.example", Roles: []access.Role{access.Practitioner, access.Coordinator},
			})
			if err != nil {
				b.Fatal(err)
			}
			token, err := accounts.DemoSignIn(b.Context(), id)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := accounts.Actor(b.Context(), token); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
